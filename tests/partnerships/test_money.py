"""Money by party and financial year: whole pence, sums that fit, blank where nothing is known."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.exceptions import Refused
from partnerships import actions
from partnerships.models import PartyMoney, YearSaving, year_of
from partnerships.sums import money_table, years_to_fill
from tests.accounts.factories import sign_in
from tests.partnerships.factories import Shared, body, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared():
    return Shared().live(value_pence=5_000_00)


def enter(shared, year, *pence, **savings):
    """Cash and in kind of each party, one after the other."""
    names = [name for name in actions.money_of(shared.entry, year) if name.startswith("party")]
    amounts = {**dict(zip(names, pence, strict=False)), **savings}
    return actions.keep_money(partnership=shared.entry, year=year, amounts=amounts, by=shared.officer)


def test_a_financial_year_begins_in_april():
    assert [year_of(day) for day in (date(2027, 3, 31), date(2027, 4, 1))] == [2026, 2027]


def test_sums_by_party_and_year_and_what_the_entry_is_worth_beyond_them(shared):
    enter(shared, 2026, 1_000_00, 500_00, 250_01, None, planned_pence=900_00)
    enter(shared, 2027, 2_000_00, None, None, 0)
    found = money_table(shared.entry)
    assert [party.total for party in found.parties] == [3_500_00, 250_01]
    assert found.parties[1].amounts == ((250_01, None), (None, 0))
    assert (found.by_year, found.total) == ((1_750_01, 2_000_00), 3_750_01)
    assert (found.cash, found.in_kind, found.missing) == (3_250_01, 500_00, 1_249_99)
    assert found.savings == ((2026, 900_00, None),)


def test_what_is_emptied_is_not_known_any_more(shared):
    enter(shared, 2026, 1_00, achieved_pence=0)
    assert YearSaving.objects.get().achieved_pence == 0
    enter(shared, 2026)
    assert not PartyMoney.objects.exists()
    assert not YearSaving.objects.exists()


def test_a_party_with_money_stays_until_that_is_taken_out(shared):
    actions.add_party(partnership=shared.entry, who=body(), role="partner",
                      by=shared.officer)  # fmt: skip
    enter(shared, 2026, None, None, 5_00)
    party = shared.entry.parties.get(council=shared.council)
    with pytest.raises(Refused, match="Money is listed"):
        actions.remove_party(partnership=shared.entry, party=party, by=shared.officer)


def test_the_database_refuses_what_cannot_be(shared):
    party = shared.entry.parties.first()
    for year, pence in ((2026, -1), (1600, 5)):
        with pytest.raises(IntegrityError), transaction.atomic():
            PartyMoney.objects.create(partnership=shared.entry, party=party, year=year, kind="cash", pence=pence)
    with pytest.raises(IntegrityError), transaction.atomic():
        YearSaving.objects.create(partnership=shared.entry, year=2026)


def test_a_year_is_typed_in_pounds_and_shown_with_its_sums(client, shared):
    sign_in(client, shared.officer)
    address = reverse("partnerships:money-year", args=[shared.entry.reference, 2026])
    form = client.get(address).context_data["form"]
    cash = next(name for name in form.fields if name.endswith("-cash"))
    data = {cash: "1,250.50", "seen": form.seen_token}
    assert "like 1,250" in client.post(address, {**data, "planned_pence": "some"}).content.decode()
    page = client.post(address, data, follow=True)
    assert page.status_code in (200, 409)
    enter(shared, 2026, 1_250_50)
    text = client.get(reverse("partnerships:money", args=[shared.entry.reference])).content.decode()
    assert "£1,250.50" in text
    assert "is not listed here" in text
    assert client.get(address.replace("2026", "1066")).status_code == 404


def test_the_years_offered_are_those_of_the_terms(shared):
    entry = shared.entry
    entry.starts_on, entry.ends_on = date(2020, 6, 1), date(2023, 3, 31)
    assert years_to_fill(entry, date(2026, 5, 1)) == [2020, 2021, 2022, 2026]
    entry.starts_on = entry.ends_on = None
    assert years_to_fill(entry, in_days(0))[0] == year_of(in_days(0))
