"""Two people change one council in the same moment."""

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEvent
from core.roles import Role
from councils import actions
from councils.models import Council, ParishArea, Profile, Succession
from tests.accounts.factories import UserFactory, person, sign_in
from tests.councils.factories import AreaFactory, CouncilFactory, ProfileFactory
from tests.saving import opened
from tests.together import at_once, lost, won

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def principal():
    return CouncilFactory(principal=True, name="Kent Council", short_name="Kent")


@pytest.fixture
def council(principal):
    return CouncilFactory(parents=[principal])


def posts(clients, url, *typed):
    """Each opened the page before the other saved."""
    filled = [{**opened(client, url), **data} for client, data in zip(clients, typed, strict=True)]
    pairs = zip(clients, filled, strict=True)
    return [lambda c=client, data=data: c.post(url, data) for client, data in pairs]


def test_two_administrators_settle_one_area(principal):
    area = AreaFactory(unknown=True)
    council = CouncilFactory()
    area.councils.add(council)
    other = CouncilFactory(principal=True, name="Surrey Council", short_name="Surrey")
    url = reverse("councils:settle-area", args=[area.code])
    clients = [sign_in(Client(), UserFactory(is_staff=True, app=True)) for _ in range(2)]
    names = [{"parent_name": found.name, "parent": found.slug} for found in (principal, other)]
    answers = at_once(ParishArea.objects.filter(pk=area.pk), *posts(clients, url, *names))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    [second] = [answer for answer in answers if answer.status_code == 409]
    area.refresh_from_db()
    assert area.parent.label in second.content.decode()
    assert list(council.parents.all()) == [area.parent]
    assert AuditEvent.objects.filter(verb="councils.area_settled").count() == 1


def test_settling_otherwise_leaves_the_first_principal(principal):
    area = AreaFactory(unknown=True)
    council = CouncilFactory()
    area.councils.add(council)
    by = UserFactory(is_staff=True)
    for parent in (principal, CouncilFactory(principal=True, name="Surrey Council", short_name="Surrey")):
        actions.settle_area(area=area, parent=parent, by=by)
    assert [parent.short_name for parent in council.parents.all()] == ["Surrey"]


def test_clerk_and_officer_save_one_page_of_the_profile(council, principal):
    ProfileFactory(council=council)
    url = reverse("councils:profile-part", args=[council.slug, "people"])
    clients = [sign_in(Client(), person(Role.CLERK, council)) for _ in range(2)]
    answers = at_once(
        Profile.objects.filter(council=council), *posts(clients, url, {"councillors": "7"}, {"councillors": "9"})
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert AuditEvent.objects.filter(verb="councils.profile_changed").count() == 1


def test_two_people_confirm_one_profile(council):
    ProfileFactory(council=council)
    url = reverse("councils:profile-check", args=[council.slug])
    clients = [sign_in(Client(), person(Role.CLERK, council)) for _ in range(2)]
    answers = at_once(Profile.objects.filter(council=council), *posts(clients, url, {}, {}))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert "Changed by Clerk" in next(answer for answer in answers if answer.status_code == 200).content.decode()
    assert AuditEvent.objects.filter(verb="councils.profile_confirmed").count() == 1


def test_two_officers_group_one_parish(council, principal):
    other, absorbed = (CouncilFactory(parents=[principal], status="listed") for _ in range(2))
    AreaFactory(parent=principal).councils.add(absorbed)
    people = [person(Role.LIAISON_OFFICER, principal) for _ in range(2)]
    pairs = zip((council, other), people, strict=True)
    both = at_once(
        Council.objects.filter(pk=absorbed.pk),
        *(lambda c=found, by=by: actions.group_council(council=c, absorbed=absorbed, by=by) for found, by in pairs),
    )
    assert list(won(both).areas.all()) == list(absorbed.areas.model.objects.filter(councils=won(both)))
    assert "no longer exists: Liaison officer, " in str(lost(both))
    assert Succession.objects.get(predecessor=absorbed).successor == won(both)
