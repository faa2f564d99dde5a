"""The register: who reads it, who keeps it, what the database refuses, and its pages."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.removal import remove_person
from accounts.models import User
from core.exceptions import Refused
from core.facts import cache
from core.models import AuditEvent, Job
from core.roles import Role
from portal import activity
from portal.updates import unread_count, updates
from tests.accounts.factories import UserFactory, person, sign_in
from tests.councils.factories import CouncilFactory
from tests.transfers.factories import FACTS, OFFER, Keeper, row
from transfers import actions
from transfers.models import Asset

pytestmark = pytest.mark.django_db
PLACED = {"GeoX": "-2.35", "GeoY": "53.41"}


@pytest.fixture
def keeper(db):
    cache.clear()
    return Keeper()


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"code": ""}, "asset_is_named"),
        ({"uprn": "12a"}, "asset_uprn_is_a_number"),
        ({"building_size": -1}, "asset_sizes_are_possible"),
        ({"latitude": 53}, "asset_lies_in_the_united_kingdom"),
        ({"latitude": -2, "longitude": 53}, "asset_lies_in_the_united_kingdom"),
        ({"is_turned": True}, "asset_lies_in_the_united_kingdom"),
        ({"standing": "gone"}, "asset_gone_with_its_day"),
        ({"offer_reason": "Why"}, "asset_offered_with_its_words"),
        ({"withheld_reason": "Why"}, "asset_withheld_with_a_reason"),
        ({"code": "OTHER"}, "asset_code_once"),
    ],
)
def test_the_database_refuses_impossible_rows(keeper, changed, name):
    asset, _other = keeper.asset(), keeper.asset(code="OTHER")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(**changed)


def test_what_is_offered_is_on_the_register_and_public(keeper):
    asset = keeper.offered()
    gone = {"standing": "gone", "gone_on": timezone.localdate()}
    withheld = {"withheld_at": timezone.now(), "withheld_by": keeper.officer, "withheld_reason": "Why"}
    for changed in (gone, withheld):
        with pytest.raises(IntegrityError, match="asset_offered_is_there_for_all"), transaction.atomic():
            Asset.objects.filter(pk=asset.pk).update(**changed)


def test_an_offer_needs_its_words_and_ends_without_them(keeper):
    asset = keeper.asset()
    with pytest.raises(Refused, match="Enter this"):
        actions.offer_asset(asset=asset, facts={**OFFER, "offer_takes_on": " "}, by=keeper.officer)
    asset = actions.offer_asset(asset=asset, facts=OFFER, by=keeper.officer)
    since = asset.offered_at
    asset = actions.offer_asset(asset=asset, facts={**OFFER, "offer_reason": "Better"}, by=keeper.officer)
    assert (asset.offered_at, asset.offer_reason) == (since, "Better")
    asset = actions.offer_asset(asset=asset, facts={**OFFER, "is_offered": False}, by=keeper.officer)
    assert (asset.is_offered, asset.offer_reason) == (False, "")
    verbs = AuditEvent.objects.about(asset).values_list("verb", flat=True)
    assert list(verbs) == ["transfers.offer_ended", "transfers.offer_changed", "transfers.offered",
                           "transfers.asset_added"]  # fmt: skip


def test_an_offer_is_told_to_the_council_where_it_lies_else_to_all_of_the_area(keeper):
    near, other = CouncilFactory.create_batch(2, parents=[keeper.principal])
    keeper.offered(local_council=near)
    assert AuditEvent.objects.get(verb="transfers.offered").council_ids == sorted([keeper.principal.pk, near.pk])
    keeper.offered()
    everyone = AuditEvent.objects.filter(verb="transfers.offered").latest("pk").council_ids
    assert everyone == sorted([keeper.principal.pk, near.pk, other.pk])


def test_what_is_kept_from_the_public_its_own_people_read(keeper, client):
    asset = keeper.withheld(reason="A refuge")
    clerk = person(Role.CLERK, CouncilFactory(parents=[keeper.principal]))
    viewer = person(Role.VIEWER, keeper.principal)
    url = asset.get_absolute_url()
    assert client.get(url).status_code == 302  # it may be there for whoever signs in
    assert asset.name not in client.get("/assets/").content.decode()
    sign_in(client, clerk)
    assert client.get(url).status_code == 404
    sign_in(client, viewer)
    assert "A refuge" in client.get(url).content.decode()
    with pytest.raises(Refused, match="Show it first"):
        actions.offer_asset(asset=asset, facts=OFFER, by=keeper.officer)
    facts = {"is_withheld": False, "withheld_reason": ""}
    asset = actions.withhold_asset(asset=asset, facts=facts, by=keeper.officer)
    assert list(Asset.objects.visible_to(clerk)) == [asset]
    assert AuditEvent.objects.about(asset).readable_by(clerk).filter(verb="transfers.withheld").count() == 0


def test_what_was_told_of_an_asset_goes_when_it_is_withheld(keeper):
    near = CouncilFactory(parents=[keeper.principal])
    clerk, viewer = person(Role.CLERK, near), person(Role.VIEWER, keeper.principal)
    asset = keeper.offered(local_council=near)
    actions.offer_asset(asset=asset, facts={**OFFER, "is_offered": False}, by=keeper.officer)

    def read_by(someone):
        someone = User.objects.get(pk=someone.pk)
        cache.clear()
        pages = (activity.concerning(someone), activity.about(someone, near), updates(someone))
        return [events.filter(sentence__contains=asset.name).exists() for events in pages], unread_count(someone) > 0

    assert read_by(clerk) == ([True, True, True], True)
    actions.withhold_asset(asset=asset, facts={"is_withheld": True, "withheld_reason": "x"}, by=keeper.officer)
    assert read_by(clerk) == ([False, False, False], False)
    assert read_by(viewer)[0] == [True, True, True]
    assert read_by(UserFactory(is_staff=True))[0][0]


def test_only_officers_of_the_principal_keep_its_register(keeper):
    asset = keeper.asset()
    for stranger in (person(Role.LIAISON_OFFICER), person(Role.LEAD_MEMBER, keeper.principal)):
        for action, words in ((actions.offer_asset, OFFER), (actions.change_asset, FACTS),
                              (actions.withhold_asset, {"is_withheld": True, "withheld_reason": "x"})):  # fmt: skip
            with pytest.raises(PermissionDenied):
                action(asset=asset, facts=words, by=stranger)
        with pytest.raises(PermissionDenied):
            actions.add_asset(principal=keeper.principal, facts=FACTS, by=stranger)


def test_a_code_stands_once_and_a_local_council_is_of_the_area(keeper):
    keeper.asset(code="A1")
    with pytest.raises(Refused, match="has this code"):
        keeper.asset(code="A1")
    with pytest.raises(Refused, match="of your area"):
        keeper.asset(local_council=CouncilFactory())


def test_one_that_a_file_keeps_changes_only_in_where_it_lies(keeper):
    keeper.load(row("A1"))
    near = CouncilFactory(parents=[keeper.principal])
    asset = Asset.objects.get()
    asset = actions.change_asset(asset=asset, facts={**FACTS, "local_council": near}, by=keeper.officer)
    assert (asset.local_council, asset.name) == (near, "Hall A1")
    assert keeper.load(row("A1")).changes == 0


def test_list_map_and_table_say_the_same(keeper, client):
    keeper.load(*(row(f"A{n}", GeoX=f"-2.3{n}", GeoY=f"53.4{n}") for n in range(4)), row("B", **PLACED), row("C"))
    page = client.get("/assets/?of=" + keeper.principal.slug)
    assert page.context_data["drawing"].drawn == 5
    assert page.context_data["rows"].paginator.count == 6
    closer = client.get("/assets/", {"of": keeper.principal.slug, "box": "-2.35,53.41,-2.35,53.41"})
    assert [asset.code for asset in closer.context_data["rows"]] == ["B"]
    assert [a.code for a in client.get("/assets/?place=no").context_data["rows"]] == ["C"]


@pytest.mark.parametrize("box", ["", "1", "a,b,c,d", "NaN,1,1,1", "1e400,1,1,1", "1,2,3,4,5", "-2,53"])
def test_a_box_that_makes_no_sense_is_left_out(keeper, client, box):
    keeper.load(row("A1", **PLACED))
    page = client.get("/assets/", {"box": box, "of": "nowhere", "kind": "boat", "near": "nobody"})
    assert page.context_data["rows"].paginator.count == 1


def test_a_box_of_a_thousand_places_is_no_error(client):
    assert client.get("/assets/", {"box": "1e-999999999,50,1e-20000,60"}).status_code == 200


def test_a_clerk_sees_what_is_open_where_the_council_is(keeper, client):
    near, other = CouncilFactory.create_batch(2, parents=[keeper.principal])
    here, there = keeper.offered(name="Hall", local_council=near), keeper.offered(name="Pool", local_council=other)
    everywhere = keeper.offered(name="Verges", kind="service")
    Keeper(CouncilFactory(principal=True)).offered(name="Elsewhere")
    sign_in(client, person(Role.CLERK, near))
    words = f"/assets/?near={near.slug}&amp;offered=yes"
    assert words in client.get("/assets/").content.decode()
    page = client.get(words.replace("&amp;", "&"))
    assert list(page.context_data["rows"]) == [here, everywhere]
    card = client.get(near.get_absolute_url()).content.decode()
    assert here.get_absolute_url() in card
    assert there.get_absolute_url() not in card
    assert "3 assets and services on the register" in client.get(keeper.principal.get_absolute_url()).content.decode()


@pytest.mark.parametrize("typed", ["St Mary's Allotments", "st marys", "Cafe & Kiosk", "café and kiosk", "A/12"])
def test_it_is_found_however_its_name_is_typed(keeper, client, typed):
    keeper.load(row("A/12", PropertyName="St Mary’s Allotments, Café & Kiosk"), row("B", PropertyName="Depot"))
    rows = client.get("/assets/", {"q": typed}).context_data["rows"]
    assert [asset.code for asset in rows] == ["A/12"]
    assert "Allotments, Café" in client.get("/search/", {"q": typed}).content.decode()


def test_search_finds_it_by_words_and_by_reference(keeper, client):
    asset = keeper.offered(name="Paddling pool")
    assert "Paddling pool" in client.get("/search/?q=paddling").content.decode()
    assert client.get(f"/search/?q={asset.reference}").url == asset.get_absolute_url()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("assets.xlsx", b"x", "name ends in .csv"), ("assets.csv", b"", "empty"), (None, None, "CSV file")],
)
def test_an_upload_of_something_else_is_refused_at_the_field(keeper, client, name, content, words):
    sign_in(client, keeper.officer)
    data = {"file": SimpleUploadedFile(name, content)} if name else {}
    page = client.post(reverse("transfers:upload"), data)
    assert page.status_code == 200
    assert words in str(page.context_data["form"].errors["file"])
    assert Job.objects.count() == 0


def test_an_officer_of_two_councils_says_for_which(keeper, client):
    second = CouncilFactory(principal=True)
    officer = person(Role.LIAISON_OFFICER, keeper.principal)
    officer.memberships.create(council=second, role=Role.LIAISON_OFFICER)
    sign_in(client, officer)
    file = {"file": SimpleUploadedFile("a.csv", b"AssetCode,PropertyName\nA1,Hall\n")}
    assert client.post(reverse("transfers:upload"), file).context_data["form"].errors["owner"]
    file["file"].seek(0)
    client.post(reverse("transfers:upload"), {**file, "owner": second.pk})
    assert Job.objects.get().council_id == second.pk
    client.post(reverse("transfers:add") + f"?of={second.slug}", {**FACTS, "local_council": ""})
    assert Asset.objects.get().principal == second


def test_gone_from_the_register_it_still_has_its_page(keeper, client):
    asset = keeper.asset()
    facts = {**actions.facts_of(asset), "standing": "gone"}
    actions.change_asset(asset=asset, facts=facts, by=keeper.officer)
    assert "has not been on the register" in client.get(asset.get_absolute_url()).content.decode()
    assert client.get("/assets/").context_data["rows"].paginator.count == 0
    assert client.get("/assets/?standing=gone").context_data["rows"].paginator.count == 1


def test_who_was_taken_out_is_not_found_by_name_any_more(keeper):
    asset = keeper.asset(use_note="Ask Robin O'Someone first")
    leaver = person(Role.CLERK, asset.principal, name="Robin O'Someone")
    remove_person(person=leaver, why="on_request", by=UserFactory(is_staff=True, app=True))
    asset.refresh_from_db()
    assert "Someone" not in asset.use_note
    assert "someone" not in asset.search_text
    assert Asset.objects.with_words("town hall").exists()
