"""The demo: it comes up, says where it is, and leaves no process behind however it is stopped."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.tools.test_servers import VARIABLES, processes_with
from tools.processes import Child, LaunchError
from tools.servers import ROOT, RUN, place_for
from tools.stack import choose_port, watch

ADDRESS = re.compile(r"http://localhost:\d+")


@pytest.fixture
def home():
    """A place for the demo's data that PostgreSQL can reach, which pytest's own is not."""
    directory = Path(tempfile.mkdtemp(dir=place_for(RUN)))
    directory.chmod(0o755)
    yield directory
    shutil.rmtree(directory)


@contextmanager
def running_demo(home):
    """Run a demo with data of its own; give it and what it printed."""
    env = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    env |= {"DEMO_HOME": str(home), "PORT": "18000"}
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen([sys.executable, "-m", "tools.demo"], env=env, cwd=ROOT, **pipe) as process:
        output = ""
        while "Stop it with" not in output and (line := process.stdout.readline()):
            output += line
        yield process, output
        process.kill()


@pytest.mark.slow
def test_stopping_leaves_no_process_behind(home):
    for number in (signal.SIGINT, signal.SIGKILL):  # the second start finds the data of the first
        with running_demo(home) as (process, output):
            address = ADDRESS.search(output)
            assert address, output
            assert urllib.request.urlopen(address.group() + "/healthz").status == 200  # noqa: S310
            library = urllib.request.urlopen(address.group() + "/library/").read().decode()  # noqa: S310
            assert "99 case studies and examples" in " ".join(library.split())
            assert len(processes_with(str(home))) >= 6

            process.send_signal(number)

            process.wait(30)
            assert left_after(20, home) == []


def left_after(seconds, home):
    """Give processes a moment to end; return those which did not."""
    end = time.monotonic() + seconds
    while (left := processes_with(str(home))) and time.monotonic() < end:
        time.sleep(0.2)
    return left


def test_the_next_port_is_taken_when_one_is_in_use():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert choose_port(port) > port


def test_what_keeps_dying_is_given_up_with_the_end_of_its_log(tmp_path, monkeypatch):
    monkeypatch.setattr("tools.stack.time.sleep", lambda seconds: None)
    child = Child("The worker", ["sh", "-c", "echo no broker; exit 1"], log=tmp_path / "worker.log")

    with pytest.raises(LaunchError, match=r"The worker keeps ending(.|\n)*no broker"):
        watch([child])

    child.stop()
