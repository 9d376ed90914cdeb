"""The web server, granian: `python -m newsroom.web`. `manage.py serve` starts it beside the worker.

The application is loaded once, before the processes are forked: they start at once and share it.
granian's own WSGI reads a body in the thread that answers, without a deadline; so the gateway
stands between.
"""

import multiprocessing
import os
import resource
import sys

from django.conf import settings
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from newsroom.gateway import Gateway
from newsroom.serving import die_with
from newsroom.wsgi import application

KILL_AFTER = 10  # seconds; less than the grace of those who stop us
HEADER_SECONDS = 10  # for the lines above a body, and between two requests of a connection
CONNECTIONS = 4096  # at once, in each process; one that waits costs a few kilobytes


def run() -> None:
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork")  # granian would spawn from Python 3.14 on
    end_with_us = die_with(os.getpid())

    def load(target):
        end_with_us()
        return Gateway(application, threads=settings.WEB_THREADS)

    Granian(
        "newsroom.wsgi:application",
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        websockets=False,
        workers=settings.WEB_PROCESSES,
        backlog=CONNECTIONS,
        backpressure=allow_connections(CONNECTIONS),
        workers_kill_timeout=KILL_AFTER,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve(target_loader=load)


def allow_connections(wanted: int) -> int:
    """As many as are wanted, or as the system lets a process have, which is asked to raise it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + 200  # files of its own
    if soft != resource.RLIM_INFINITY and soft < needed:
        most = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return max(most - 200, 50)
    return wanted


if __name__ == "__main__":
    run()
