"""Promises: what by when, what became of it, and who may say so; the rate is counted exactly."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.exceptions import Refused
from core.facts import cache as facts
from core.models import AuditEvent, OutgoingEmail, Reminder
from core.policies import SYSTEM
from core.reminders.actions import send_reminders
from liaison import actions
from liaison.kept import kept_of
from liaison.models import Promise, PromiseSide
from liaison.rates import BUCKETS, quarters, tallies
from tests.accounts.factories import sign_in
from tests.charters.factories import fresh
from tests.liaison.factories import Office, in_days

pytestmark = pytest.mark.django_db
PRINCIPAL, LOCAL = PromiseSide


@pytest.fixture
def office():
    return Office()


def promise(office, side=PRINCIPAL, recorded=None, due=10, made=0, **more):
    """The officer, or the clerk, records it."""
    recorded = recorded or side
    by = office.officer if recorded == PRINCIPAL else office.clerks[0]
    return actions.record_promise(
        principal=office.principal, council=office.councils[0], side=side, recorded_side=recorded,
        text="Answer about the car park", due_on=in_days(due), made_on=in_days(made), by=fresh(by), **more,
    )  # fmt: skip


def report(row, by, outcome="kept", day=0, words="Done"):
    return actions.report_promise(promise=row, outcome=outcome, day=in_days(day), words=words, by=fresh(by))


def later(days):
    return time_machine.travel(timezone.localtime() + timedelta(days=days))


def test_overdue_is_told_by_the_clock(office):
    row = promise(office)
    assert (row.state, Promise.objects.overdue().count()) == ("open", 0)
    with later(11):
        assert (row.state, Promise.objects.overdue().get()) == ("overdue", row)
        report(row, office.officer)
        row.refresh_from_db()
        assert (row.state, Promise.objects.kept_late().get()) == ("late", row)
    assert AuditEvent.objects.filter(verb__startswith="liaison.promise_").count() == 2


def test_kept_stands_unless_the_other_side_contests_it_within_a_fortnight(office):
    row, clerk = promise(office), fresh(office.clerks[0])
    with pytest.raises(Refused, match="nothing to contest"):
        actions.contest_promise(promise=row, words="Nothing came", by=clerk)
    row = report(row, office.officer)
    with pytest.raises(Refused, match="kept already"):
        report(row, office.clerks[0])
    with pytest.raises(PermissionDenied):
        actions.contest_promise(promise=row, words="No", by=fresh(office.officer))
    with later(15), pytest.raises(Refused, match="fortnight"):
        actions.contest_promise(promise=row, words="Nothing came", by=clerk)
    with later(14):
        row = actions.contest_promise(promise=row, words="Nothing came", by=clerk)
        assert (row.state, Promise.objects.not_kept().get()) == ("not_kept", row)
        row = report(row, office.officer, day=0)  # done after all, and open to be contested once more
        assert (row.state, row.may_be_contested) == ("late", True)


def test_not_kept_needs_a_reason_and_the_other_side_waits_for_the_day(office):
    row = promise(office)
    with pytest.raises(Refused, match="Say why"):
        report(row, office.officer, "not_kept", words="")
    with pytest.raises(Refused, match="not over yet"):
        report(row, office.clerks[0], "not_kept")
    with later(11):
        assert report(row, office.clerks[0], "not_kept").state == "not_kept"
        assert report(row, office.officer, day=-3).state == "kept"  # on the day before it fell due
    with later(11), pytest.raises(Refused, match="kept already"):
        report(row, office.officer, "not_kept")


def test_what_the_other_side_recorded_can_be_denied_and_then_counts_nowhere(office):
    row = promise(office, recorded=LOCAL)
    assert row.recorded_by_other
    own = promise(office)
    with pytest.raises(Refused, match="own side"):
        actions.deny_promise(promise=own, words="No", by=fresh(office.officer))
    row = actions.deny_promise(promise=row, words="We said we would look", by=fresh(office.officer))
    assert (row.state, list(Promise.objects.counting())) == ("denied", [own])
    with pytest.raises(Refused, match="no longer counts"):
        report(row, office.officer)
    mail = OutgoingEmail.objects.filter(kind="liaison.promise").order_by("pk")
    officers, clerk = {office.officer.email, office.colleague.email}, office.clerks[0].email
    assert {each.to for each in mail[:2]} == officers  # nobody in particular is named: both
    assert [each.to for each in mail[2:]] == [clerk, clerk]


def test_nobody_gives_their_own_promise_more_time(office):
    row, officer, clerk = promise(office), fresh(office.officer), fresh(office.clerks[0])
    change = {"promise": row, "by": officer}
    actions.change_promise(**change, said={"due_on": in_days(12)})  # just written
    with later(8):
        with pytest.raises(Refused, match="to grant"):
            actions.change_promise(**change, said={"due_on": in_days(30)})
        with pytest.raises(Refused, match="no longer be changed"):
            actions.change_promise(**change, said={"text": "Less"})
        actions.change_promise(**change, said={"answers": office.membership()})
        with pytest.raises(Refused, match="no earlier day"):
            actions.change_promise(promise=row, said={"due_on": in_days(3)}, by=clerk)
        row = actions.change_promise(promise=row, said={"due_on": in_days(30)}, by=clerk)
        assert (row.due_on, row.answers) == (in_days(30), office.membership())
        with pytest.raises(Refused, match="can let you off"):
            actions.withdraw_promise(promise=row, words="Too much", by=officer)
        assert actions.withdraw_promise(promise=row, words="No longer needed", by=clerk).state == "withdrawn"


def test_days_and_councils_that_make_no_sense_are_refused(office):
    for facts_, words in (({"made": 1}, "future"), ({"due": -1}, "before it was promised")):
        with pytest.raises(Refused, match=words):
            promise(office, **facts_)
    with pytest.raises(Refused, match="does not act"):
        promise(office, side=LOCAL, answers=office.membership())
    stranger = Office()
    office.councils = stranger.councils
    with pytest.raises(Refused, match="local council of the area"):
        promise(office)


def test_open_work_goes_to_the_named_officer_else_to_all(client, office):
    promise(office, due=3)
    sign_in(client, office.colleague)
    assert "Answer about the car park" in client.get("/").content.decode()
    office.name()
    facts.clear()
    assert "Answer about the car park" not in client.get("/").content.decode()
    assert kept_of([office.principal.pk])[office.principal.pk].open[0].users == (office.officer.pk,)


def test_reminders_before_the_day_and_once_when_it_has_passed(office):
    promise(office, due=21)
    for day in range(30):
        with later(day):
            send_reminders(by=SYSTEM)
            send_reminders(by=SYSTEM)
    sent = Reminder.objects.filter(kind="liaison.promise_due", was_sent=True)
    assert sorted(sent.values_list("offset", flat=True)) == [-1, 7]


def test_the_list_is_narrowed_and_both_homes_show_the_rate(client, office):
    for _number in range(3):
        report(promise(office, due=-2, made=-9), office.officer, day=-3)
    late = promise(office, due=-2, made=-9, side=LOCAL)
    sign_in(client, office.clerks[0])
    home = client.get("/").content.decode()
    assert "3 of 3 that fell due in the last 12 months were kept (100%)" in home
    address = reverse("liaison:promises", args=[office.councils[0].slug])
    shown = client.get(f"{address}?state=overdue&side=us").content.decode()
    assert late.get_absolute_url() in shown
    assert shown.count("Answer about the car park") == 1
    assert client.get(f"{address}?format=csv").getvalue().decode().count("car park") == 4
    sign_in(client, office.officer)
    assert "What we promised" in client.get("/").content.decode()


@given(
    rows=st.lists(st.tuples(
        st.dates(date(2023, 1, 1), date(2026, 6, 1)), st.sampled_from([*BUCKETS, "open", "denied", "withdrawn"])
    )),
    today=st.dates(date(2024, 1, 1), date(2026, 1, 1)),
)  # fmt: skip
def test_the_rate_is_exact(rows, today):
    """Every promise that fell due in the twelve months is in one quarter and one bucket; never more than all."""
    whole, parts = tallies(rows, today)
    spans = quarters(today)
    assert spans[-1].last >= today > spans[-1].first - timedelta(days=1)
    assert [a.last + timedelta(days=1) for a in spans[:-1]] == [b.first for b in spans[1:]]
    due = [state for day, state in rows if state in BUCKETS and spans[0].first <= day < today]
    assert whole.total == len(due) == sum(part.total for part in parts)
    assert all(whole.counts[key] == due.count(key) for key in BUCKETS)
    for tally in (whole, *parts):
        assert 0 <= tally.percent <= 100
        assert (tally.percent == 100) == (0 < tally.kept == tally.total)
