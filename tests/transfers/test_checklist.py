"""The legal checklist: evidence or a reason on every line, and a disposal below the value held back."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.exceptions import Refused
from tests.accounts.factories import sign_in
from tests.saving import save
from tests.transfers.factories import FACTS_OF_TRANSFER, Mover
from transfers import actions
from transfers.checklist import CHECKLIST, MOST_UNDER_VALUE, Disposal
from transfers.models import Transfer, TransferTask

PENCE = st.integers(0, 10**12)
LAND = {"valuation", "price", "open_space"}


@pytest.fixture
def mover(db):
    return Mover()


def task_of(transfer, code):
    return TransferTask.objects.select_related("transfer", "requirement").get(transfer=transfer, code=code)


def at_decision(mover, **price):
    """Worth £2,500,000, with everything else of the decision answered."""
    transfer = mover.bring_to(mover.transfer(), "decision")
    mover.complete(transfer)
    mover.answer(task_of(transfer, "valuation"), amount_pence=2_500_000_00)
    mover.answer(task_of(transfer, "price"), **price)
    return transfer


@pytest.mark.parametrize(
    ("moves", "tenure", "asked"),
    [
        ("asset", "freehold", True),
        ("both", "leasehold", True),
        ("service", "freehold", False),
        ("asset", "management", False),
        ("both", "licence", False),
    ],
)
def test_value_price_and_open_space_are_asked_where_land_is_disposed_of(mover, moves, tenure, asked):
    codes = set(mover.transfer(moves=moves, tenure=tenure).tasks.values_list("code", flat=True))
    assert codes & LAND == (LAND if asked else set())
    assert {question.code for question in CHECKLIST} - LAND <= codes


def test_a_decision_names_its_power(mover, client):
    transfer = mover.bring_to(mover.transfer(), "decision")
    sign_in(client, mover.clerk)
    address = reverse("transfers:task", args=[transfer.reference, "decided_local"])
    typed = {"words": "Full council", "reference": "41/7", "url": "", "exempt": "", "complete": "True", "power": "",
             "on-day": "2", "on-month": "3", "on-year": "2026"}  # fmt: skip
    assert "Enter this before the answer is complete" in save(client, address, typed).content.decode()
    assert "Select an answer" in save(client, address, {**typed, "power": "magic"}).content.decode()
    save(client, address, {**typed, "power": "competence"})
    assert task_of(transfer, "decided_local").power == "competence"
    assert "General power of competence" in client.get(transfer.get_absolute_url()).content.decode()


def test_each_line_has_evidence_or_a_reason(mover):
    transfer = mover.bring_to(mover.transfer(), "decision")
    for question in CHECKLIST:
        if "is_so" in question.parts and question.stage == "decision":
            with pytest.raises(Refused, match="Enter this"):
                mover.answer(task_of(transfer, question.code), words="")
            with pytest.raises(Refused, match="Enter this"):
                mover.answer(task_of(transfer, question.code), is_so=None)
            mover.answer(task_of(transfer, question.code), is_so=False, words="Nothing of the kind is near it.")


def test_below_the_value_nothing_goes_on_without_a_case(mover):
    transfer = at_decision(mover, amount_pence=2_499_999_99, words="", reference="")
    with pytest.raises(Refused, match=r"£0\.01 below the value: say"):
        actions.move_on(transfer=transfer, by=mover.officer)
    mover.answer(task_of(transfer, "price"), amount_pence=500_000_00, words="A library stays.", reference="")
    assert actions.move_on(transfer=transfer, by=mover.officer).stage == "contract"


def test_more_than_two_million_below_needs_a_consent(mover, client):
    transfer = at_decision(mover, amount_pence=499_999_99, words="A library stays.", reference="")
    with pytest.raises(Refused, match=r"£2,000,000\.01 below the value, more than £2 million"):
        actions.move_on(transfer=transfer, by=mover.officer)
    sign_in(client, mover.officer)
    page = client.get(transfer.get_absolute_url()).content.decode()
    assert "name the consent" in page
    assert "Go on to the next stage" not in page
    mover.answer(task_of(transfer, "price"), amount_pence=499_999_99, words="A library stays.", reference="SoS 4/26")
    assert actions.move_on(transfer=transfer, by=mover.officer).stage == "contract"


def test_the_price_asked_its_value_needs_neither(mover):
    transfer = at_decision(mover, amount_pence=2_500_000_00, words="", reference="")
    assert actions.move_on(transfer=transfer, by=mover.officer).stage == "contract"


def test_a_reorganised_council_needs_a_consent_before_it_is_live(mover):
    transfer = mover.bring_to(mover.transfer(), "contract")
    mover.complete(transfer)
    mover.answer(task_of(transfer, "reorganisation"), is_so=True, reference="")
    days = {"live_on": transfer.stage_since, "review_on": transfer.stage_since.replace(year=2040)}
    with pytest.raises(Refused, match="name the consent of the one that follows"):
        actions.go_live(transfer=transfer, by=mover.officer, **days)
    mover.answer(task_of(transfer, "reorganisation"), is_so=False, reference="")
    assert actions.go_live(transfer=transfer, by=mover.officer, **days).stage == "live"


def test_what_becomes_a_disposal_later_goes_back_to_the_decision(mover):
    transfer = mover.bring_to(mover.transfer(tenure="management"), "contract")
    assert not transfer.tasks.filter(code__in=LAND).exists()
    facts = {**FACTS_OF_TRANSFER, "tenure": "freehold"}
    actions.describe_transfer(transfer=transfer, facts=facts, by=mover.officer)
    transfer = Transfer.objects.get(pk=transfer.pk)
    assert transfer.stage == "decision"
    with pytest.raises(Refused, match="What is it worth"):
        actions.move_on(transfer=transfer, by=mover.officer)


def test_the_list_stands_on_the_page_and_what_is_exempt_does_not(mover, client):
    transfer = at_decision(mover, amount_pence=2_400_000_00, words="Secret case", exempt="commercial")
    actions.set_transfer_published(transfer=transfer, published=True, by=mover.officer)

    def page():
        return BeautifulSoup(client.get(transfer.get_absolute_url()).content, "lxml")

    public = page()
    assert "What is it worth?" in public.find(id="checklist").get_text()
    assert "Price below the value" not in public.get_text()
    assert "Secret case" not in public.get_text()
    sign_in(client, mover.clerk)
    assert "£100,000.00" in page().get_text()


@given(PENCE, PENCE, PENCE)
def test_a_higher_price_never_raises_the_undervalue(value, price, more):
    before, after = Disposal(value, price), Disposal(value, price + more)
    assert 0 <= after.undervalue <= before.undervalue <= value
    assert before.undervalue == 0 or before.undervalue + price == value
    assert before.needs_case == (price < value)
    assert before.needs_consent == (value - price > MOST_UNDER_VALUE)
