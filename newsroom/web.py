"""The web server, granian: `python -m newsroom.web`. `manage.py serve` starts it beside the worker.

The application is loaded once, before the processes are forked: they start at once and share it.
"""

import multiprocessing
import os
import sys

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from newsroom.serving import die_with
from newsroom.wsgi import application

KILL_AFTER = 10  # seconds; less than the grace of those who stop us


def run() -> None:
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork")  # granian would spawn from Python 3.14 on
    end_with_us = die_with(os.getpid())

    def load(target):
        end_with_us()
        return application

    Granian(
        "newsroom.wsgi:application",
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=settings.WEB_PROCESSES,
        blocking_threads=settings.WEB_THREADS,
        workers_kill_timeout=KILL_AFTER,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve(target_loader=load)


if __name__ == "__main__":
    run()
