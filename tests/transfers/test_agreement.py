"""The agreement of a transfer: begun with what is known, never with what is exempt, signed before anything moves."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from charters import actions as agreements
from charters.models import Kind
from core.exceptions import Refused
from core.roles import Role
from tests.accounts.factories import person, sign_in
from tests.charters.factories import countersign, sign
from tests.transfers.factories import Mover
from transfers import actions
from transfers.models import Transfer

IN_90_DAYS = timezone.localdate() + timezone.timedelta(days=90)


@pytest.fixture
def mover(db):
    return Mover()


def text_of(transfer):
    return "\n".join(f"{s.heading}\n{s.body}" for s in transfer.agreement.versions.get().sections.all())


def test_it_begins_with_what_moves_who_does_what_and_who_pays_what(mover):
    transfer = mover.transfer()
    mover.money(transfer)
    mover.lease(transfer)
    mover.responsibilities(transfer, events=["principal", "local"], events_words="By turns")
    transfer = actions.write_agreement(transfer=transfer, by=mover.officer)
    assert transfer.agreement.kind == Kind.TRANSFER
    text = text_of(transfer)
    both = f"{mover.principal.full_name} and {mover.local.full_name}"
    for said in (
        "The hall with its stage.",
        f"Events: {both} (By turns)",
        "£27,000.00",
        "£63,000.00",
        "£12,000.00 a year",
    ):
        assert said in text
    with pytest.raises(Refused, match="has an agreement already"):
        actions.write_agreement(transfer=transfer, by=mover.officer)


def test_what_is_exempt_is_not_in_it(mover):
    transfer = mover.transfer()
    mover.money(transfer, note="Secret sums", is_exempt=True)
    mover.responsibilities(transfer, staff_words="Ms Somebody", is_exempt=True)
    better = transfer.tasks.get(code="better")
    mover.answer(better, words="Secret plan", exempt="commercial")
    text = text_of(actions.write_agreement(transfer=transfer, by=mover.officer))
    assert "in a paper that is not published" in text
    for secret in ("Secret", "Ms Somebody", "£"):
        assert secret not in text


def test_schedules_follow_what_was_agreed_since_while_it_is_a_draft(mover, client):
    transfer = mover.transfer()
    with pytest.raises(Refused, match="no draft"):
        actions.put_schedules(transfer=transfer, by=mover.officer)
    transfer = actions.write_agreement(transfer=transfer, by=mover.officer)
    with pytest.raises(Refused, match="Neither"):
        actions.put_schedules(transfer=transfer, by=mover.officer)
    mover.money(transfer)
    mover.money(transfer, percent=50)
    sign_in(client, mover.officer)
    page = client.post(reverse("transfers:step", args=[transfer.reference, "put_schedules"]), follow=True)
    assert "The schedules stand in the draft" in page.content.decode()
    text = text_of(transfer)
    assert "£45,000.00" in text
    assert "£27,000.00" not in text
    assert text.count("Schedule: who pays what") == 1


def test_it_goes_to_the_council_that_takes_it_on_and_is_in_force_before_it_moves(mover, client):
    transfer = mover.bring_to(mover.transfer(), "contract")
    transfer = actions.write_agreement(transfer=transfer, by=mover.officer)
    sign_in(client, mover.officer)
    page = BeautifulSoup(client.get(reverse("charters:send", args=[transfer.agreement.reference])).content, "lxml")
    ticked = [(tag["name"], tag["value"]) for tag in page.select("input[checked]")]
    assert ticked[:2] == [("everyone", "chosen"), ("councils", str(mover.local.pk))]
    mover.complete(transfer)
    days = {"live_on": timezone.localdate(), "review_on": IN_90_DAYS}
    with pytest.raises(Refused, match="agreement is not in force"):
        actions.go_live(transfer=transfer, by=mover.officer, **days)
    version = agreements.send_version(
        version=transfer.agreement.versions.get(), councils=[mover.local], reply_by=IN_90_DAYS, by=mover.officer
    )
    sign(version.responses.get(party__council=mover.local), by=mover.clerk)
    version = agreements.close_round(version=version, by=mover.officer)
    countersign(version, by=person(Role.LEAD_MEMBER, mover.principal, may_sign=True))
    transfer = Transfer.objects.get(pk=transfer.pk)
    assert actions.go_live(transfer=transfer, by=mover.officer, **days).stage == "live"
    sign_in(client, mover.clerk)
    assert "Version 1 has been in force since" in client.get(transfer.get_absolute_url()).content.decode()


def test_the_public_reads_of_it_only_what_is_published(mover, client):
    transfer = actions.write_agreement(transfer=mover.transfer(), by=mover.officer)
    actions.set_transfer_published(transfer=transfer, published=True, by=mover.officer)
    page = client.get(transfer.get_absolute_url()).content.decode()
    assert transfer.agreement.reference not in page
    with pytest.raises(PermissionDenied):
        actions.write_agreement(transfer=transfer, by=mover.clerk)
