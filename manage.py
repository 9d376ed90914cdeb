#!/usr/bin/env python
"""Django's command line for this project."""

import os
import signal
import sys

# While modules are loaded a Ctrl-C just ends: nothing has begun that could be left half-done.
signal.signal(signal.SIGINT, signal.SIG_DFL)

try:
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    from newsroom.advice import advise
    from newsroom.environment import WrongEnvironment
except ImportError as error:
    sys.exit(
        f"{error.name} is not installed here: run `make setup`, then .venv/bin/python manage.py."
    )


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        execute_from_command_line(sys.argv)
    except WrongEnvironment as faults:
        sys.exit(str(faults))
    except KeyboardInterrupt:
        sys.exit(130)
    except (OSError, OperationalError, ProgrammingError, ExceptionGroup) as error:
        if advice := advise(error):
            sys.exit(advice)
        raise


if __name__ == "__main__":
    main()
