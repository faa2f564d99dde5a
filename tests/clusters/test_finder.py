"""Groups of councils near each other, with reasons, from the published list of wards and declared neighbours."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.urls import reverse

from clusters import actions
from clusters.finder import band_of, find_groups
from clusters.models import Neighbours
from clusters.wards import wards
from core.exceptions import Refused
from core.roles import Role
from councils.models import ParishArea, Profile
from tests.accounts.factories import person, sign_in
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
CODES = {"Wittersham": "E04004863", "Stone-cum-Ebony": "E04004859", "Kenardington": "E04004844",
         "Warehorne": "E04012793", "Newly Made": "E04999997"}  # fmt: skip


class Ashford:
    """Parishes of the caretaker’s cluster, and one that was made after 2019."""

    def __init__(self):
        self.principal = CouncilFactory(district=True, short_name="Ashford", code="E07000105")
        self.councils = {name: self.parish(name, code) for name, code in CODES.items()}
        self.officer = person(Role.LIAISON_OFFICER, self.principal)
        self.clerk = person(Role.CLERK, self["Wittersham"])

    def parish(self, name, code):
        council = CouncilFactory(name=name, parents=[self.principal])
        area = ParishArea.objects.create(
            code=code, name=name, kind="parish", parent=self.principal, parent_method="ons2019-code"
        )
        area.councils.add(council)
        area.codes.get_or_create(code=code, defaults={"source": "list"})
        return council

    def __getitem__(self, name):
        return self.councils[name]

    def group(self, name="Wittersham", **options):
        """{name of another council: its reasons}, and what is not known."""
        group = find_groups([self[name]], **options)[0]
        return {each.council.name: [reason.words for reason in each.reasons] for each in group.others}, group.missing


@pytest.fixture
def ashford():
    return Ashford()


def test_the_same_ward_brings_councils_together_and_a_declaration_brings_the_rest(ashford):
    found, missing = ashford.group()
    ward = ["In the same ward: Isle of Oxney (2019)"]
    assert found == {"Kenardington": ward, "Stone-cum-Ebony": ward}
    assert missing == ("How many people live there is not known, so sizes are not compared",)
    actions.declare_neighbour(council=ashford["Wittersham"], other=ashford["Warehorne"], by=ashford.clerk)
    found, _missing = ashford.group()
    said_by = ashford["Wittersham"].full_name
    assert list(found) == ["Warehorne", "Kenardington", "Stone-cum-Ebony"]
    assert found["Warehorne"] == [f"Declared a neighbour by {said_by}"]
    assert list(ashford.group("Warehorne")[0]) == ["Wittersham"]


def test_what_is_not_known_is_said(ashford):
    assert "not in the list of wards of 2019" in ashford.group("Newly Made")[1][0]
    assert "shared no ward" in ashford.group("Warehorne")[1][0]


def test_likeness_orders_and_time_is_for_the_officers_of_its_principal(ashford):
    Profile.objects.create(
        council=ashford["Wittersham"], population=1100, services=["grass", "litter"], needs=["staff"]
    )
    Profile.objects.create(
        council=ashford["Stone-cum-Ebony"], population=1200, services=["grass"], needs=["staff"], capacity=4
    )
    found, missing = ashford.group()
    assert missing == ()
    assert list(found) == ["Stone-cum-Ebony", "Kenardington"]
    likeness = [
        "Of like size: 1,100 and 1,200 people",
        "Both run: grass cutting and verges",
        "Both look for: staff time",
    ]
    assert found["Stone-cum-Ebony"][1:] == likeness
    found, _missing = ashford.group(offices=[ashford.principal.pk])
    assert found["Stone-cum-Ebony"][-1] == "Has time for new work"
    elsewhere = CouncilFactory(principal=True)
    assert ashford.group(offices=[elsewhere.pk])[0]["Stone-cum-Ebony"][1:] == likeness


def test_bands_of_people():
    assert [band_of(people) for people in (None, 0, 500, 501, 2500, 30_000)] == [None, 0, 0, 1, 2, 6]


def test_it_asks_as_often_for_one_council_as_for_all(ashford, django_assert_num_queries):
    wards()
    for councils in ([ashford["Wittersham"]], list(ashford.councils.values())):
        with django_assert_num_queries(7):
            find_groups(councils)


def test_neighbours_are_declared_once_by_those_who_may(ashford):
    one, other = ashford["Wittersham"], ashford["Warehorne"]
    said = actions.declare_neighbour(council=one, other=other, by=ashford.officer)
    assert said.declared_for == ashford.principal
    for council, another, words in ((one, other, "already"), (one, one, "another local council")):
        with pytest.raises(Refused, match=words):
            actions.declare_neighbour(council=council, other=another, by=ashford.clerk)
    stranger = person(Role.CLERK, CouncilFactory(parents=[CouncilFactory(principal=True)]))
    with pytest.raises(PermissionDenied):
        actions.take_back_neighbour(council=one, other=other, by=stranger)
    actions.take_back_neighbour(council=other, other=one, by=fresh(ashford.officer))
    with pytest.raises(Refused, match="not declared"):
        actions.take_back_neighbour(council=one, other=other, by=ashford.clerk)


def test_the_database_keeps_a_pair_in_order(ashford):
    one, other = sorted((ashford["Wittersham"], ashford["Warehorne"]), key=lambda each: each.pk)
    with pytest.raises(IntegrityError, match="neighbours_in_order"):
        Neighbours.objects.create(first=other, second=one, declared_for=one, declared_by=ashford.clerk)


def test_a_clerk_finds_declares_and_takes_back_on_one_page(ashford, client):
    sign_in(client, ashford.clerk)
    address = reverse("clusters:near", args=[ashford["Wittersham"].slug])
    assert address in client.get(ashford["Wittersham"].get_absolute_url()).content.decode()
    page = client.post(address, {"other": ashford["Warehorne"].pk}, follow=True).content.decode()
    assert "Declared a neighbour by" in page
    gone = reverse("clusters:take-back", args=[ashford["Wittersham"].slug, ashford["Warehorne"].slug])
    assert "Declared a neighbour by" not in client.post(gone, follow=True).content.decode()


def test_the_command_prints_groups_with_reasons(ashford):
    out = StringIO()
    call_command("find_clusters", principal="E07000105", stdout=out)
    text = out.getvalue()
    assert f"  {ashford['Stone-cum-Ebony'].full_name}: In the same ward: Isle of Oxney (2019)" in text
    assert "! It shared no ward with another council in 2019" in text
    with pytest.raises(CommandError, match="No principal council"):
        call_command("find_clusters", principal="E07999999")
