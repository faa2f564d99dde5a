"""Funding of the access matrix: of each side a draft that nobody else may know of, and one that anyone may read."""

from datetime import timedelta

from django.utils import timezone

from core.jobs.actions import start_job
from core.models import Job
from funding.actions.digests import write_note
from funding.actions.subscriptions import choose_digests
from funding.digests.choosing import Chooser
from funding.digests.message import as_content
from funding.digests.wording import digest_of
from funding.models import DigestEdition, DigestRun, Reader
from tests.architecture.matrix_roles import Secret
from tests.funding.factories import draft, published


class Funds:
    """What one principal curates, and who of its local councils is told."""

    def __init__(self, side):
        self.draft = draft(side.principal, by=side.officer, note=side.secret(Secret.FUND))
        self.preview = start_job(
            kind="funding.preview", title="A file", subject=side.principal, council=side.principal,
            files=[("opportunities", "funds.csv", b"funder,programme\nTrust,Trees\n")], by=side.officer,
        )  # fmt: skip
        now, ended = timezone.now(), {"status": "done", "facts": {"new": 1}, "summary": "1 new"}
        Job.objects.filter(pk=self.preview.pk).update(started_at=now, finished_at=now, **ended)
        self.published = published(side.principal, by=side.officer, round_name=f"of {side.mark}")
        choose_digests(person=side.clerk, choices={side.a: ("weekly", [])}, by=side.clerk)
        self.reader = Reader.objects.get(person=side.clerk)
        self.edition = an_edition(side.a)
        write_note(principal=side.principal, text=side.secret(Secret.FUND), by=side.officer)


def an_edition(council):
    """What a council was told in a run of last month."""
    ended = timezone.now() - timedelta(days=30, minutes=council.pk)
    times = {"begins_at": ended - timedelta(days=7), "ends_at": ended, "started_at": ended, "finished_at": ended}
    run = DigestRun.objects.create(kind="weekly", **times)
    digest = digest_of(Chooser("weekly", timezone.now()).for_council(council), {council.pk: council}, [])
    content = {"content": as_content(digest), "council_ids": [council.pk], "language": "en-gb"}
    return DigestEdition.objects.create(run=run, fingerprint=str(council.pk), **content)
