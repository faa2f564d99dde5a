"""Opportunities: their state at every moment, and what their curators do."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.models import User
from core.exceptions import Refused
from core.models import AuditEvent
from core.roles import Role
from funding import actions
from funding.models import DeadlineChange, Opportunity
from funding.states import State, state_at
from funding.times import closing_words, moment_of, parse_time
from funding.typed import closing_as_typed
from tests.accounts.factories import UserFactory, person, sign_in
from tests.councils.factories import CouncilFactory
from tests.funding.factories import administrator, draft, published, typed
from tests.saving import save
from tests.together import at_once

pytestmark = pytest.mark.django_db
FOUR = {State.CLOSING_SOON, State.OPEN, State.OPENING_SOON, State.CLOSED}
MOMENTS = st.integers(0, 4 * 365 * 24 * 60).map(lambda at: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=at))
SPRING, AUTUMN = datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)
LEAP, YEAR_END = datetime(2028, 2, 29, 12, tzinfo=UTC), datetime(2026, 12, 31, 23, 59, tzinfo=UTC)


@given(
    now=MOMENTS, before=st.timedeltas(timedelta(-60), timedelta(60)), long=st.timedeltas(timedelta(0), timedelta(90))
)
@example(now=SPRING, before=timedelta(hours=1), long=timedelta(hours=8))
@example(now=AUTUMN, before=timedelta(0), long=timedelta(days=14))
@example(now=LEAP, before=timedelta(days=-1), long=timedelta(days=1))
@example(now=YEAR_END, before=timedelta(minutes=1), long=timedelta(minutes=1))
def test_states_follow_each_other_and_exactly_one_holds(now, before, long):
    opens, closes = now - before, now - before + long + timedelta(minutes=1)
    state = state_at(opens, closes, now)
    assert (state == State.OPENING_SOON) is (now < opens)
    assert (state == State.CLOSED) is (now >= closes)
    assert (state == State.CLOSING_SOON) is (opens <= now < closes <= now + timedelta(days=14))
    assert state_at(None, None, now) == State.OPEN
    later = state_at(opens, closes, now + timedelta(days=400))
    assert later == State.CLOSED


@pytest.mark.parametrize("now", [SPRING, AUTUMN, LEAP, YEAR_END], ids=["spring", "autumn", "leap day", "year end"])
def test_the_database_and_python_agree_at_every_edge(now):
    edge = timedelta(microseconds=1)
    ends = [
        None,
        *(now + days + step for days in (timedelta(0), timedelta(14)) for step in (-edge, timedelta(0), edge)),
    ]
    begins = [None, now - timedelta(days=3), now, now + edge]
    rows = [
        Opportunity(funder="F", programme="P", opens_at=opens, closes_at=closes)
        for opens in begins
        for closes in ends
        if opens is None or closes is None or closes > opens
    ]
    Opportunity.objects.bulk_create(rows)
    found = {row.pk: row.state_now for row in Opportunity.objects.with_state(now)}
    assert found == {row.pk: state_at(row.opens_at, row.closes_at, now).value for row in rows}
    assert set(found.values()) == FOUR
    for state in FOUR:
        chosen = set(Opportunity.objects.in_state(state, now=now).values_list("pk", flat=True))
        assert chosen == {pk for pk, value in found.items() if value == state}
    order = [found[row.pk] for row in Opportunity.objects.by_urgency(now)]
    assert order == sorted(order, key=[State.CLOSING_SOON, State.OPEN, State.OPENING_SOON, State.CLOSED].index)


def test_a_fund_of_one_day_is_open_from_nine_to_five():
    day = date(2026, 10, 25)  # the clocks go back that night
    opens, closes = (moment_of(day, at, is_end=at.hour == 17) for at in (time(9), time(17)))
    fund = published(opens_at=opens, closes_at=closes)
    told = {"08:59:59": State.OPENING_SOON, "09:00:00": State.CLOSING_SOON, "16:59:59": State.CLOSING_SOON,
            "17:00:00": State.CLOSED}  # fmt: skip
    for at, state in told.items():
        assert state_at(fund.opens_at, fund.closes_at, datetime.fromisoformat(f"2026-10-25T{at}+00:00")) == state


@given(day=st.dates(date(2024, 1, 1), date(2028, 12, 31)), minutes=st.integers(0, 24 * 60 - 1))
@example(day=date(2027, 3, 28), minutes=90)
@example(day=date(2026, 10, 25), minutes=90)
@example(day=date(2028, 2, 29), minutes=0)
def test_a_moment_is_the_day_and_time_that_were_typed(day, minutes):
    at = time(minutes // 60, minutes % 60)
    assert (
        parse_time(f"{at:%H:%M}") == parse_time(f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}") == at
    )
    try:
        first, last = moment_of(day, at, is_end=False), moment_of(day, at, is_end=True)
    except ValueError:
        assert day.month == 3
        assert at.hour == 1
        return
    for moment in (first, last):
        local = timezone.localtime(moment)
        assert (local.date(), local.time().replace(tzinfo=None)) == (day, at)
    assert last - first in (timedelta(0), timedelta(hours=1))


def is_time(text):
    try:
        return bool(parse_time(text).isoformat())
    except ValueError:
        return False


def test_what_is_no_time_is_refused():
    wrong = ("", "9", "25:00", "13pm", "0am", "noonish", "\u0663:\u0660\u0660", "9:60", "5pm tomorrow")
    assert [text for text in (*wrong, "noon") if is_time(text)] == ["noon"]


def test_midnight_is_said_so_that_nobody_is_a_day_late():
    assert "Midnight at the end of 31 December 2026" in closing_words(datetime(2027, 1, 1, tzinfo=UTC))
    assert closing_words(None) == "Open until further notice"


class Two:
    """Two districts of a county, each with a parish and an officer."""

    def __init__(self):
        self.county = CouncilFactory(county_council=True)
        self.ours, self.other = (CouncilFactory(district=True, county=self.county) for _ in range(2))
        self.parish = CouncilFactory(parents=[self.ours, self.county])
        self.elsewhere = CouncilFactory(parents=[self.other, self.county])
        self.far = CouncilFactory(parents=[CouncilFactory(principal=True)])
        self.officer = person(Role.LIAISON_OFFICER, self.ours)


@pytest.fixture
def two():
    return Two()


def offered(council):
    return set(Opportunity.objects.offered_to(council))


def test_own_and_national_ones_are_offered_and_shared_ones_to_neighbours(two):
    national, own = published(), published(two.ours, by=two.officer)
    shared = published(two.ours, by=two.officer, is_shared=True, round_name="Shared")
    above = published(two.county, by=person(Role.MANAGER, two.county))
    assert offered(two.parish) == {national, own, shared, above}
    assert offered(two.elsewhere) == {national, shared, above}
    assert offered(two.other) == {national, shared}
    assert offered(two.far) == {national}


def test_a_draft_is_seen_by_its_curators_alone(two):
    opportunity = draft(two.ours, by=two.officer)
    for someone in (two.officer, UserFactory(is_staff=True, app=True)):
        assert opportunity in Opportunity.objects.visible_to(someone)
    for someone in (person(Role.VIEWER, two.ours), person(Role.LIAISON_OFFICER, two.other)):
        assert opportunity not in Opportunity.objects.visible_to(someone)


def test_only_the_officers_of_the_owner_curate(two):
    opportunity = draft(two.ours, by=two.officer)
    for someone in (administrator(), person(Role.LIAISON_OFFICER, two.other), person(Role.LEAD_MEMBER, two.ours)):
        with pytest.raises(PermissionDenied):
            actions.publish_opportunity(opportunity=opportunity, by=someone)
    with pytest.raises(PermissionDenied):
        actions.publish_opportunity(opportunity=draft(), by=two.officer)


def test_one_that_says_too_little_is_not_published(two):
    for missing in ({"summary": " "}, {"link": ""}):
        with pytest.raises(Refused):
            actions.publish_opportunity(opportunity=draft(two.ours, by=two.officer, **missing), by=two.officer)


def test_a_corrected_deadline_keeps_the_old_one_and_is_told(two):
    opportunity = published(two.ours, by=two.officer)
    before, later = opportunity.closes_at, opportunity.closes_at + timedelta(days=14)
    actions.correct_deadline(opportunity=opportunity, closes_at=later, reason="Two weeks more", by=two.officer)
    change = DeadlineChange.objects.get()
    assert (change.old_closes_at, change.new_closes_at, change.by) == (before, later, two.officer)
    event = AuditEvent.objects.about(opportunity).first()
    assert event.verb == "funding.deadline_corrected"
    assert closing_words(before) in event.sentence
    with pytest.raises(Refused, match="already"):
        actions.correct_deadline(opportunity=opportunity, closes_at=later, by=two.officer)
    facts = typed(programme="Renamed", closes_at=None)
    actions.edit_opportunity(opportunity=opportunity, facts=facts, by=two.officer)
    opportunity.refresh_from_db()
    assert (opportunity.programme, opportunity.closes_at) == ("Renamed", later)


def test_withdrawn_it_is_gone_for_everyone_else_and_can_come_back(client, two):
    opportunity = published(two.ours, by=two.officer)
    address = opportunity.get_absolute_url()
    assert client.get(address).status_code == 200
    with pytest.raises(Refused):
        actions.withdraw_opportunity(opportunity=opportunity, reason=" ", by=two.officer)
    actions.withdraw_opportunity(opportunity=opportunity, reason="It has stopped", by=two.officer)
    assert client.get(address).status_code == 302
    assert sign_in(client, person(Role.CLERK, two.parish)).get(address).status_code == 404
    assert "It has stopped" in sign_in(client, two.officer).get(address).content.decode()
    actions.publish_opportunity(opportunity=opportunity, by=two.officer)
    client.logout()
    assert client.get(address).status_code == 200


FORM = {
    "funder": "Green Trust", "programme": "Greens", "summary": "Trees", "pays_for": "both", "open_to": "councils",
    "closing": "day",
    "closes_on-day": "28", "closes_on-month": "3", "closes_on-year": "2027", "link": "https://example.org",
}  # fmt: skip


def test_an_officer_writes_one_down_edits_and_publishes_it(client, two):
    sign_in(client, two.officer)
    stages = "7 May 2027: decisions\n1 April 2027: briefing"
    places = {"areas": two.other.name, "stages": stages, "closes_time": "5pm"}
    answer = client.post(reverse("funding:add"), {**FORM, "owner": two.ours.slug, **places})
    opportunity = Opportunity.objects.get()
    assert answer["Location"] == opportunity.get_absolute_url()
    assert opportunity.closes_at == datetime(2027, 3, 28, 16, tzinfo=UTC)
    assert [stage.name for stage in opportunity.stages.all()] == ["briefing", "decisions"]
    assert list(opportunity.areas.all()) == [two.other]
    edit = reverse("funding:edit", args=[opportunity.reference])
    save(client, edit, {**FORM, "programme": "More greens", "closes_time": "17:00", "stages": stages})
    client.post(reverse("funding:publish", args=[opportunity.reference]))
    opportunity.refresh_from_db()
    assert (opportunity.programme, opportunity.status) == ("More greens", "published")
    assert "closes_on-day" not in client.get(edit).content.decode()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"closes_on-day": ""}, "Closing day must include a day"),
        ({"closes_time": "1:30am"}, "this time does not exist"),
        ({"closes_on-year": "2150"}, "Enter a year between 2000 and 2099"),
        ({"closes_time": "late"}, "Enter a time, like 5pm or 17:00"),
        ({"opens_on-day": "1", "opens_on-month": "4", "opens_on-year": "2027"}, "It must close after it opens"),
        ({"least": "500", "most": "20"}, "The largest grant must not be smaller"),
        ({"areas": "Nowhere at all"}, "No principal council is called"),
        ({"opens_time": "9am"}, "Enter the day on which it opens"),
        ({"stages": "soon: decisions"}, "is no day with its words"),
        ({"most": "9" * 30}, "Check the amount: it is too large"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_lost(client, two, wrong, message):
    page = sign_in(client, two.officer).post(reverse("funding:add"), {**FORM, "owner": two.ours.slug, **wrong})
    text = page.content.decode()
    assert message in text
    assert 'value="Green Trust"' in text
    assert not Opportunity.objects.exists()


def test_midnight_is_the_end_of_the_day_that_was_named(client, two):
    sign_in(client, two.officer)
    client.post(reverse("funding:add"), {**FORM, "owner": two.ours.slug, "closes_time": "Midnight"})
    fund = Opportunity.objects.get()
    assert fund.closing_words == "Midnight at the end of 28 March 2027"
    assert closing_as_typed(fund) == {"closing": "day", "closes_on": date(2027, 3, 28), "closes_time": "midnight"}
    edit = reverse("funding:edit", args=[fund.reference])
    assert save(client, edit, {**FORM, "closes_time": "24:00"}).status_code == 302
    assert Opportunity.objects.get().closes_at == fund.closes_at


def test_written_down_twice_the_second_is_led_to_the_first(client, two):
    sign_in(client, two.officer)
    typed_in = {**FORM, "owner": two.ours.slug}
    client.post(reverse("funding:add"), typed_in)
    fund = Opportunity.objects.get()
    page = client.post(reverse("funding:add"), {**typed_in, "programme": "GREENS "}).content.decode()
    assert "“Greens” is there already" in page
    assert f'href="{fund.get_absolute_url()}"' in page
    assert Opportunity.objects.count() == 1
    with pytest.raises(Refused, match="Edit"):
        actions.correct_deadline(opportunity=fund, closes_at=None, by=two.officer)


def test_one_that_becomes_the_same_as_another_is_refused(client, two):
    fund, other = (draft(two.ours, by=two.officer, funder="Trust", programme=name) for name in ("Greens", "Halls"))
    edit = reverse("funding:edit", args=[other.reference])
    typed_in = {**FORM, "funder": "TRUST", "programme": "greens "}
    page = save(sign_in(client, two.officer), edit, typed_in).content.decode()
    assert "“Greens” is there already" in page
    assert f'href="{fund.get_absolute_url()}"' in page
    other.refresh_from_db()
    assert other.programme == "Halls"
    assert save(client, edit, {**FORM, "funder": "trust", "programme": "HALLS"}).status_code == 302  # it is itself
    actions.withdraw_opportunity(opportunity=fund, reason="Stopped", by=two.officer)
    draft(two.ours, by=two.officer, funder="Trust", programme="Greens")
    with pytest.raises(Refused, match="there already"):
        actions.publish_opportunity(opportunity=fund, by=two.officer)


@pytest.mark.django_db(transaction=True)
def test_two_that_are_renamed_at_once_do_not_become_the_same():
    admin = administrator()
    first, second = draft(by=admin), draft(by=admin)
    facts = typed(programme="The same")

    def rename(fund):
        return lambda: actions.edit_opportunity(opportunity=fund, facts=facts, by=admin)

    outcomes = at_once(User.objects.filter(pk=admin.pk), rename(first), rename(second))
    assert sorted(isinstance(each, actions.IsThere) for each in outcomes) == [False, True]
    assert Opportunity.objects.filter(programme="The same").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_add_each_round_once():
    admin, empty = administrator(), dict.fromkeys(("least", "most", "pot", "match_percent"))
    rows = [("row 2", {"round_name": "", **empty, **typed()})]

    def load():
        return actions.import_opportunities(rows=rows, owner=None, by=admin)

    outcomes = at_once(User.objects.filter(pk=admin.pk), load, load)
    assert sorted(found[0].kind for found in outcomes) == ["new", "same"]
    assert Opportunity.objects.count() == 1


def test_the_list_is_narrowed(client, two):
    soon = published(closes_at=timezone.now() + timedelta(days=3), programme="Hall repairs", types=["town"])
    published(closes_at=timezone.now() - timedelta(days=3), programme="Old fund", pays_for="revenue")
    clerk = person(Role.CLERK, two.far)
    published(two.ours, by=two.officer, programme="Of the district")
    address = reverse("funding:list")

    def shown(query):
        rows = client.get(f"{address}?{query}").context_data["rows"]
        return {row.programme for row in rows}

    assert shown("") == {"Hall repairs", "Of the district"}
    assert shown("state=closed") == shown("state=all&pays=revenue") == {"Old fund"}
    assert shown("q=hall+repair") == shown("state=closing") == {"Hall repairs"}
    assert shown("type=parish") == {"Of the district"}
    sign_in(client, clerk)
    assert shown(f"council={two.far.slug}") == {soon.programme}
