"""When the database does not answer: how one knows, what is logged, and how long one waits."""

import logging

from django.db import Error, InterfaceError, OperationalError

RETRY_AFTER = 30  # seconds
# Of SQLite's numbers those of a file that is busy, can't be reached or has no room. A table that is
# missing is an OperationalError there too, and a fault of ours.
BUSY, LOCKED, READ_ONLY, IO, FULL, CANNOT_OPEN = 5, 6, 8, 10, 13, 14
AWAY = {BUSY, LOCKED, READ_ONLY, IO, FULL, CANNOT_OPEN}
READ_ONLY_SERVER = "25006"  # of PostgreSQL: a stand-by that hasn't taken over yet
# For a statement of a page, in seconds. A page that takes longer has nobody waiting any more.
STATEMENT, LOCK, IDLE_IN_TRANSACTION = 20, 10, 60
LIMITS = {
    "statement_timeout": STATEMENT,
    "lock_timeout": LOCK,
    "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION,
}
# Of every connection to PostgreSQL: a machine that has vanished is noticed, and not after hours.
CONNECTING = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}


def is_away(error: BaseException | None) -> bool:
    """Whether it fails by the database being gone, full or busy; another time it may work."""
    if not isinstance(error, Error):
        return False
    cause = error.__cause__
    number = getattr(cause, "sqlite_errorcode", None)
    if number is not None:
        return number & 0xFF in AWAY
    if getattr(cause, "sqlstate", None) == READ_ONLY_SERVER:
        return True
    return isinstance(error, OperationalError | InterfaceError)


class InOneLine(logging.Filter):
    """For what is logged: a traceback each time that no database answers would say the same."""

    def filter(self, record):
        error = record.exc_info[1] if record.exc_info else None
        if is_away(error):
            first = next(iter(str(error).splitlines()), "")
            record.msg, record.args = f"{record.getMessage()} ({first})", ()
            record.exc_info = record.exc_text = None
        return True


def limit_statements(sender, connection, **kwargs) -> None:
    """For the connections of the web server: nothing there may take long, or hold others up.

    What the role or the address of the database says already stands. SQLite waits as long as
    its `timeout` says.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for name, seconds in LIMITS.items():
            cursor.execute(
                "SELECT set_config(%s, %s, false) WHERE current_setting(%s) = '0'",
                [name, f"{seconds}s", name],
            )
