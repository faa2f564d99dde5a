"""`python -m tests.core.killed_run PK`: a worker that is killed in the middle of a job, for test_jobs_outside."""

import os
import signal
import sys

import django

django.setup()

from accounts.models import User  # noqa: E402
from core.jobs.kinds import job_kind  # noqa: E402
from core.jobs.running import run  # noqa: E402

KIND = "tests.killed"


def killed(running):
    """Writes something, says so, and dies as by the kernel."""
    running.step("Half way", total=2)
    User.objects.create_user("half@example.org", name="Written by the work")
    running.check()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    job_kind(KIND, label="Killed", policy="core.signed_in", atomic=True)(killed)
    run(int(sys.argv[1]))
