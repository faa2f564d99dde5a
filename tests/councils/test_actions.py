"""Writing profiles, confirming them, settling areas, reminding once a year."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import Membership, User
from core.exceptions import Refused
from core.locking import Changed, Seen
from core.models import AuditEvent, OutgoingEmail
from core.policies import SYSTEM
from core.reminders.actions import send_reminders
from core.roles import Role
from councils import actions
from councils.forms import SettleAreaForm
from councils.history import changes_of
from councils.models import Council, ParishArea, Profile
from councils.registry import profiles_confirmed
from councils.reminders import profiles_to_confirm
from tests.accounts.factories import MembershipFactory, UserFactory, person
from tests.councils.factories import AreaFactory, CouncilFactory, ProfileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def principal():
    return CouncilFactory(principal=True, short_name="Milton Keynes")


@pytest.fixture
def council(principal):
    return CouncilFactory(name="Olney", type="not_known", parents=[principal])


@pytest.fixture
def clerk(council):
    return person(Role.CLERK, council)


def save(council, by, seen=None, **values):
    return actions.update_profile(council=council, values=values, seen=seen, by=by)


def test_a_clerk_saves_answers_of_council_and_profile(council, clerk):
    save(council, clerk, type="town", role_mailbox="clerk@example.org", councillors=11)
    council.refresh_from_db()
    assert (council.full_name, council.role_mailbox) == ("Olney Town Council", "clerk@example.org")
    assert council.profile.councillors == 11


def test_saving_the_same_again_changes_and_records_nothing(council, clerk):
    save(council, clerk, councillors=11)
    events = AuditEvent.objects.count()
    save(council, clerk, councillors=11)
    assert AuditEvent.objects.count() == events


def test_the_second_of_two_who_edit_is_told_and_overwrites_nothing(council, clerk):
    seen = Seen({"councillors": None}, {"councillors": 3})
    save(council, clerk, councillors=11)
    with pytest.raises(Changed, match="Changed by Clerk, Olney"):
        save(council, clerk, seen, councillors=3)
    assert Profile.objects.get(council=council).councillors == 11


def test_a_known_type_is_not_forgotten(council, clerk):
    save(council, clerk, type="town")
    with pytest.raises(Refused):
        save(council, clerk, type="not_known")


def test_a_new_name_keeps_the_old_one_for_the_search(council, clerk):
    save(council, clerk, name="Olney with Emberton")
    assert Council.objects.search("olney with emberton").get() == council
    council.refresh_from_db()
    assert council.former_names == ["Olney"]


def test_the_audit_line_on_private_answers_is_restricted(council, clerk):
    save(council, clerk, councillors=11, clerk_phone="01234 567890")
    public, private = AuditEvent.objects.order_by("pk")
    assert "Councillors" in public.sentence
    assert not public.restricted
    assert private.restricted
    assert "Telephone" in private.sentence
    assert set(private.council_ids) == {council.pk, *council.own_principal_ids}


def test_history_says_what_changed_and_by_which_role(council, clerk):
    save(council, clerk, councillors=9)
    save(council, clerk, councillors=11, type="town", clerk_phone="01234")
    texts = {change.text for change in changes_of(council, private=True)}
    assert "Councillors when every seat is filled: 9 → 11" in texts
    assert "Type of council: Not known yet → Town council" in texts
    assert any("Telephone" in text for text in texts)
    assert {change.by for change in changes_of(council, private=True)} == {"Clerk, Olney (Milton Keynes)"}


def test_the_trail_names_the_council_for_which_somebody_acted(council, clerk, principal):
    officer = person(Role.LIAISON_OFFICER, principal)
    for who in (clerk, officer):
        MembershipFactory(user=who, council=CouncilFactory(name="Aardvark"))
    Membership.objects.filter(user=clerk, council=council).update(role=Role.VIEWER)
    save(council, officer, type="town", clerk_phone="01234")
    assert {event.actor for event in AuditEvent.objects.all()} == {officer.role_label(principal)}
    assert {change.by for change in changes_of(council, private=True)} == {officer.role_label(principal)}
    Membership.objects.filter(user=clerk, council=council).update(role=Role.CLERK)
    again = Council.objects.get(pk=council.pk)
    clerk = User.objects.get(pk=clerk.pk)
    actions.confirm_profile(council=again, by=clerk)
    assert AuditEvent.objects.order_by("pk").last().actor == clerk.role_label(again)


def test_the_officers_total_leads_to_their_own_councils(council, principal):
    officer = person(Role.LIAISON_OFFICER, principal)
    column = next(iter(profiles_confirmed(officer, Council.objects.filter(pk=council.pk).for_officer())))
    assert column.total_url == f"/councils/?type=local&principal={principal.slug}"


def test_history_for_others_leaves_out_what_is_private(council, clerk):
    save(council, clerk, councillors=9)
    save(council, clerk, clerk_phone="01234")
    assert not any("Telephone" in change.text for change in changes_of(council, private=False))


def test_confirming_says_who_and_when_and_makes_the_council_confirmed(council, clerk):
    save(council, clerk, type="town")
    profile = actions.confirm_profile(council=council, by=clerk)
    council.refresh_from_db()
    assert council.status == "confirmed"
    assert profile.last_confirmed_by == clerk
    assert not Profile.objects.stale().exists()


def test_confirming_needs_the_type_of_council(council, clerk):
    with pytest.raises(Refused, match="what type of council"):
        actions.confirm_profile(council=council, by=clerk)


def test_confirming_what_somebody_changed_meanwhile_is_refused(council, clerk):
    seen = Seen(actions.to_confirm(council, Profile(council=council)))
    save(council, clerk, type="town")
    with pytest.raises(Changed, match="Changed by Clerk, Olney"):
        actions.confirm_profile(council=council, seen=seen, by=clerk)


def test_the_officer_edits_until_a_clerk_has_joined(council, principal):
    officer = person(Role.LIAISON_OFFICER, principal)
    save(council, officer, councillors=9)
    person(Role.CLERK, council)
    with pytest.raises(PermissionDenied):
        save(Council.objects.get(pk=council.pk), officer, councillors=10)


def test_the_officer_of_the_county_above_never_edits():
    county = CouncilFactory(county_council=True)
    district = CouncilFactory(district=True, county=county)
    council = CouncilFactory(parents=[district, county])
    with pytest.raises(PermissionDenied):
        save(council, person(Role.LIAISON_OFFICER, county), councillors=9)
    save(council, person(Role.MANAGER, district), councillors=9)


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.VIEWER])
def test_others_of_the_council_do_not_edit(council, role):
    with pytest.raises(PermissionDenied):
        save(council, person(role, council), councillors=9)


def test_the_clerk_of_another_council_does_not_edit(council):
    with pytest.raises(PermissionDenied):
        save(council, person(Role.CLERK), councillors=9)


def test_nobody_edits_a_dissolved_council():
    council = CouncilFactory(dissolved=True)
    with pytest.raises(PermissionDenied):
        save(council, person(Role.CLERK, council), councillors=9)


def test_the_officers_of_a_principal_edit_its_own_profile(principal):
    save(principal, person(Role.LIAISON_OFFICER, principal), population=280_000)
    assert principal.profile.population == 280_000


def test_settling_an_area_places_its_council(principal):
    council = CouncilFactory(name="Kingswood", context="E04013026")
    area = AreaFactory(unknown=True, name="Kingswood", councils=[council])
    actions.settle_area(area=area, parent=principal, by=UserFactory(administrator=True))
    council.refresh_from_db()
    assert council.label == "Kingswood Parish Council (Milton Keynes)"
    assert list(council.parents.all()) == [principal]
    assert not ParishArea.objects.parent_unknown().exists()


def test_settling_tells_a_second_place_of_that_name_apart(principal):
    CouncilFactory(name="Kingswood", parents=[principal])
    council = CouncilFactory(name="Kingswood", context="E04013026")
    area = AreaFactory(unknown=True, code="E04013026", councils=[council])
    actions.settle_area(area=area, parent=principal, by=UserFactory(administrator=True))
    council.refresh_from_db()
    assert council.context == "Milton Keynes, E04013026"


def test_a_refused_principal_is_said_at_its_field(principal):
    with pytest.raises(Refused) as refusal:
        actions.settle_area(area=AreaFactory(unknown=True), parent=CouncilFactory(), by=UserFactory(administrator=True))
    assert refusal.value.field in SettleAreaForm.base_fields


@pytest.mark.parametrize("traits", [{"county_council": True}, {"principal": True, "dissolved": True}, {}])
def test_an_area_lies_only_in_a_district_or_unitary_of_today(traits):
    area = AreaFactory(unknown=True)
    with pytest.raises(Refused):
        actions.settle_area(area=area, parent=CouncilFactory(**traits), by=UserFactory(administrator=True))


def test_only_administrators_settle_areas(principal):
    with pytest.raises(PermissionDenied):
        actions.settle_area(area=AreaFactory(unknown=True), parent=principal, by=person(Role.MANAGER, principal))


def test_grouped_parishes_have_one_council_and_the_other_is_succeeded(council, principal):
    other = CouncilFactory(name="Emberton", parents=[principal])
    area = AreaFactory(parent=principal, councils=[other])
    actions.group_council(council=council, absorbed=other, by=person(Role.LIAISON_OFFICER, principal))
    other.refresh_from_db()
    assert list(area.councils.all()) == [council]
    assert other.is_dissolved
    assert Council.objects.pickable("emberton") == [council]


@pytest.mark.parametrize("circumstance", ["itself", "confirmed", "elsewhere", "peopled"])
def test_what_cannot_be_grouped(council, principal, circumstance):
    peopled = CouncilFactory(parents=[principal])
    person(Role.CLERK, peopled)
    others = {
        "peopled": peopled,
        "itself": council,
        "confirmed": CouncilFactory(status="confirmed", parents=[principal]),
        "elsewhere": CouncilFactory(parents=[CouncilFactory(principal=True)]),
    }
    administrator = UserFactory(is_staff=True)
    with pytest.raises(Refused):
        actions.group_council(council=council, absorbed=others[circumstance], by=administrator)
    assert not Council.objects.dissolved().exists()


def test_a_clerk_does_not_take_over_a_neighbour(council, clerk, principal):
    other = CouncilFactory(parents=[principal])
    with pytest.raises(PermissionDenied):
        actions.group_council(council=council, absorbed=other, by=clerk)


MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


def remind(days=0):
    """What the worker does on a Monday, or some days later."""
    with time_machine.travel(MONDAY + timedelta(days=days), tick=False):
        send_reminders(by=SYSTEM)


def confirmed(days_ago, **council):
    council = CouncilFactory(**{"role_mailbox": "clerk@example.org", **council})
    at = MONDAY - timedelta(days=days_ago)
    return ProfileFactory(council=council, last_confirmed_at=at, last_confirmed_by=UserFactory())


def test_a_year_after_the_last_confirmation_one_reminder_goes_out():
    confirmed(366)
    remind()
    remind()
    email = OutgoingEmail.objects.get()
    assert email.to == "clerk@example.org"
    assert "/profile/" in email.text
    assert "/profile/" in email.html


def test_it_asks_again_a_year_later():
    confirmed(366)
    remind()
    remind(days=371)
    assert OutgoingEmail.objects.count() == 2


def test_it_asks_again_a_year_after_it_was_confirmed_again():
    profile = confirmed(366)
    remind()
    Profile.objects.filter(pk=profile.pk).update(last_confirmed_at=MONDAY)
    remind(days=300)
    assert OutgoingEmail.objects.count() == 1
    remind(days=371)
    assert OutgoingEmail.objects.count() == 2


@pytest.mark.parametrize(
    ("days", "council"),
    [(300, {}), (400, {"role_mailbox": ""}), (400, {"dissolved": True})],
)
def test_no_reminder_where_none_is_due_or_nobody_can_get_it(days, council):
    confirmed(days, **council)
    remind()
    assert not OutgoingEmail.objects.exists()


def test_a_profile_confirmed_meanwhile_is_not_reminded():
    profile = confirmed(366)
    [offer] = profiles_to_confirm(MONDAY.date())
    Profile.objects.filter(pk=profile.pk).update(last_confirmed_at=timezone.now())
    assert offer.still_due() is False


def test_a_profile_that_was_asked_about_by_the_portal_before_is_left_in_peace_for_a_year():
    profile = confirmed(366)
    Profile.objects.filter(pk=profile.pk).update(nudged_on=MONDAY.date() - timedelta(days=30))
    remind()
    assert not OutgoingEmail.objects.exists()
