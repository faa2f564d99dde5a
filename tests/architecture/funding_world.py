"""Funding of the access matrix: of each side a draft that nobody else may know of, and one that anyone may read."""

from django.utils import timezone

from core.jobs.actions import start_job
from core.models import Job
from tests.architecture.matrix_roles import Secret
from tests.funding.factories import draft, published


class Funds:
    """What one principal curates."""

    def __init__(self, side):
        self.draft = draft(side.principal, by=side.officer, note=side.secret(Secret.FUND))
        self.preview = start_job(
            kind="funding.preview", title="A file", subject=side.principal, council=side.principal,
            files=[("opportunities", "funds.csv", b"funder,programme\nTrust,Trees\n")], by=side.officer,
        )  # fmt: skip
        now, ended = timezone.now(), {"status": "done", "facts": {"new": 1}, "summary": "1 new"}
        Job.objects.filter(pk=self.preview.pk).update(started_at=now, finished_at=now, **ended)
        self.published = published(side.principal, by=side.officer, round_name=f"of {side.mark}")
