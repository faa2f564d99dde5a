"""The calculator: the same figures on the page and in the file, for whoever opens the address."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from councils.models import Profile
from tests.accounts.factories import sign_in
from tests.liaison.factories import Office

pytestmark = pytest.mark.django_db
TOWN_HALL = {"staff": "60,000", "energy": "25000", "repairs": "15000", "income": "10000", "percent": "30", "rises": "3"}


def page(client, **asked):
    return BeautifulSoup(client.get(reverse("transfers:costs"), asked).content, "lxml")


def cells_of(soup, table):
    return [[" ".join(cell.stripped_strings) for cell in row.select("th, td")] for row in soup.select(f"#{table} tr")]


def test_thirty_per_cent_of_a_town_hall(client):
    asked = {**TOWN_HALL, "tax_base": "18000", "dowry": "20000"}
    soup = page(client, **asked)
    assert "pays £27,000.00 of £90,000.00" in soup.get_text(" ", strip=True)
    *lines, together = cells_of(soup, "shares")[1:]
    assert together[1:] == ["£90,000.00", "£27,000.00", "£63,000.00"]
    assert len(lines) == 3
    shown = cells_of(soup, "years")[1:]
    answer = client.get(reverse("transfers:costs"), {**asked, "format": "csv"})
    rows = list(csv.DictReader(StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len(rows) == len(shown) == 10
    for row, line in zip(rows, shown, strict=True):
        assert f"£{int(row['local_pence']) / 100:,.2f}" == line[2]
        assert f"£{int(row['from_precept_pence']) / 100:,.2f}" == line[5]
        assert f"£{int(row['household_pence']) / 100:,.2f}" == line[6]
    assert rows[0]["from_dowry_pence"] == "2000000"


def test_what_is_missing_or_impossible_is_said_at_the_field_and_kept(client):
    soup = page(client, staff="", percent="130", income="12,5x")
    text = soup.get_text(" ", strip=True)
    assert "Enter an amount in pounds, like 1,250 or 1,250.50" in text
    assert soup.select_one("[name=income]")["value"] == "12,5x"
    assert soup.select_one("[name=percent]")["value"] == "130"
    assert "Enter at least one cost" in page(client, percent="30").get_text()
    assert "Enter a share, a fixed amount, or both" in page(client, staff="10").get_text()
    assert not page(client, percent="30").select("#shares")


def test_income_above_the_costs_leaves_nothing_to_pay(client):
    assert "neither side pays" in page(client, **{**TOWN_HALL, "income": "500000"}).get_text()


def test_a_clerk_finds_the_own_tax_base_filled_in(client):
    office = Office()
    Profile.objects.update_or_create(council=office.councils[0], defaults={"tax_base": Decimal("1234.50")})
    sign_in(client, office.clerks[0])
    assert page(client).select_one("[name=tax_base]")["value"] == "1234.50"


def test_an_amount_that_no_council_has_is_said_in_pounds(client):
    assert "Enter an amount of £1 billion or less" in page(client, staff="9999999999", percent="30").get_text()
