"""The yearly statement: shares to the penny by the agreed rule, frozen once issued, agreed or contested."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import Error, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.exceptions import Refused
from core.facts import cache
from core.formatting import money
from core.models import Job, OutgoingEmail
from core.roles import Role
from core.tasks import run_job
from partnerships.models import year_of
from tests.accounts.factories import person, sign_in
from tests.councils.factories import CouncilFactory
from tests.saving import opened, save
from tests.together import at_once, lost, won
from tests.transfers.factories import Mover
from transfers import actions
from transfers.costs import Rule
from transfers.models import LeaseBack, Transfer, TransferMoney, YearlyStatement
from transfers.stated import stated
from transfers.statement_paper import statement_paper
from transfers.yearly import YearWorked, planned_of, rents_of, rule_of
from transfers.years import YearSpan, ended

LAST = year_of(timezone.localdate()) - 1
PENCE = st.none() | st.integers(0, 10**10)
ACTUAL = st.fixed_dictionaries({name: PENCE for name in ("staff", "energy", "repairs", "insurance", "other", "income")})
RULES = st.builds(
    Rule, fixed=st.integers(0, 10**8), percent=st.decimals(0, 100, places=2), cap=st.none() | st.integers(0, 10**9)
)
DAYS = st.dates(date(2015, 4, 1), date(2035, 3, 31))


@pytest.fixture
def mover(db):
    return Mover()


@pytest.fixture
def hall(mover):
    """Live for the whole of the last financial year; 30 per cent of £90,000."""
    return mover.live_since(date(LAST - 1, 10, 1))


def page(client, transfer, year=LAST, **asked):
    return client.get(reverse("transfers:year", args=[transfer.reference, year]), asked)


def shares_of(answer):
    soup = BeautifulSoup(answer.content, "lxml")
    rows = soup.select("table[id^=shares-] tr")[1:]
    return [[" ".join(cell.stripped_strings) for cell in row.select("th, td")] for row in rows]


@given(ACTUAL, RULES)
def test_shares_add_up_and_nobody_pays_less_than_nothing(actual, rule):
    worked = YearWorked(actual, rule, [])
    spent = sum(actual[name] or 0 for name in actual if name != "income")
    assert worked.net == worked.local + worked.principal == (max(0, spent - (actual["income"] or 0)) if spent else 0)
    assert all(0 <= line.local <= line.cost for line in worked.lines)


@given(ACTUAL, RULES, st.integers(1, 10**9))
def test_a_dearer_year_lowers_nobodys_share(actual, rule, more):
    dearer = {**actual, "energy": (actual["energy"] or 0) + more}
    before, after = YearWorked(actual, rule, []), YearWorked(dearer, rule, [])
    assert after.local >= before.local
    assert after.net >= before.net


@given(DAYS, st.integers(0, 10**9), st.integers(1, 6))
def test_the_days_of_the_first_year_and_of_the_last_make_no_more_than_a_year(live_on, rent, years):
    first = YearSpan(year_of(live_on), live_on)
    assert first.begins <= first.first == live_on <= first.last
    assert 0 < first.part() <= 1
    later = YearSpan(year_of(live_on) + years, live_on)
    assert later.part() == 1
    lease = LeaseBack(space="A", use="B", tenant="principal", rent_pence=rent, starts_on=live_on)
    (paid,) = rents_of([lease], first)
    assert paid.local + paid.principal == 0
    assert 0 <= paid.principal <= rent
    assert rents_of([lease], later)[0].principal == rent
    kept = TransferMoney(staff=rent, percent=Decimal(30), fixed=rent)
    assert planned_of(kept, first) in (None, *range(rent + 1)) if rent < 2 else planned_of(kept, first) <= rent
    assert rule_of(kept, first).fixed <= rent == rule_of(kept, later).fixed


def test_years_that_are_over_and_live_alone_have_one(mover, hall):
    today = timezone.localdate()
    assert ended(hall, today) == [LAST, LAST - 1]
    for year in (LAST + 1, LAST - 2):
        with pytest.raises(Refused, match="is over"):
            mover.year(hall, year)
    assert ended(mover.transfer(title="Not live"), today) == []


def test_thirty_per_cent_of_what_it_cost_on_page_file_and_paper(mover, hall, client):
    mover.lease(hall, starts_on=date(LAST - 1, 10, 1))
    statement = mover.issued(hall, LAST, energy=31_415_93)
    seen = []
    for who in (mover.officer, mover.clerk):
        sign_in(client, who)
        file = csv.DictReader(StringIO(page(client, hall, format="csv").getvalue().decode("utf-8-sig")))
        seen.append((shares_of(page(client, hall)), list(file)))
    assert seen[0] == seen[1]
    shares, file = seen[0]
    assert shares[-1] == ["Costs together", "£96,415.93", "£28,924.78", "£67,491.15"]
    costs = [row for row in file if row["cost_pence"]]
    named = [
        [row["line"], *(money(int(row[f"{who}_pence"])) for who in ("cost", "local", "principal"))] for row in costs
    ]
    assert named == shares
    paper = statement_paper(stated(statement, TransferMoney.objects.get(), []), is_exempt=False, at=timezone.now())
    assert [list(row) for row in paper.lines] == shares
    assert paper.difference == "It cost £6,415.93 more."
    assert [int(row["principal_pence"]) for row in file if not row["cost_pence"]] == [12_000_00]
    assert paper.rents[-1] == ("Costs and rents together", "£16,924.78", "£79,491.15")


def test_what_was_issued_stays_whatever_is_agreed_later(mover, hall, client):
    statement = mover.issued(hall, LAST)
    mover.money(hall, percent=Decimal(50))
    sign_in(client, mover.clerk)
    assert shares_of(page(client, hall))[-1] == ["Costs together", "£90,000.00", "£27,000.00", "£63,000.00"]
    rows = YearlyStatement.objects.filter(pk=statement.pk)
    for changed in ({"staff": 1}, {"local_pence": 0}, {"percent": 1}, {"rents": [["A", 1]]}, {"issued_at": None}):
        with pytest.raises(Error, match="cannot be changed"), transaction.atomic():
            rows.update(**changed)


def test_a_mistake_is_put_right_by_another_with_its_reason(mover, hall, client):
    first = mover.issued(hall, LAST)
    with pytest.raises(Refused, match="why it replaces"):
        mover.issued(hall, LAST, repairs=20_000_00)
    second = mover.issued(hall, LAST, "A bill of March was missing", repairs=20_000_00)
    first.refresh_from_db()
    assert (first.is_replaced, second.in_force, second.replaces) == (True, True, first)
    sign_in(client, mover.clerk)
    text = page(client, hall).content.decode()
    assert "A bill of March was missing" in text
    assert "Replaced: issued" in text
    with pytest.raises(IntegrityError, match="one_statement_of_a_year_in_force"), transaction.atomic():
        YearlyStatement.objects.filter(pk=first.pk).update(in_force=True)


def test_shares_that_do_not_add_up_are_refused_by_the_database(mover, hall):
    draft = mover.year(hall, LAST)
    with pytest.raises(IntegrityError, match="shares_add_up"), transaction.atomic():
        YearlyStatement.objects.filter(pk=draft.pk).update(
            issued_at=timezone.now(), issued_by=mover.officer, local_pence=1, principal_pence=1
        )


def test_the_other_side_is_told_and_answers(mover, hall, client):
    statement = mover.issued(hall, LAST)
    mail = OutgoingEmail.objects.get(kind="transfers.statement")
    assert mail.to == mover.clerk.email
    assert "£27,000.00" in mail.text
    with pytest.raises(PermissionDenied):
        actions.answer_statement(statement=statement, agreed=True, by=mover.officer)
    sign_in(client, mover.clerk)
    address = reverse("transfers:year-answer", args=[hall.reference, LAST])
    assert "Say what is not right" in save(client, address, {"agreed": "False", "words": ""}).content.decode()
    save(client, address, {"agreed": "False", "words": "The lift was ours"})
    save(client, address, {"agreed": "False", "words": "The lift was ours"})
    statement.refresh_from_db()
    assert (statement.answer, statement.answer_words) == ("contested", "The lift was ours")
    told = OutgoingEmail.objects.filter(kind="transfers.statement", to=mover.officer.email)
    assert [("contested" in each.subject, "The lift was ours" in each.text) for each in told] == [(True, True)]
    save(client, address, {"agreed": "True", "words": ""})
    statement.refresh_from_db()
    assert statement.answer == "agreed"


def test_exempt_only_the_two_councils_read_it(mover, hall, client):
    mover.issued(hall, LAST, note="A secret of the lodge")
    actions.set_transfer_published(transfer=hall, published=True, by=mover.officer)
    assert "A secret of the lodge" in page(client, hall).content.decode()
    mover.money(hall, is_exempt=True)
    assert page(client, hall).status_code == 302
    stranger = person(Role.CLERK, CouncilFactory(parents=[mover.principal]))
    sign_in(client, stranger)
    assert page(client, hall).status_code == 404
    assert page(client, hall, format="csv").status_code == 404
    OutgoingEmail.objects.all().delete()
    mover.issued(hall, LAST, "Typed wrongly", staff=1)
    mail = OutgoingEmail.objects.get(kind="transfers.statement")
    assert "£" not in mail.text
    assert "Typed wrongly" not in mail.text


def test_drafts_are_read_by_the_two_councils_alone(mover, hall, client):
    mover.year(hall, LAST, note="Half a thought")
    actions.set_transfer_published(transfer=hall, published=True, by=mover.officer)
    assert "Half a thought" not in page(client, hall).content.decode()
    sign_in(client, mover.clerk)
    assert "Half a thought" in page(client, hall).content.decode()


def test_without_a_rule_or_a_cost_nothing_is_issued(mover, hall):
    with pytest.raises(Refused, match="what the year cost first"):
        actions.issue_statement(transfer=hall, year=LAST, by=mover.officer)
    mover.year(hall, LAST, staff=None, energy=None, repairs=None)
    with pytest.raises(Refused, match="at least one cost"):
        actions.issue_statement(transfer=hall, year=LAST, by=mover.officer)
    mover.money(hall, percent=None)
    with pytest.raises(Refused, match="by which rule"):
        actions.issue_statement(transfer=hall, year=LAST, by=mover.officer)


def test_it_is_asked_for_at_home_until_it_is_there(mover, hall, client):
    sign_in(client, mover.officer)
    cache.clear()
    assert f"Write the statement of {YearSpan(LAST, hall.live_on).words}" in client.get("/").content.decode()
    mover.issued(hall, LAST)
    cache.clear()
    assert "Write the statement" not in client.get("/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_issue_it_at_once_and_one_does():
    mover = Mover()
    transfer = mover.live_since(date(LAST - 1, 10, 1))
    mover.year(transfer, LAST)
    issue = lambda by: lambda: actions.issue_statement(transfer=transfer, year=LAST, by=by)  # noqa: E731
    outcomes = at_once(Transfer.objects.filter(pk=transfer.pk), issue(mover.officer), issue(mover.clerk))
    assert won(outcomes).in_force
    assert isinstance(lost(outcomes), Refused)


def test_a_year_is_typed_kept_and_issued(mover, hall, client):
    sign_in(client, mover.officer)
    address = reverse("transfers:year-change", args=[hall.reference, LAST])
    assert "Enter an amount" in save(client, address, {"staff": "lots", "energy": "1,000"}).content.decode()
    save(client, address, {"staff": "10,000", "energy": "1,000.50", "note": "Mild winter"})
    text = page(client, hall).content.decode()
    assert "£3,300.15" in text
    assert "Mild winter" in text
    issue = reverse("transfers:year-issue", args=[hall.reference, LAST])
    shown = client.get(issue).content.decode()
    assert "£3,300.15" in shown
    seen = opened(client, issue)
    mover.year(hall, LAST, staff=20_000_00)
    assert "as it is now" in client.post(issue, seen).content.decode()
    assert not YearlyStatement.objects.get().in_force
    client.post(issue, opened(client, issue))
    assert YearlyStatement.objects.get().in_force
    job_page = client.post(reverse("transfers:year-pdf", args=[hall.reference, LAST])).url
    assert client.get(job_page).status_code == 200
    job = Job.objects.get()
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.files.get().filename[:10]) == ("done", "statement-")
    for year in (1, 1999, LAST + 1, 10**9):
        assert page(client, hall, year).status_code == 404
