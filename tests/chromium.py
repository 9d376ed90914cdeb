"""The Chromium that the browser tests run in. `python -m tests.chromium` gets it, or says how."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
MISSING = (
    "No Chromium, so no browser tests. Debian: sudo apt-get install chromium; "
    "or give its path: CHROMIUM=/path/to/chromium"
)


def find() -> str | None:
    """The path of a browser that is there; `CHROMIUM` comes first."""
    names = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else [*NAMES, *APPLICATIONS]
    return next(filter(None, map(shutil.which, names)), None)


def install() -> None:
    """Where we are root on a Debian: quietly, and without being asked twice."""
    if os.geteuid() == 0 and shutil.which("apt-get") and not os.environ.get("CHROMIUM"):
        print("Installing Chromium with apt-get…", flush=True)
        env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in ("update", "install --yes --no-install-recommends chromium"):
            words = ["apt-get", "-qq", *command.split()]
            subprocess.run(words, env=env, check=False, capture_output=True)


if __name__ == "__main__":
    if not find():
        install()
    sys.exit(None if find() else MISSING)
