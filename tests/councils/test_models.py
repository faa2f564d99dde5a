"""What the database refuses, how councils are named, and what warns without refusing."""

import pytest
from django.db import IntegrityError, transaction

from core.policies import allows
from core.registry import COUNCIL_CARD, OFFICER_COLUMN, OPEN_WORK, SEARCH, collect
from core.roles import Role
from core.search import Wanted
from councils.models import Council, Succession
from councils.models.profile import PRIVATE_FIELDS, PUBLIC_FIELDS, Profile
from tests.accounts.factories import UserFactory, person
from tests.councils.factories import AreaFactory, CouncilFactory, ProfileFactory, SuccessionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"type": "unitary"}, "council_type_fits_tier"),
        ({"principal": True, "type": "parish"}, "council_type_fits_tier"),
        ({"status": "dissolved"}, "council_dissolved_has_end"),
        ({"started_on": "2020-01-01", "ended_on": "2019-01-01"}, "council_ends_after_start"),
        ({"name": "…"}, "council_has_search_name"),
    ],
)
def test_impossible_councils_are_refused(values, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        CouncilFactory(**values)


def test_a_code_belongs_to_one_council():
    CouncilFactory(principal=True, code="E06000001")
    with pytest.raises(IntegrityError, match="council_code_unique"):
        CouncilFactory(principal=True, code="E06000001")


def test_a_council_does_not_succeed_itself():
    council = CouncilFactory(principal=True)
    with pytest.raises(IntegrityError, match="succession_not_to_itself"):
        SuccessionFactory(predecessor=council, successor=council)


def test_an_area_without_council_needs_a_reason():
    with pytest.raises(IntegrityError, match="area_reason_fits_kind"):
        AreaFactory(kind="lands_common")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"staff_hours_per_week": -1}, "profile_numbers_not_negative"),
        ({"tax_base": -1}, "profile_numbers_not_negative"),
        ({"meetings_per_year": 367}, "profile_meetings_in_a_year"),
        ({"style": 6}, "profile_scores_one_to_five"),
        ({"population": 10, "electorate": 11}, "profile_electorate_within_population"),
        ({"last_confirmed_at": "2026-01-01T00:00Z"}, "profile_confirmed_at_with_by"),
    ],
)
def test_impossible_profiles_are_refused(values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ProfileFactory(**values)


@pytest.mark.parametrize(
    ("kind", "full_name"),
    [
        ("not_known", "Olney"),
        ("town", "Olney Town Council"),
        ("parish_meeting", "Olney Parish Meeting"),
    ],
)
def test_the_full_name_follows_the_type(kind, full_name):
    council = CouncilFactory(name="Olney", type=kind, context="Milton Keynes")
    assert council.full_name == full_name
    assert council.label == f"{full_name} (Milton Keynes)"
    assert str(council) == council.label


def test_a_parish_in_a_two_tier_area_belongs_to_both_and_is_looked_after_by_the_district():
    county = CouncilFactory(county_council=True, short_name="Kent")
    district = CouncilFactory(district=True, short_name="Ashford", county=county)
    council = CouncilFactory(parents=[county, district])
    assert council.context == "Ashford, Kent"
    assert council.parent_list == [district, county]
    assert council.own_principal_ids == {district.pk}
    assert set(Council.objects.of_county(county)) == {district, council}
    assert council in Council.objects.administered_by(person(Role.LIAISON_OFFICER, district))
    assert council not in Council.objects.administered_by(person(Role.LIAISON_OFFICER, county))


def test_succession_in_a_circle_still_ends():
    first, second = CouncilFactory(principal=True), CouncilFactory(principal=True)
    SuccessionFactory(predecessor=first, successor=second)
    SuccessionFactory(predecessor=second, successor=first)
    assert Succession.objects.living_heirs([first.pk]) == {first.pk: set()}


def test_saving_a_part_keeps_the_search_in_step():
    council = CouncilFactory(name="Olney")
    council.name = "Emberton"
    council.save(update_fields=["name"])
    assert Council.objects.search("emberton").get() == council


def test_few_councillors_and_meetings_warn():
    profile = ProfileFactory(councillors=4, meetings_per_year=3)
    assert len(profile.warnings()) == 2
    assert ProfileFactory(councillors=5, meetings_per_year=4).warnings() == []


def test_a_parish_meeting_is_not_warned_about_councillors():
    assert ProfileFactory(council__meeting=True, councillors=0).warnings() == []


def test_every_answer_is_either_public_or_private():
    kept = {"id", "council", "last_confirmed_at", "last_confirmed_by", "nudged_on", "version"}
    names = {field.name for field in Profile._meta.fields} - kept
    assert names == {*PUBLIC_FIELDS, *PRIVATE_FIELDS}
    assert not set(PUBLIC_FIELDS) & set(PRIVATE_FIELDS)


def test_private_answers_are_read_by_own_people_and_officers_of_the_principal_only():
    county = CouncilFactory(county_council=True)
    district = CouncilFactory(district=True, county=county)
    council = CouncilFactory(parents=[district, county])
    may = [person(Role.COUNCILLOR, council), person(Role.LIAISON_OFFICER, district), UserFactory(is_staff=True)]
    may_not = [person(Role.CLERK), person(Role.MANAGER, county), person(Role.VIEWER, district), UserFactory()]
    assert all(allows(reader, "councils.read_private", council) for reader in may)
    assert not any(allows(reader, "councils.read_private", council) for reader in may_not)


def test_a_clerk_is_asked_to_confirm_each_council_of_theirs():
    council = CouncilFactory()
    clerk = person(Role.CLERK, council)
    titles = [work.url for work in collect(OPEN_WORK, clerk) if work.title == "Confirm your profile"]
    assert titles == [council.profile_path]


def test_the_card_of_a_visitor_holds_nothing_private(client):
    profile = ProfileFactory(councillors=9, clerk_phone="01234 567890", style=3)
    visitor = client.get("/cookies/").wsgi_request.user
    cards = [card for card in collect(COUNCIL_CARD, visitor, profile.council) if card.title == "Profile"]
    assert "01234" not in str(cards)
    assert "9" in str(cards)


def test_the_officers_column_names_every_council():
    CouncilFactory()
    ProfileFactory()
    councils = list(Council.objects.local().for_officer())
    officer = UserFactory()
    column = next(c for c in collect(OFFICER_COLUMN, officer, councils) if c.heading == "Profile")
    assert column.total == "0 of 2 confirmed"
    assert {column.cell(council)[0] for council in councils} == {"Not confirmed"}


def test_the_search_of_the_portal_finds_councils():
    CouncilFactory(name="Olney")
    found = next(f for f in collect(SEARCH, UserFactory(), Wanted.typed("olney"), 5) if f.kind == "councils")
    assert [hit.title for hit in found.hits] == ["Olney Parish Council"]
    assert found.total == 1
