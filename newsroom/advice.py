"""What to do about what the machine lacks; a traceback would not say it."""

import errno
import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import DatabaseError, connection

NO_TABLE = re.compile(r'no such table|relation "\w+" does not exist')
WITH_ITS_VARIABLES = "Run this with the variables of the service: docs/operating.md says how."


def advise(error: OSError | DatabaseError | ExceptionGroup) -> str:
    """One line for whoever runs it; empty where we don't know better than the traceback."""
    if isinstance(error, ExceptionGroup):
        return advise(error.exceptions[0])
    number, words = getattr(error, "errno", None), str(error)
    if number in {errno.ENOSPC, errno.EDQUOT} or "disk is full" in words:
        return f"The disk is full: make room in {settings.VAR_DIR}, or set VAR_DIR elsewhere."
    if number in {errno.EROFS, errno.EACCES, errno.EPERM} and error.filename:
        return f"{error.filename} can't be written ({error.strerror}): may this user do it?"
    if "readonly database" in words or "unable to open database" in words:
        name = str(connection.settings_dict["NAME"])
        if name.startswith("file:"):  # Environment._file
            file = unquote(urlsplit(name).path)
            return f"{file} is not there: `prepare` makes it. {WITH_ITS_VARIABLES}"
        return f"{name} can't be written: is its folder there, and may this user write in it?"
    if words.startswith(("connection ", "failed to resolve host")):
        return f"DATABASE_URL leads to no database that answers: {words.splitlines()[0]}"
    if NO_TABLE.search(words):
        return advise_where_nothing_is()
    return ""


def advise_where_nothing_is() -> str:
    """One line where the database never was prepared; empty where it was."""
    if not connection.in_atomic_block:
        connection.close()  # of what failed
    if "django_migrations" in connection.introspection.table_names():
        return ""
    name = connection.settings_dict["NAME"]
    return f"There is no paper in the database {name}: `prepare` makes one. {WITH_ITS_VARIABLES}"
