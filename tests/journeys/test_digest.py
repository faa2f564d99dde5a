"""A run of funding e-mails under every fault: everyone gets exactly what is due, and hardly anything twice."""

from collections import Counter

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Membership, User
from core.mail.addresses import note_failure
from core.models import OutgoingEmail
from core.roles import Role
from funding.actions.subscriptions import stop_digests
from funding.models import DigestRun, Reader, Rhythm, Stop, Subscription
from tests.councils.factories import CouncilFactory
from tests.faults.stand import reconnected, wait_until
from tests.funding.factories import administrator, published
from tests.funding.readers import told

READERS, COUNCILS = 300, 49
RHYTHMS = (Rhythm.WEEKLY, Rhythm.WEEKLY, Rhythm.MONTHLY, Rhythm.NOW)
OLD = "Fund of last week"


@pytest.fixture
def due(stand):
    """Addresses of three hundred readers of 49 councils, but of one who stopped and one who cannot be reached."""
    stand.kill(stand.documents)  # nobody is told before the test begins
    with transaction.atomic():
        principal = CouncilFactory(principal=True)
        councils = [CouncilFactory(parents=[principal]) for _number in range(COUNCILS)]
        readers = many_readers(councils)
        stop_digests(reader=readers[0], way=Stop.Way.LINK, by=None)
        note_failure(readers[1].person.email, "hard", "5.1.1", mailed_at=readers[1].since)
        admin = administrator()
        published(by=admin, programme=OLD)
        published(by=admin, programme="Fund for one area", areas=[principal])
        published(by=admin, programme="Fund for meetings", types=["parish_meeting"])
    yield {each.person.email for each in readers[2:]}
    with transaction.atomic():  # what other tests on this stand count is their own
        Reader.objects.all().delete()


def many_readers(councils):
    """Written at once: what is tested comes after they have chosen."""
    people = User.objects.bulk_create(User(email=f"digest-{n}@example.org", password="!") for n in range(READERS))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=each, email=each.email, verified=True, primary=True) for each in people
    )
    readers = Reader.objects.bulk_create(Reader(person=each) for each in people)
    where = [(reader, councils[n % COUNCILS], RHYTHMS[n % len(RHYTHMS)]) for n, reader in enumerate(readers)]
    Membership.objects.bulk_create(
        Membership(user=reader.person, council=c, role=Role.CLERK) for reader, c, _r in where
    )
    Subscription.objects.bulk_create(Subscription(reader=reader, council=c, rhythm=r) for reader, c, r in where)
    return readers


def emails():
    return OutgoingEmail.objects.filter(kind="funding.digest")


@pytest.mark.faults
@pytest.mark.slow
@pytest.mark.xdist_group("faults")  # they share the portal of the tests of faults
def test_a_run_is_killed_flushed_and_restarted_in_the_middle(stand, due, sound):
    late = Subscription.objects.filter(rhythm=Rhythm.WEEKLY).latest("pk")
    with stand.held("funding_subscription", late.pk):
        DigestRun.objects.all().delete()
        stand.again(stand.documents)
        wait_until(lambda: stand.is_waiting() and emails().exists(), "a run in its middle")
        stand.kill(stand.documents)
        stand.flush_valkey()
    assert 0 < emails().count() < len(due)
    stand.smtp.open.clear()
    stand.again(stand.documents)
    broken = all_in_the_middle(stand)
    stand.kill(stand.mail)
    stand.smtp.open.set()
    stand.again(stand.mail)
    wait_until(lambda: emails().filter(status="sent").count() > READERS // 10, "some sent")
    stand.smtp.open.clear()
    broken += all_in_the_middle(stand)
    stand.crash_postgres()
    stand.smtp.open.set()
    reconnected()
    wait_until(lambda: emails().filter(status="sent").count() == len(due), "every e-mail sent")
    repeated = check(stand, due)
    assert repeated <= broken, f"{repeated} repeated, of {broken} connections that were open"
    sound("the worker that writes, the worker that sends and PostgreSQL die, and Valkey is flushed",
          f"funding e-mails to {READERS} readers of {COUNCILS} councils, in three rhythms",
          f"everyone got exactly what was due, {repeated} of them twice: {broken} connections were open")  # fmt: skip


def all_in_the_middle(stand):
    """Wait until on every open connection an e-mail was handed over and not answered; how many these are."""
    wait_until(lambda: stand.smtp.holding and stand.smtp.holding == stand.smtp.connected, "e-mails in the middle")
    return stand.smtp.connected


def check(stand, due):
    """Each who is due got one e-mail with the same two opportunities, nobody else any; how many were repeated."""
    assert Counter(emails().values_list("to", flat=True)) == Counter(due)
    for mail in emails().select_related("body__edition"):
        assert {title for _why, title in told(mail)} == {OLD, "Fund for one area"}
    handed_over = Counter(
        address for address, _message_id in list(stand.smtp.received) if address.startswith("digest-")
    )
    assert handed_over.keys() == due, "mail was lost, or went to who is not due"
    assert DigestRun.objects.filter(finished_at=None).count() == 0
    assert DigestRun.objects.count() == len(set(RHYTHMS))
    return sum(handed_over.values()) - len(due)
