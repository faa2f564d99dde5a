"""The money of a transfer: the same figures for both sides on page, file and paper; exempt, nobody else reads it."""

import csv
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.exceptions import Refused
from core.formatting import money
from core.locking import Seen
from core.roles import Role
from councils.models import Profile
from tests.accounts.factories import UserFactory, person, sign_in
from tests.saving import save
from tests.transfers.factories import Mover
from transfers import actions
from transfers.models import LeaseBack, TransferMoney
from transfers.money import Worked
from transfers.paper import transfer_paper

TODAY = timezone.localdate
PENCE = st.none() | st.integers(0, 10**9)
SHARES = st.none() | st.decimals(0, 100, places=2)
KEPT = st.builds(
    TransferMoney, staff=PENCE, energy=PENCE, income=PENCE, percent=SHARES, fixed=PENCE, cap=PENCE, capital=PENCE,
    dowry=PENCE,
)  # fmt: skip
LEASES = st.lists(
    st.builds(LeaseBack, rent_pence=st.integers(0, 10**8), tenant=st.sampled_from(["local", "principal"])), max_size=4
)


@pytest.fixture
def mover(db):
    return Mover()


def page(client, transfer, **asked):
    return client.get(reverse("transfers:money", args=[transfer.reference]), asked)


def cells_of(answer, table):
    soup = BeautifulSoup(answer.content, "lxml")
    return [[" ".join(cell.stripped_strings) for cell in row.select("th, td")] for row in soup.select(f"#{table} tr")]


def published(mover, **facts):
    transfer = mover.transfer()
    mover.money(transfer, **facts)
    return actions.set_transfer_published(transfer=transfer, published=True, by=mover.officer)


@given(KEPT, LEASES)
def test_whatever_is_known_nobody_pays_less_than_nothing_and_rents_cancel_out(kept, leases):
    worked = Worked(kept, leases, TODAY(), Decimal(1000))
    net = sum(line.cost for line in worked.lines)
    assert all(0 <= line.local <= line.cost for line in worked.lines)
    assert sum(line.local + line.principal for line in worked.lines) == net
    assert all(year.local >= 0 and year.principal >= 0 and year.from_precept >= 0 for year in worked.years)
    if leases:
        assert worked.local + worked.principal == net


@given(KEPT, LEASES, st.integers(1, 10**7))
def test_more_rent_moves_money_from_the_tenant_to_the_owner(kept, leases, more):
    before = Worked(kept, [*leases, LeaseBack(rent_pence=1, tenant="principal")], TODAY())
    after = Worked(kept, [*leases, LeaseBack(rent_pence=1 + more, tenant="principal")], TODAY())
    assert after.local == before.local - more
    assert after.principal == before.principal + more


def test_clerk_and_officer_read_the_same_on_page_file_and_paper(mover, client):
    Profile.objects.update_or_create(council=mover.local, defaults={"tax_base": Decimal(18000)})
    transfer = mover.transfer()
    mover.money(transfer, rises=Decimal(3), dowry=20_000_00)
    mover.lease(transfer)
    seen = []
    for who in (mover.clerk, mover.officer):
        sign_in(client, who)
        answer = page(client, transfer)
        file = list(csv.DictReader(StringIO(page(client, transfer, format="csv").getvalue().decode("utf-8-sig"))))
        seen.append((cells_of(answer, "shares"), cells_of(answer, "years"), cells_of(answer, "year"), file))
    assert seen[0] == seen[1]
    shares, years, year, file = seen[0]
    assert shares[-1] == ["Together", "£90,000.00", "£27,000.00", "£63,000.00"]
    assert year[-1] == ["Together", "£15,000.00", "£75,000.00"]  # the rent comes off what the town pays
    assert len(file) == len(years) - 1 == 10
    paper = transfer_paper(transfer, at=timezone.now()).money
    assert [list(row) for row in paper.shares] == [[row[0], *row[2:]] for row in shares[1:]]
    for line, row, printed in zip(years[1:], file, paper.years, strict=True):
        assert line[5] == money(int(row["from_precept_pence"])) == printed[1]
        assert line[1] == money(int(row["principal_pence"])) == printed[2]
    assert years[1][6] == "£0.39"  # £7,000 after the dowry, from 18,000 households


def test_a_dowry_alone_stands_on_the_page(mover, client):
    transfer = mover.transfer()
    actions.keep_transfer_money(transfer=transfer, facts={"dowry": 450_000_00}, by=mover.officer)
    sign_in(client, mover.clerk)
    text = page(client, transfer).content.decode()
    assert "£450,000.00" in text
    assert 'id="years"' not in text


def test_costs_without_a_rule_say_so(mover, client):
    transfer = mover.transfer()
    mover.money(transfer, percent=None)
    sign_in(client, mover.clerk)
    assert "Until one is entered nobody knows who pays them" in page(client, transfer).content.decode()


def test_what_is_published_everyone_reads(mover, client):
    transfer = published(mover)
    assert page(client, transfer).status_code == 200
    assert reverse("transfers:money", args=[transfer.reference]) in client.get(transfer.get_absolute_url()).text


def test_what_is_exempt_only_the_two_councils_read(mover, client):
    transfer = published(mover, is_exempt=True, note="Bid of a firm")
    mover.lease(transfer, space="Vault")
    stranger = person(Role.CLERK, Mover().local)
    path = reverse("transfers:money", args=[transfer.reference])
    for reader in (None, stranger):
        if reader:
            sign_in(client, reader)
        refused = 404 if reader else 302  # a visitor is asked to sign in
        assert page(client, transfer).status_code == page(client, transfer, format="csv").status_code == refused
        shown = client.get(transfer.get_absolute_url()).text
        found = client.get(reverse("portal:search"), {"q": "Vault"}).text if reader else ""
        assert path not in shown
        assert "Bid of a firm" not in shown + found
    for reader in (mover.officer, mover.clerk, UserFactory(is_staff=True, app=True)):
        sign_in(client, reader)
        assert "Bid of a firm" in page(client, transfer).text
        assert "Vault" in page(client, transfer).text
    assert transfer_paper(transfer, at=timezone.now()).has_exempt


def test_of_a_transfer_without_money_strangers_find_no_page(mover, client):
    transfer = actions.set_transfer_published(transfer=mover.transfer(), published=True, by=mover.officer)
    mover.lease(transfer)
    assert page(client, transfer).status_code == 302
    sign_in(client, person(Role.CLERK, Mover().local))
    assert page(client, transfer).status_code == 404
    sign_in(client, mover.clerk)
    assert "Nothing is entered yet" in page(client, transfer).text


def test_the_clerk_enters_it_and_adds_rooms(mover, client):
    transfer = mover.transfer()
    sign_in(client, mover.clerk)
    asked = {"staff": "60,000", "percent": "30", "baseline": "Eight cuts a year", "baseline_cost": "9,000",
             "baseline_by": "principal", "enhanced": "Four more", "enhanced_by": "local"}  # fmt: skip
    save(client, reverse("transfers:money-change", args=[transfer.reference]), asked)
    rooms = {"space": "Ground floor", "use": "Customer services", "tenant": "principal", "rent_pence": "12,000",
             "starts_on-day": "1", "starts_on-month": "4", "starts_on-year": "2026"}  # fmt: skip
    save(client, reverse("transfers:lease-back", args=[transfer.reference, "add"]), rooms)
    answer = page(client, transfer)
    assert cells_of(answer, "leases")[1][:4] == [
        "Ground floor", "Customer services", mover.principal.full_name, "£12,000.00",
    ]  # fmt: skip
    assert cells_of(answer, "standards")[1:] == [
        ["Standard", "Eight cuts a year", "£9,000.00", mover.principal.full_name],
        ["Beyond it", "Four more", "Not known", mover.local.full_name],
    ]
    lease = LeaseBack.objects.get()
    path = reverse("transfers:lease-back", args=[transfer.reference, lease.reference])
    save(client, path, {**rooms, "rent_pence": "9,000"})
    assert LeaseBack.objects.get().rent_pence == 9_000_00


def test_what_is_missing_or_impossible_is_said_at_the_field(mover, client):
    transfer = mover.transfer()
    sign_in(client, mover.officer)
    path = reverse("transfers:money-change", args=[transfer.reference])
    text = save(client, path, {"percent": "130", "enhanced_cost": "10"}).text
    assert BeautifulSoup(text, "lxml").select_one("[name=percent]")["value"] == "130"
    assert "Enter what it is" in text
    assert not TransferMoney.objects.exists()
    rooms = {"space": "Hall", "use": "Shows", "tenant": "local", "rent_pence": "1", "starts_on-day": "2",
             "starts_on-month": "4", "starts_on-year": "2026", "ends_on-day": "1", "ends_on-month": "4",
             "ends_on-year": "2026"}  # fmt: skip
    text = save(client, reverse("transfers:lease-back", args=[transfer.reference, "add"]), rooms).text
    assert "The last day lies before the first" in text


def test_rooms_of_another_transfer_are_not_found_here(mover, client):
    other = mover.lease(mover.transfer(title="Market"))
    sign_in(client, mover.clerk)
    path = reverse("transfers:lease-back", args=[mover.transfer().reference, other.reference])
    assert client.get(path).status_code == 404


def test_a_lease_that_is_over_pays_no_rent_any_more(mover, client):
    transfer, today = mover.transfer(), TODAY()
    mover.lease(transfer, starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    mover.lease(transfer, space="Cellar", ends_on=today)
    sign_in(client, mover.clerk)
    answer = page(client, transfer)
    assert [row[0] for row in cells_of(answer, "leases")[1:]] == ["Ground floor Over", "Cellar"]
    assert [row[0] for row in cells_of(answer, "year")[1:]] == ["Rent: Cellar", "Together"]


def test_who_is_of_neither_council_writes_nothing(mover):
    transfer = published(mover)
    lease = mover.lease(transfer)
    stranger = Mover().officer
    for refused, said in (
        (actions.keep_transfer_money, {"transfer": transfer, "facts": {}}),
        (actions.add_lease_back, {"transfer": transfer, "facts": {}}),
        (actions.change_lease_back, {"lease": lease, "facts": {}}),
    ):
        with pytest.raises(PermissionDenied):
            refused(by=stranger, **said)


def test_of_two_who_enter_it_the_second_is_told(mover):
    transfer = mover.transfer()
    seen = Seen({"staff": None}, {"staff": 5})
    mover.money(transfer)
    with pytest.raises(Refused):
        actions.keep_transfer_money(transfer=transfer, facts={"staff": 5}, seen=seen, by=mover.clerk)


def test_the_database_refuses_what_cannot_be(mover):
    kept, lease = mover.money(mover.transfer()), mover.lease(mover.transfer(title="Market"))
    for row, name, value in (
        (kept, "dowry", -1), (kept, "percent", 101), (kept, "enhanced_cost", 5), (lease, "rent_pence", -1),
        (lease, "ends_on", lease.starts_on - timedelta(days=1)),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{name: value})
