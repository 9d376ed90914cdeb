"""bin/setup, cut short anywhere: what it left is never believed."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds
pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="one database is enough")


@pytest.fixture
def project(tmp_path):
    """One that needs no package, and asks nobody for any."""
    for name in ("bin/setup", "bin/python"):
        (tmp_path / "bin").mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "newsroom").mkdir()
    (tmp_path / "newsroom" / "catalogues.py").touch()
    return tmp_path


def start(project) -> subprocess.Popen:
    env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.Popen(
        [project / "bin/setup"],
        cwd=project,
        env=env | {"PIP_NO_INDEX": "1"},
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def works(project) -> bool:
    setup = start(project)
    said, _ = setup.communicate(timeout=PATIENCE)
    assert setup.returncode == 0, said
    pip = [project / ".venv/bin/python", "-m", "pip", "--version"]
    return subprocess.run(pip, capture_output=True, check=False, timeout=PATIENCE).returncode == 0


@pytest.mark.parametrize("there", ["bin/python", "lib/python3*/site-packages/pip"])
def test_a_start_that_was_cut_short_is_begun_anew(project, there):
    setup = start(project)
    until = time.monotonic() + PATIENCE
    while not list((project / ".venv").glob(there)):
        assert setup.poll() is None
        assert time.monotonic() < until
        time.sleep(0.01)
    os.killpg(setup.pid, signal.SIGINT)
    said, _ = setup.communicate(timeout=10)
    assert setup.returncode != 0
    assert "Traceback" not in said
    assert works(project)


def test_packages_that_were_cut_short_are_installed_into_a_new_one(project):
    assert works(project)
    half = project / ".venv/lib/half-a-package"
    half.touch()
    assert works(project)
    assert half.exists()  # nothing to do
    (project / "requirements.txt").write_text("no-such-package-of-ours\n")
    failed = start(project)
    failed.communicate(timeout=PATIENCE)
    assert failed.returncode
    (project / "requirements.txt").write_text("")
    assert works(project)
    assert not half.exists()
