"""The project's settings on a machine of their own: nothing of `var/` is touched."""

import os
import tempfile

os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="newsroom-tests-")
os.environ.setdefault("SITE_URL", "http://testserver")

from newsroom.settings import *  # noqa: F403 (the one place where that is the point)

if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # In a file, as the paper's: of one in memory, server and test would share one connection.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}  # noqa: F405
STATIC_ROOT.mkdir()  # noqa: F405 (WhiteNoise warns where it is missing, and a warning is an error)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
ONE_ADDRESS = False  # the servers of the tests are at ports of their own
LOCALE_PATHS = []  # our sentences as the source has them, compiled catalogue or not
