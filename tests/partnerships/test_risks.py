"""Risks: rated, kept with every rating before, closed with a reason, mapped, told to whoever looks after them."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import Refused
from core.registry import INVARIANT, each
from core.roles import Role
from partnerships import actions
from partnerships.models import Level, ListedRisk, Partnership, RiskRating, level_of
from partnerships.risks import heat_map
from tests.accounts.factories import person, sign_in
from tests.partnerships.factories import Shared, a_risk, in_days
from tests.partnerships.test_reminders import sent

pytestmark = pytest.mark.django_db


def change(shared, risk, **changed):
    return actions.change_risk(risk=risk, facts={**actions.risk_of(risk), **changed}, by=shared.officer)


@pytest.fixture
def shared():
    return Shared().live()


def test_every_rating_is_kept_and_the_newest_counts(shared):
    risk = change(shared, change(shared, a_risk(shared), impact=5), title="The old van breaks down")
    assert [(r.likelihood, r.impact) for r in risk.ratings.all()] == [(3, 5), (3, 4)]
    assert (risk.score, risk.level) == (15, Level.HIGH)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        RiskRating.objects.update(impact=1)
    assert not [found for found in each(INVARIANT) if found.check == "partnership.rating"]
    ListedRisk.objects.update(likelihood=1)
    assert [found.check for found in each(INVARIANT) if found.check == "partnership.rating"]


def test_it_is_closed_with_a_reason_and_opened_again(shared):
    risk = a_risk(shared)
    with pytest.raises(Refused, match="why it is closed"):
        change(shared, risk, status="closed")
    risk = change(shared, risk, status="closed", closed_reason="The van is sold.")
    assert risk.closed_by == shared.officer
    risk = change(shared, risk, status="open")
    assert (risk.closed_at, risk.closed_reason) == (None, "")


def test_the_database_refuses_what_cannot_be(shared):
    risk = a_risk(shared)
    for impossible in ({"likelihood": 6}, {"impact": 0}, {"owner": None}, {"status": "closed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ListedRisk.objects.filter(pk=risk.pk).update(**impossible)


def test_it_is_looked_after_by_somebody_of_a_party_or_by_a_role(shared):
    clerk = person(Role.CLERK, shared.council).memberships.get()
    stranger = person(Role.CLERK, Shared().council).memberships.get()
    assert a_risk(shared, owner=clerk).has_owner
    assert a_risk(shared, owner=None, owner_role="Treasurer").has_owner
    for owner, role in ((stranger, ""), (clerk, "Treasurer"), (None, " ")):
        with pytest.raises(Refused):
            a_risk(shared, owner=owner, owner_role=role)


def test_the_map_counts_each_square_and_level():
    drawn = heat_map([(5, 5), (5, 5), (3, 3), (1, 1)])
    assert (drawn.rows[0][4].count, drawn.rows[0][4].level) == (2, "high")
    assert drawn.levels == {"high": 2, "medium": 1, "low": 1}
    assert drawn.worst == "high"
    assert [level_of(*pair) for pair in ((2, 4), (1, 5), (3, 5), (2, 5))] == ["medium", "low", "high", "medium"]


def test_parties_see_risks_and_readers_of_the_published_entry_do_not(client, shared):
    risk = a_risk(shared, owner=person(Role.CLERK, shared.council, name="Sam Clark").memberships.get())
    shared.published()
    pages = [risk.get_absolute_url(), shared.entry.get_absolute_url(), reverse("partnerships:list")]
    assert client.get(pages[0]).status_code == 302
    assert "van breaks" not in client.get(pages[1]).content.decode()
    sign_in(client, person(Role.LIAISON_OFFICER, Shared().principal))
    assert client.get(pages[0]).status_code == 403
    assert "van breaks" not in client.get(reverse("partnerships:all-risks")).content.decode()
    ListedRisk.objects.update(next_review_on=in_days(-1))
    assert shared.entry.reference not in client.get(f"{pages[2]}?show=overdue").content.decode()
    sign_in(client, person(Role.CLERK, shared.council))
    assert "van breaks" in client.get(pages[0]).content.decode()
    assert "Risks overdue" in client.get(f"{pages[2]}?show=overdue").content.decode()


def test_an_officer_has_all_risks_of_the_council_on_one_map_and_in_one_file(client, shared):
    a_risk(shared, likelihood=5, impact=5)
    other = Shared(shared.principal, shared.council, officer=shared.officer, title="Hall").live(title="Hall")
    change(other, a_risk(other, title="=1+1", next_review_on=in_days(-1)), impact=1)
    sign_in(client, shared.officer)
    address = reverse("partnerships:all-risks")
    assert client.get(address).context_data["map"].levels == {"high": 1, "medium": 0, "low": 1}
    assert [risk.title for risk in client.get(f"{address}?show=overdue").context_data["rows"]] == ["=1+1"]
    text = b"".join(client.get(f"{address}?format=csv")).decode("utf-8-sig")
    assert "'=1+1,delivery,3,1,3,low" in text
    assert shared.officer.name not in text
    assert text.splitlines()[2].endswith(",12")


def test_whoever_looks_after_it_is_reminded_before_and_after_the_day(time_machine):
    time_machine.move_to("2026-06-01 10:00:00+00:00")
    shared = Shared().live(ends_on=in_days(900), next_review_on=in_days(800))
    clerk = person(Role.CLERK, shared.council)
    a_risk(shared, owner=clerk.memberships.get(), next_review_on=in_days(200))
    words = "Reminder: Look at a risk of “Shared caretaker” again: The van breaks down"
    for day in ("2026-12-11", "2026-12-21"):
        assert sent(time_machine, day) == [(words, clerk.email)], day
        assert sent(time_machine, day) == []
    Partnership.objects.update(status="closing")
    assert timezone.localdate().isoformat() == "2026-12-21"


def test_the_form_names_what_is_missing_and_saves(client, shared):
    sign_in(client, shared.officer)
    address = reverse("partnerships:risk-add", args=[shared.entry.reference])
    assert "Choose a person or enter a role" in client.post(address, {"title": "Fire"}).content.decode()
    day = in_days(30)
    data = {"title": "Fire", "category": "legal", "likelihood": "2", "impact": "4", "owner": shared.lead.pk,
            "mitigation": "Insured", "next_review_on-day": day.day, "next_review_on-month": day.month,
            "next_review_on-year": day.year}  # fmt: skip
    page = client.post(address, data, follow=True).content.decode()
    assert "1 open risk by how likely and how bad" in page
    risk = ListedRisk.objects.get()
    edit = reverse("partnerships:risk", args=[shared.entry.reference, risk.number])
    saved = client.post(edit, {**data, "status": "closed", "closed_reason": "", "seen": ""}).content.decode()
    assert "Enter why it is closed" in saved
