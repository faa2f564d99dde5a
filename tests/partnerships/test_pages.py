"""The register as people see it: filters, the file, the six questions; what outsiders do not see."""

import pytest
from django.urls import reverse

from core.roles import Role
from partnerships import actions
from partnerships.models import Assessment
from tests.accounts.factories import person, sign_in
from tests.partnerships.factories import ANSWERS, Shared, in_days

pytestmark = pytest.mark.django_db
LIST = reverse("partnerships:list")


@pytest.fixture
def shared(client):
    """The officer is signed in and has one live partnership, which is in order."""
    shared = Shared(title="Van").live(title="Van")
    sign_in(client, shared.officer)
    return shared


def another(shared, title, **changed):
    other = Shared(shared.principal, shared.council, officer=shared.officer, title=title)
    return other.live(title=title, **changed)


def titles(client, query):
    rows = client.get(f"{LIST}?{query}").context_data["rows"]
    return [entry.title for entry in rows]


def test_the_ready_made_views_and_filters(client, shared, time_machine):
    another(shared, "Ending", ends_on=in_days(30), next_review_on=in_days(20))
    another(shared, "Late", value_pence=200_000_00).late()
    leaver = person(Role.MANAGER, shared.principal).memberships.get()
    another(shared, "Ownerless", lead=leaver)
    leaver.ends_on = in_days(-1)
    leaver.starts_on = in_days(-10)
    leaver.save()
    assert titles(client, "") == ["Ending", "Late", "Ownerless", "Van"]
    assert titles(client, "show=overdue") == ["Late"]
    assert titles(client, "show=ownerless") == ["Ownerless"]
    assert titles(client, "show=ending") == ["Ending"]
    assert titles(client, "tier=full") == ["Late"]
    assert titles(client, "tier=light&q=van") == ["Van"]
    assert titles(client, f"q={shared.council.name.split()[0]}&status=proposed") == []
    assert titles(client, "show=nonsense&tier=huge") == ["Ending", "Late", "Ownerless", "Van"]


def test_the_file_holds_what_the_page_shows_and_no_name_of_a_person(client, shared):
    lines = b"".join(client.get(f"{LIST}?format=csv")).decode("utf-8-sig").splitlines()
    assert len(lines) == 3  # heading, entry, licence
    assert "Van,live,partnership,light" in lines[1]
    assert "liaison_officer" in lines[1]
    assert shared.officer.name not in lines[1]


def test_a_visitor_reads_what_is_published_without_what_is_inside(client, shared):
    shared.published()
    client.logout()
    page = client.get(shared.entry.get_absolute_url()).content.decode()
    assert "One caretaker for both." in page
    assert "The van goes back" not in page
    assert shared.officer.name not in page
    assert titles(client, "show=mine") == ["Van"]  # no such view for visitors


def test_a_contract_is_said_to_be_one_and_cannot_be_entered(client, shared):
    answers = {**ANSWERS, "money": "payment", "delivers": "them"}
    data = {"council": shared.principal.pk, "title": "Grass", "sort": "charity", "name": "Green Ltd", **answers}
    assert "Select an answer" in client.post(reverse("partnerships:start"), {**data, "goal": ""}).content.decode()
    address = client.post(reverse("partnerships:start"), data).url
    page = client.get(address).content.decode()
    assert "What it is: Contract" in page
    assert "not a partnership that your council counts" in page
    decision = {"decision": "no", "taker": "officer", "minute": "7", "decided_on-day": 1, "decided_on-month": 1,
                "decided_on-year": 2026}  # fmt: skip
    refused = client.post(f"{address}decision/", {**decision, "decision": "proceed"}).content.decode()
    assert "not a partnership that your council counts" in refused
    client.post(f"{address}decision/", decision)
    assert Assessment.objects.get(title="Grass").decision == "no"


def test_a_removed_party_no_longer_reads_it(client, shared):
    clerk = person(Role.CLERK, shared.council)
    actions.add_party(partnership=shared.entry, who=("Age UK", "charity"), role="partner",
                      by=shared.officer)  # fmt: skip
    address = reverse("partnerships:parties", args=[shared.entry.reference])
    party = shared.entry.parties.get(council=shared.council)
    client.post(address, {"remove": party.pk})
    sign_in(client, clerk)
    assert client.get(shared.entry.get_absolute_url()).status_code == 404
