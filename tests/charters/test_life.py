"""The life of a charter in force: renewal, and what the portal reminds of."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from charters import actions
from charters.life import life_of
from charters.models import AgreementVersion, Renewal
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.policies import SYSTEM
from core.registry import OPEN_WORK, collect
from core.reminders.actions import send_reminders
from tests.accounts.factories import sign_in
from tests.charters.factories import Year, fresh

pytestmark = pytest.mark.django_db
START = date(2026, 3, 2)  # a Monday


@pytest.fixture
def clock():
    """`clock(day)`: half past nine on that day; it starts on the day the charter comes into force."""
    with time_machine.travel(datetime(2026, 3, 2, 9, 30, tzinfo=UTC), tick=False) as traveller:
        yield lambda day: traveller.move_to(datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC))


@pytest.fixture
def year(clock):
    """In force for twelve months, to be reviewed after ten, with three months' notice."""
    return Year(locals_=1, lasts_months=12, notice_months=3, review_on=date(2027, 1, 4))


def read(year):
    return AgreementVersion.objects.select_related("agreement__convener").get(pk=year.version.pk)


def test_the_days_come_from_the_text_and_from_every_renewal(year, clock):
    life = life_of(read(year))
    assert (life.ends_on, life.notice_by, life.review_on) == (date(2027, 3, 1), date(2026, 12, 1), date(2027, 1, 4))
    clock(date(2027, 1, 10))
    actions.renew(version=year.version, months=24, review_on=date(2028, 11, 1), note="Minute 52", by=year.officer)
    life = life_of(read(year))
    assert (life.ends_on, life.notice_by, life.review_on) == (date(2029, 3, 1), date(2028, 12, 1), date(2028, 11, 1))
    assert life.current(timezone.localdate()).ends_on == date(2027, 3, 1)


def test_every_council_is_told_of_a_renewal(year):
    OutgoingEmail.objects.all().delete()
    actions.renew(version=year.version, months=12, note="Minute 52", by=year.officer)
    mails = OutgoingEmail.objects.filter(kind="charters.renewed")
    assert {mail.to for mail in mails} == {year.officer.email, year.clerks[0].email}
    assert "until 1 March 2028" in mails[0].text
    assert "notice by 1 December 2027" in mails[0].text
    assert AuditEvent.objects.latest("pk").verb == "charters.renewed"


def test_it_is_renewed_once_a_term_by_its_officers_and_only_if_it_ends(year):
    with pytest.raises(PermissionDenied):
        actions.renew(version=year.version, months=12, by=year.clerks[0])
    with pytest.raises(Refused, match="in the future"):
        actions.renew(version=year.version, months=12, review_on=START, by=year.officer)
    actions.renew(version=year.version, months=12, by=year.officer)
    with pytest.raises(Refused, match="already been renewed"):
        actions.renew(version=year.version, months=12, by=year.officer)
    assert Renewal.objects.count() == 1
    endless = Year(locals_=1)
    with pytest.raises(Refused, match="no end"):
        actions.renew(version=endless.version, months=12, by=endless.officer)


def test_the_officer_is_reminded_of_review_notice_and_end_each_on_its_days(year, clock):
    OutgoingEmail.objects.all().delete()
    days, day = {}, date(2026, 9, 20)
    while day < date(2027, 3, 10):
        clock(day)
        last = OutgoingEmail.objects.aggregate(last=Max("pk", default=0))["last"]
        if send_reminders(by=SYSTEM):
            assert not send_reminders(by=SYSTEM)
        for mail in OutgoingEmail.objects.filter(pk__gt=last, kind="core.reminders", to=year.officer.email):
            days.setdefault(mail.subject.split(": ")[1], []).append(day)
        day += timedelta(days=1)
    assert days["Review the charter"] == [date(2026, 11, 5), date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18)]
    assert days["Last day for notice"] == [date(2026, 10, 2), date(2026, 11, 17)]
    assert days["Renew or end the charter"] == [
        date(2026, 12, 1),
        date(2027, 1, 29),
        date(2027, 2, 22),
        date(2027, 3, 2),
    ]


def test_what_was_renewed_is_not_reminded_of_any_more(year, clock):
    actions.renew(version=year.version, months=24, by=year.officer)
    OutgoingEmail.objects.all().delete()
    for day in (date(2027, 1, 29), date(2027, 2, 22), date(2027, 3, 2)):
        clock(day)
        send_reminders(by=SYSTEM)
    assert not OutgoingEmail.objects.filter(subject__contains="Renew or end").exists()


def test_a_council_is_reminded_to_report_until_it_does(year, clock):
    OutgoingEmail.objects.all().delete()
    mine = OutgoingEmail.objects.filter(to=year.clerks[0].email, kind="core.reminders")
    clock(date(2026, 8, 19))  # two weeks before half a year is over
    send_reminders(by=SYSTEM)
    send_reminders(by=SYSTEM)
    assert [mail.subject.startswith("Reminder: ") for mail in mine] == [True]
    assert "say how your commitments stand" in mine[0].subject
    for side in ("local", "both"):
        year.report("done", side=side, by=year.clerks[0], council=year.councils[0])
    clock(date(2026, 9, 9))
    send_reminders(by=SYSTEM)
    assert mine.count() == 1


def test_home_and_page_say_what_comes(year, clock, client):
    clock(date(2026, 12, 15))
    titles = [work.title for work in collect(OPEN_WORK, fresh(year.officer))]
    assert "Review: Working together" in titles
    assert "Renew or end: Working together" in titles
    page = sign_in(client, year.clerks[0]).get(reverse("charters:life", args=[year.agreement.reference]))
    text = page.content.decode()
    assert "1 March 2027, in 76 days" in text
    assert "Renew the charter" not in text


def test_a_term_that_ran_out_is_said(year, clock, client):
    clock(date(2027, 3, 2))
    page = sign_in(client, year.officer).get(reverse("charters:life", args=[year.agreement.reference]))
    assert "ran out on 1 March 2027" in page.content.decode()


def test_term_and_notice_are_in_the_text_that_is_signed(year):
    assert "Term: 12 months\nNotice: 3 months\n" in year.version.canonical_text
