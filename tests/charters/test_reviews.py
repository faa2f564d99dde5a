"""Reviews with both sides' views and what follows, a new version, and leaving with notice."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from charters import actions
from charters.commitments import tracked
from charters.life import life_of
from charters.models import AgreementVersion, Party, Review, VersionStatus, Withdrawal
from core.exceptions import Refused
from core.models import OutgoingEmail
from core.registry import INVARIANT, OPEN_WORK, collect, each
from tests.accounts.factories import sign_in
from tests.charters.factories import Year, countersign, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    """`clock(day)`; it starts on the day the charter comes into force."""
    with time_machine.travel(datetime(2026, 3, 2, 9, 30, tzinfo=UTC), tick=False) as traveller:
        yield lambda day: traveller.move_to(datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC))


@pytest.fixture
def year(clock):
    return Year(locals_=2, lasts_months=12, notice_months=3, review_on=date(2026, 12, 1))


@pytest.fixture
def review(year, clock):
    clock(date(2026, 10, 1))
    OutgoingEmail.objects.all().delete()
    return actions.open_review(version=year.version, views_by=date(2026, 11, 30), by=year.officer)


def broken():
    """What can never be true of versions and agreements; no worker makes copies or seals here."""
    return [found for found in each(INVARIANT) if found.check.startswith(("version.", "agreement.", "signature."))]


def read(year):
    return AgreementVersion.objects.select_related("agreement__convener").get(pk=year.version.pk)


def view(year, review, number=0, **words):
    facts = {"verdict": "well", "wish": "carry_on", "text": "It works.", **words}
    party = year.party(year.councils[number])
    return actions.give_view(review=review, party=party, by=year.clerks[number], **facts)


def close(year, review, outcome, **facts):
    return actions.close_review(review=review, outcome=outcome, finding="Most was kept.", by=year.officer, **facts)


def test_every_council_is_asked_and_answers_until_it_is_closed(year, review, client):
    asked = OutgoingEmail.objects.filter(kind="charters.review-opened")
    assert {mail.to for mail in asked} == {year.officer.email, *(clerk.email for clerk in year.clerks)}
    assert f"/review/{year.councils[0].slug}/" in asked.get(to=year.clerks[0].email).text
    assert "Say how the charter goes: Working together" in [w.title for w in collect(OPEN_WORK, fresh(year.clerks[0]))]
    view(year, review)
    view(year, review, text="It works, but slowly.")
    assert review.views.get().text == "It works, but slowly."
    titles = [w.title for w in collect(OPEN_WORK, fresh(year.clerks[0]))]
    assert "Say how the charter goes: Working together" not in titles
    page = sign_in(client, year.clerks[1]).get(reverse("charters:review", args=[year.agreement.reference]))
    assert "It works, but slowly." in page.content.decode()
    close(year, review, "carry_on", next_review_on=date(2027, 6, 1))
    with pytest.raises(Refused, match="closed"):
        view(year, review, 1)


def test_a_review_is_opened_by_the_officer_one_at_a_time(year, review):
    with pytest.raises(PermissionDenied):
        actions.open_review(version=year.version, views_by=date(2026, 12, 1), by=year.clerks[0])
    with pytest.raises(Refused, match="open already"):
        actions.open_review(version=year.version, views_by=date(2026, 12, 1), by=year.officer)
    with pytest.raises(IntegrityError, match="review_one_open"), transaction.atomic():
        Review.objects.create(version=year.version, views_by=date(2026, 12, 1), opened_by=year.officer)


def test_to_carry_on_sets_the_next_review(year, review):
    with pytest.raises(Refused) as caught:
        close(year, review, "carry_on")
    assert caught.value.field == "next_review_on"
    OutgoingEmail.objects.all().delete()
    close(year, review, "carry_on", next_review_on=date(2027, 6, 1))
    assert life_of(read(year)).review_on == date(2027, 6, 1)
    mail = OutgoingEmail.objects.get(to=year.clerks[0].email)
    assert "Most was kept." in mail.text
    assert "Carry on as it is" in mail.subject
    with pytest.raises(Refused, match="closed already"):
        close(year, review, "carry_on", next_review_on=date(2027, 6, 1))


def test_to_renew_adds_a_term(year, review):
    close(year, review, "renew", months=24)
    assert life_of(read(year)).ends_on == date(2029, 3, 1)


def test_to_renew_what_was_renewed_already_closes_nothing(year, review):
    actions.renew(version=year.version, months=12, by=year.officer)
    with pytest.raises(Refused, match="already been renewed"):
        close(year, review, "renew", months=12)
    review.refresh_from_db()
    assert review.closed_at is None


def test_a_new_version_goes_round_while_the_signed_one_stays_and_its_reports_go_along(year, review):
    year.report("amber")
    close(year, review, "new_version")
    draft = year.agreement.versions.get(status="draft")
    assert read(year).status == VersionStatus.IN_FORCE
    details = {**actions.details_of(draft), "what_changed": "Six weeks instead of four."}
    actions.edit_details(version=draft, by=year.officer, **details)
    later = timezone.localdate() + timezone.timedelta(days=60)
    year.version = actions.send_version(version=draft, councils=year.councils, reply_by=later, by=year.officer)
    year.signed().closed()
    countersign(year.version, by=fresh(year.officer))
    year.version.refresh_from_db()
    old = year.agreement.versions.get(number=1)
    assert (old.status, year.version.status) == (VersionStatus.SUPERSEDED, VersionStatus.IN_FORCE)
    [item] = [item for item in tracked(year.version) if item.commitment.owner_side == "principal"]
    assert [entry.standing for entry in item.entries] == ["amber"]
    assert life_of(read(year)).terms[0].starts_on == timezone.localdate()
    assert broken() == []


def test_to_end_it_takes_it_out_of_force_and_off_the_public_pages(year, review, client):
    actions.set_published(agreement=year.agreement, published=True, by=year.officer)
    close(year, review, "end")
    assert read(year).status == VersionStatus.ENDED
    assert broken() == []
    detail = reverse("charters:detail", args=[year.agreement.reference])
    assert client.get(detail).status_code == 302  # asked to sign in
    page = sign_in(client, year.clerks[0]).get(detail)
    assert "Ended" in page.content.decode()
    with pytest.raises(Refused, match="not in force"):
        year.report()


def test_a_council_leaves_with_notice_and_the_others_stay(year, clock, client):
    clock(date(2026, 11, 30))  # three months later is the last of February
    OutgoingEmail.objects.all().delete()
    party = year.party(year.councils[0])
    with pytest.raises(PermissionDenied):
        actions.leave(version=year.version, party=party, minute_reference="26/1", by=year.officer)
    actions.leave(version=year.version, party=party, minute_reference="26/1", reason="Too much.", by=year.clerks[0])
    with pytest.raises(Refused, match="given notice already"):
        actions.leave(version=year.version, party=party, minute_reference="26/1", by=year.clerks[0])
    assert Withdrawal.objects.get().last_day == date(2027, 2, 28)
    assert OutgoingEmail.objects.filter(kind="charters.leaving").count() == 3
    assert "28 February 2027 is its last day" in OutgoingEmail.objects.filter(to=year.clerks[1].email).get().text
    clock(date(2027, 2, 28))
    assert party in Party.objects.in_charter()
    clock(date(2027, 3, 1))
    assert party not in Party.objects.in_charter()
    assert read(year).status == VersionStatus.IN_FORCE
    with pytest.raises(Refused, match="has left"):
        year.report(side="local", by=year.clerks[0], council=year.councils[0])
    year.report(side="local", by=year.clerks[1], council=year.councils[1])
    page = sign_in(client, year.clerks[1]).get(reverse("charters:detail", args=[year.agreement.reference]))
    assert "In the charter (2)" in page.content.decode()


def test_the_convener_does_not_leave_its_own_charter(year):
    with pytest.raises(Refused, match="ends it after a review"):
        actions.leave(version=year.version, party=year.party(), minute_reference="1", by=fresh(year.officer))


def test_the_form_asks_for_what_its_outcome_needs(year, review, client):
    address = reverse("charters:review-close", args=[year.agreement.reference])
    sign_in(client, year.officer)
    page = client.post(address, {"outcome": "renew", "finding": "Most was kept."})
    assert "Enter for how many months more" in page.content.decode()
    assert "Most was kept." in page.content.decode()
