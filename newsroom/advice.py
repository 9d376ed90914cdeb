"""What to do about what the machine lacks; a traceback would not say it."""

import errno

from django.conf import settings
from django.db import OperationalError, connection


def advise(error: OSError | OperationalError) -> str:
    """One line for whoever runs it; empty where we don't know better than the traceback."""
    number, words = getattr(error, "errno", None), str(error)
    if number in {errno.ENOSPC, errno.EDQUOT} or "disk is full" in words:
        return f"The disk is full: make room in {settings.VAR_DIR}, or set VAR_DIR elsewhere."
    if number in {errno.EROFS, errno.EACCES, errno.EPERM} and error.filename:
        return f"{error.filename} can't be written ({error.strerror}): may this user do it?"
    if "readonly database" in words or "unable to open database" in words:
        name = connection.settings_dict["NAME"]
        return f"{name} can't be written: is its folder there, and may this user write in it?"
    if words.startswith(("connection ", "failed to resolve host")):
        return f"DATABASE_URL leads to no database that answers: {words.splitlines()[0]}"
    return ""
