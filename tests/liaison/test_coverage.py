"""The board knows on every day who has nobody; it is as fast for 728 councils as for two."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from core.facts import cache as facts
from liaison.board import Board, channels_of
from liaison.gaps import gaps_of
from liaison.known import gaps_key_of
from tests.accounts.factories import sign_in
from tests.councils.factories import CouncilFactory
from tests.liaison.factories import Office, in_days

pytestmark = pytest.mark.django_db


def states(office, days=0):
    """What the board says on a day, by name of council."""
    with time_machine.travel(timezone.localtime() + timedelta(days=days)):
        return [row.state for row in sorted(Board(office.principal).rows, key=lambda row: row.council.pk)]


def test_a_council_is_on_the_board_the_day_its_officer_lapses():
    office = Office(locals_=2)
    office.name(councils=office.councils, ends_on=in_days(5))
    assert states(office, 5) == ["fine", "fine"]
    assert states(office, 6) == ["none", "none"]
    with time_machine.travel(timezone.localtime() + timedelta(days=6)):
        facts.delete(gaps_key_of(office.principal.pk, timezone.localdate()))
        assert gaps_of([office.principal.pk]) == {office.principal.pk: (2, 0)}
        assert Board(office.principal).rows[0].last_on == in_days(-1)
    office.name(office.colleague, councils=None, starts_on=in_days(8))
    assert states(office, 7) == ["none", "none"]
    assert states(office, 8) == ["fine", "fine"]


def test_cover_switches_on_and_off_on_the_board():
    office = Office()
    office.name()
    office.cover(2, 3)
    assert [states(office, day) for day in (1, 2, 3, 4)] == [["fine"], ["covered"], ["covered"], ["fine"]]


def test_whoever_left_and_what_nobody_confirmed():
    office = Office()
    office.name()
    assert states(office, 183) == ["fine"]
    assert states(office, 184) == ["outdated"]
    office.officer.memberships.update(ends_on=in_days(10))
    assert states(office, 10) == ["fine"]
    assert states(office, 11) == ["left"]


def test_a_lead_member_or_a_deputy_is_no_point_person():
    office = Office()
    office.name(role="lead_member", councils=None)
    office.name(is_primary=False)
    (row,) = Board(office.principal).rows
    assert (row.state, len(row.deputies)) == ("none", 1)


def test_channels_show_what_apps_provide():
    county = CouncilFactory(county_council=True)
    office = Office()
    office.principal.county, office.principal.type = county, "district"
    office.principal.save()
    office.name()
    titles, rows = channels_of(county)
    assert titles == [
        "Portfolio of a lead member", "Named officer", "Champion in the officers’ team", "Charter champion"
    ]  # fmt: skip
    assert dict(rows)[office.principal] == ["", "1 person", "", ""]
    assert dict(rows)[county] == [""] * 4


def test_the_board_of_728_councils_costs_no_more(client, django_assert_max_num_queries):
    office = Office()
    many = [CouncilFactory.build(parents=None) for _ in range(727)]
    for council in many:
        council.index()
    model = type(many[0])
    model.objects.bulk_create(many)
    links = model.parents.through
    links.objects.bulk_create(links(from_council=council, to_council=office.principal) for council in many)
    office.name(councils=[*office.councils, *many[:700]])
    sign_in(client, office.officer)
    address = reverse("liaison:coverage", args=[office.principal.slug])
    with django_assert_max_num_queries(16):
        shown = client.get(f"{address}?state=none")
    text = shown.content.decode()
    assert "701 of 728" in text
    assert text.count("Name somebody") == 27
    assert len(client.get(f"{address}?format=csv").getvalue().splitlines()) == 730  # with the heading and the licence
