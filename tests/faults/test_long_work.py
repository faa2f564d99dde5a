"""PDFs and imports under faults: each is made once, and an import is whole or not there."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from accounts.actions.batches import send_batch, upload_batch
from accounts.models import Invitation, InvitationBatch
from charters.models import IssuedCopy, Response
from core.models import AuditEvent, StoredDocument
from councils.models import Council, ParishArea
from tests.charters.factories import Round, make_council
from tests.faults.stand import PATIENCE, reconnected, wait_until

PAPERS = 10
MAILBOXES = 30


def papers(charter):
    return Response.objects.filter(version=charter.version).exclude(paper=None).count()


def each_has_one(charter):
    keys = Counter(
        StoredDocument.objects.filter(key__startswith=f"{charter.agreement.reference}:v1:paper:").values_list(
            "key", flat=True
        )
    )
    assert len(keys) == PAPERS
    assert papers(charter) == PAPERS


def test_the_worker_is_killed_while_it_makes_papers(stand, sound):
    charter = Round(locals_=PAPERS).sent()
    wait_until(lambda: papers(charter), "the first paper")
    stand.kill(stand.documents)
    assert papers(charter) < PAPERS, "the machine was too fast: nothing was under way"
    stand.again(stand.documents)
    wait_until(lambda: papers(charter) == PAPERS, "a paper for everyone")
    each_has_one(charter)
    sound("kill -9 of the worker for documents", f"{PAPERS} papers as PDF", "each council has one")


def test_postgresql_crashes_while_papers_are_made(stand, sound):
    charter = Round(locals_=PAPERS).sent()
    wait_until(lambda: papers(charter), "the first paper")
    stand.crash_postgres()
    reconnected()
    wait_until(lambda: papers(charter) == PAPERS, "a paper for everyone")
    each_has_one(charter)
    sound("PostgreSQL ends at once and comes back", f"{PAPERS} papers as PDF", "each council has one")


def test_valkey_is_flushed_while_a_signed_copy_is_to_be_made(stand, sound):
    charter = Round(locals_=1).in_force()  # nobody has been told
    stand.flush_valkey()
    wait_until(lambda: IssuedCopy.objects.filter(version=charter.version).exists(), "the signed copy")
    assert IssuedCopy.objects.get(version=charter.version).signatures == 2
    sound("Valkey is flushed", "the signed copy of a charter that has just come into force", "it was made once")


def test_the_worker_is_killed_while_it_invites_from_a_list(stand, sound):
    charter = Round(locals_=1)
    councils = [make_council(f"Faultby {number}", principal=charter.principal) for number in range(MAILBOXES)]
    addresses = [f"clerk@{council.slug}.example" for council in councils]
    lines = [f"{council.name},{address}" for council, address in zip(councils, addresses, strict=True)]
    text = "\n".join(["council,address", *lines])
    batch = upload_batch(principal=charter.principal, filename="list.csv", content=text.encode(), by=charter.officer)
    batch = send_batch(batch=batch, by=charter.officer)
    InvitationBatch.objects.filter(pk=batch.pk).update(sent_at=timezone.now() - timedelta(minutes=10))
    wait_until(lambda: Invitation.objects.filter(batch=batch).exists(), "the first invitation")
    stand.kill(stand.documents)
    assert Invitation.objects.filter(batch=batch).count() < MAILBOXES, "the machine was too fast"
    stand.again(stand.documents)
    finished = InvitationBatch.objects.filter(pk=batch.pk, finished_at__isnull=False)
    wait_until(finished.exists, "the list done")
    sound("kill -9 of the worker for documents", f"inviting {MAILBOXES} mailboxes from a list",
          "each was invited once, by one e-mail")  # fmt: skip
    assert sorted(Invitation.objects.filter(batch=batch).values_list("address", flat=True)) == sorted(addresses)
    assert sorted(Counter(stand.smtp.to(addresses)).values()) == [1] * MAILBOXES


def test_an_import_of_all_councils_is_killed(stand, sound):
    before = Council.objects.count(), ParishArea.objects.count()
    command = stand.manage("import_councils", "--verbosity", "0")
    wait_until(stand.is_importing, "an import that has written something")
    stand.kill(command)
    wait_until(lambda: not stand.is_importing(), "the end of its transaction")
    assert (Council.objects.count(), ParishArea.objects.count()) == before
    assert not AuditEvent.objects.filter(verb="councils.imported").exists()

    command = stand.manage("import_councils", "--verbosity", "0")
    wait_until(stand.is_importing, "an import that has written something")
    stand.crash_postgres()
    assert command.process.wait(PATIENCE) == 1
    reconnected()
    assert (Council.objects.count(), ParishArea.objects.count()) == before

    # not for good: the other tests make councils of their own, with the same codes
    assert stand.manage("import_councils", "--dry-run", "--verbosity", "0").process.wait(PATIENCE) == 0
    sound("kill -9 of an import, then PostgreSQL ends at once", "the import of all councils",
          "nothing was changed by either; the next run reads all of it to the end")  # fmt: skip
