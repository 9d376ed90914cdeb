#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

try:
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from newsroom.advice import advise
    from newsroom.environment import WrongEnvironment
except ImportError as error:
    sys.exit(
        f"{error.name} is not installed here: run `make setup`, then .venv/bin/python manage.py."
    )


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        execute_from_command_line(sys.argv)
    except WrongEnvironment as faults:
        sys.exit(str(faults))
    except (OSError, OperationalError) as error:
        if advice := advise(error):
            sys.exit(advice)
        raise


if __name__ == "__main__":
    main()
