"""The library of clauses: picked into a text, worded anew by a principal, given up again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from charters import actions
from charters.clauses import PART_CHOICES, SHIPPED, library_of
from charters.models import Clause, Kind
from core.roles import Role
from tests.accounts.factories import person, sign_in
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
OWN = {"part": "governance", "title": "Scrutiny here", "body": "Our committee looks in.", "source": "Legal, 2026"}


@pytest.fixture
def district():
    return CouncilFactory(principal=True, type="district")


@pytest.fixture
def officer(district, client):
    officer = person(Role.LIAISON_OFFICER, district)
    sign_in(client, officer)
    return officer


def test_each_clause_of_the_portal_has_a_part_and_a_source_and_a_name_of_its_own():
    parts = dict(PART_CHOICES)
    assert all(each.part in parts and each.source and each.body for each in SHIPPED)
    assert len({each.key for each in SHIPPED}) == len(SHIPPED) > 20


@pytest.mark.parametrize(("kind", "section"), [(Kind.PARTNERSHIP, "governance"), (Kind.MEMORANDUM, "roles")])
def test_clauses_are_picked_into_the_text_that_was_typed(client, district, officer, kind, section):
    agreement = actions.start_agreement(kind=kind, title="Van", convener=district, by=officer)
    address = reverse("charters:section", args=[agreement.reference, section])
    page = client.get(address).content.decode()
    assert "Matters reserved to each council" in page
    assert "Decisions are made by agreement of all partners" not in page
    typed = {"heading": "Steering", "body": "A board.", "clauses": ["reserved", "scrutiny"], "seen": seen(page)}
    assert client.post(address, typed).url == address
    body = agreement.versions.get().sections.get(key=section).body
    assert body.startswith("A board.\n\nThese matters stay with each council")
    assert "The scrutiny committee" in body


def seen(page):
    return page.split('name="seen" value="')[1].split('"')[0]


def test_a_charter_is_offered_none(client, district, officer):
    agreement = actions.start_agreement(kind=Kind.CHARTER, title="Charter", convener=district, by=officer)
    page = client.get(reverse("charters:section", args=[agreement.reference, "communication"])).content.decode()
    assert "ready-made clauses" not in page


def test_a_principal_words_a_clause_anew_adds_one_and_gives_it_up(client, district, officer):
    address = reverse("charters:clause", args=[district.slug, "scrutiny"])
    typed = {**OWN, "seen": seen(client.get(address).content.decode())}
    assert client.post(address, typed).status_code == 302
    own = next(each for each in library_of(district) if each.key == "scrutiny")
    assert (own.body, own.is_own) == ("Our committee looks in.", True)
    added = actions.keep_clause(council=district, key="new", facts={**OWN, "title": "Ours alone"}, by=officer)
    assert len(library_of(district)) == len(SHIPPED) + 1
    assert "Our own words" in client.get(reverse("charters:clauses", args=[district.slug])).content.decode()
    actions.drop_clause(council=district, key=added.key, by=officer)
    typed = {**OWN, "drop": "on", "seen": seen(client.get(address).content.decode())}
    client.post(address, typed)
    assert not Clause.objects.exists()
    assert library_of(district) == list(SHIPPED)


def test_nobody_else_reads_or_words_them(client, district):
    rival = person(Role.LIAISON_OFFICER)
    sign_in(client, rival)
    assert client.get(reverse("charters:clauses", args=[district.slug])).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.keep_clause(council=district, key="new", facts=OWN, by=rival)
    sign_in(client, person(Role.MANAGER, district))
    assert client.get(reverse("charters:clause", args=[district.slug, "nothing"])).status_code == 404
