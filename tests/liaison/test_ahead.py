"""Elections and reorganisations: both sides are told half a year before the day on which leads may change."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from core.facts import cache as facts
from core.registry import OPEN_WORK, collect
from councils.models import Profile
from liaison.ahead import ahead_in
from tests.accounts.factories import sign_in
from tests.charters.factories import fresh
from tests.liaison.factories import Office, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = Office(locals_=3)
    for council, days in zip(office.councils, (170, 170, 400), strict=True):
        Profile.objects.update_or_create(council=council, defaults={"next_election_on": in_days(days)})
    return office


def waits_for(someone, **travel):
    with time_machine.travel(timezone.localtime() + timedelta(**travel)):
        facts.clear()
        return [
            str(item.title)
            for item in collect(OPEN_WORK, fresh(someone))
            if "lect" in item.title or "eorgan" in item.title
        ]


def test_officers_and_clerks_are_told_before_the_day_and_not_after(office):
    (line,) = waits_for(office.officer)
    assert line.startswith("2 local councils elect on ")
    assert len(waits_for(office.clerks[0])) == 1
    assert waits_for(office.clerks[2]) == []
    assert len(waits_for(office.officer, days=170)) == 1
    assert waits_for(office.officer, days=171) == []
    (line,) = waits_for(office.officer, days=230)
    assert line.startswith("1 local council elects on ")


def test_the_list_has_the_next_first_and_then_those_of_lately(office, client):
    office.name()
    on = in_days(171)
    lines = ahead_in(office.principal, on=on)
    assert [(line.council, line.days) for line in lines] == [(council, -1) for council in office.councils[:2]]
    lines = ahead_in(office.principal, on=in_days(229))
    assert [line.days for line in lines] == [171, -59, -59]
    sign_in(client, office.officer)
    page = client.get(reverse("liaison:ahead", args=[office.principal.slug])).content.decode()
    assert page.count("in 170 days") == 2
    assert "Parish liaison manager" in page


def test_a_reorganisation_and_the_principals_own_days_are_told_to_both_sides(office, client):
    Profile.objects.filter(council=office.councils[2]).update(reorganised_on=in_days(20))
    own = {"reorganised_on": in_days(30), "next_election_on": in_days(500)}
    Profile.objects.update_or_create(council=office.principal, defaults=own)
    assert {line.split(" on ")[0] for line in waits_for(office.officer)} == {
        "2 local councils elect", "1 local council is reorganised", f"{office.principal.full_name} is reorganised",
    }  # fmt: skip
    assert {line.split(" on ")[0] for line in waits_for(office.clerks[2])} == {
        "Reorganisation", f"{office.principal.full_name} is reorganised",
    }  # fmt: skip
    sign_in(client, office.officer)
    page = client.get(reverse("liaison:ahead", args=[office.principal.slug])).content.decode()
    assert "itself: reorganisation on" in page
    assert "Reorganisation, " in page


def test_a_council_of_another_area_tells_nobody_here(office):
    assert waits_for(Office().officer) == []
