"""Who does what: a gap or an overlap is refused unless it is stated, by the form, the action and the database."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.exceptions import Refused
from core.locking import Seen
from core.roles import Role
from tests.accounts.factories import person, sign_in
from tests.councils.factories import CouncilFactory
from tests.saving import save
from tests.transfers.factories import Mover
from transfers import actions
from transfers.models import Responsibility, Transfer
from transfers.models.responsibilities import Function
from transfers.paper import transfer_paper
from transfers.responsibilities import OWN_LINES, PARTIES, facts_of_lines, functions_of, lines_of, unsettled

SOME = st.lists(st.sampled_from(PARTIES), unique=True).map(lambda found: [p for p in PARTIES if p in found])


@pytest.fixture
def mover(db):
    return Mover()


def address_of(transfer):
    return reverse("transfers:responsibilities", args=[transfer.reference])


def table_of(client, transfer):
    soup = BeautifulSoup(client.get(transfer.get_absolute_url()).content, "lxml")
    found = soup.find(id="responsibilities")
    return found and [[" ".join(cell.stripped_strings) for cell in row.select("th, td")] for row in found("tr")]


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"events": ["principal", "local"]}, "More than one"),
        ({"events": ["other"]}, "other body"),
        ({"own1": ["local"]}, "what has to be done"),
        ({"own1_name": "Memorial trees"}, "why nobody"),
        ({"own1_name": "Trees", "own1": ["local"], "own2_name": "trees", "own2": ["local"]}, "twice"),
    ],
)
def test_a_gap_or_an_overlap_is_refused_unless_stated(mover, said, match):
    transfer = mover.transfer()
    with pytest.raises(Refused, match=match):
        mover.responsibilities(transfer, **said)
    assert not Responsibility.objects.exists()


def test_stated_it_is_kept(mover):
    transfer = mover.transfer()
    mover.responsibilities(
        transfer, events=["principal", "local"], events_words="By turns", staff=[], staff_words="Nobody is employed",
        cleaning=["other"], cleaning_words="A firm", own1_name="Memorial trees", own1=["local"],
    )  # fmt: skip
    kept = actions.responsibilities_of(transfer)
    assert (kept["events"], kept["staff"], kept["staff_words"]) == (["principal", "local"], [], "Nobody is employed")
    assert (kept["own1_name"], kept["own1"]) == ("Memorial trees", ["local"])
    assert unsettled(transfer) == []


def test_the_plan_is_not_left_before_everything_has_somebody(mover, client):
    transfer = mover.bring_to(mover.transfer(), "plan")
    for task in transfer.tasks.of_stage("plan").whole():
        mover.answer(task)
    with pytest.raises(Refused, match="not settled for: Ownership, Roof"):
        actions.move_on(transfer=transfer, by=mover.officer)
    mover.responsibilities(transfer, insurance=[])
    sign_in(client, mover.officer)
    page = client.get(transfer.get_absolute_url()).content.decode()
    assert "not settled for: Insurance" in page
    assert "Go on to the next stage" not in page
    mover.responsibilities(transfer, insurance=["local"])
    assert actions.move_on(transfer=transfer, by=mover.officer).stage == "consultation"


def test_a_service_has_no_roof(mover):
    service, building = mover.transfer(moves="service"), mover.transfer(title="Hall")
    assert set(functions_of(building)) - set(functions_of(service)) == {Function.STRUCTURE}


def test_a_clerk_fills_it_in_and_what_was_typed_stays(mover, client):
    transfer = mover.transfer()
    sign_in(client, mover.clerk)
    refused = save(client, address_of(transfer), {"events": ["principal", "local"], "cleaning": ["local"]})
    soup = BeautifulSoup(refused.content, "lxml")
    assert "More than one is named" in soup.select_one(".govuk-error-summary").get_text()
    assert soup.select_one("input[name=cleaning][value=local]").has_attr("checked")
    save(client, address_of(transfer), {"events": ["local", "principal"], "events_words": "By turns"})
    rows = table_of(client, transfer)
    both = f"{mover.principal.full_name} and {mover.local.full_name}"
    assert rows[1] == ["Events", both, "By turns"]


def test_who_saves_second_is_told(mover, client):
    transfer = mover.transfer()
    seen = Seen(actions.responsibilities_of(transfer), {})
    mover.responsibilities(transfer, cleaning=["local"])
    with pytest.raises(Refused):
        actions.keep_responsibilities(transfer=transfer, facts={"cleaning": ["principal"]}, seen=seen, by=mover.clerk)


def test_only_the_two_sides_write_it(mover):
    transfer = mover.transfer()
    stranger = person(Role.CLERK, CouncilFactory(parents=[mover.principal]))
    with pytest.raises(PermissionDenied):
        actions.keep_responsibilities(transfer=transfer, facts={}, by=stranger)


def test_exempt_only_the_two_councils_read_it(mover, client):
    transfer = mover.transfer()
    mover.responsibilities(transfer, staff_words="Ms Somebody of the lodge")
    actions.set_transfer_published(transfer=transfer, published=True, by=mover.officer)
    assert "Ms Somebody" in str(table_of(client, transfer))
    mover.responsibilities(transfer, staff_words="Ms Somebody of the lodge", is_exempt=True)
    for answer in (client.get(transfer.get_absolute_url()), client.get("/search/", {"q": "Somebody"})):
        assert "Ms Somebody" not in answer.content.decode()
    paper = transfer_paper(Transfer.objects.get(pk=transfer.pk), at=timezone.now())
    assert paper.has_exempt
    assert ("Employing staff", mover.principal.full_name, "Ms Somebody of the lodge") in paper.duties.rows
    sign_in(client, mover.clerk)
    assert "Ms Somebody" in str(table_of(client, transfer))


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"by_local": True}, "gap_or_overlap_is_stated"),
        ({"by_principal": False}, "gap_or_overlap_is_stated"),
        ({"function": "own"}, "own_function_has_a_name"),
    ],
)
def test_the_database_refuses_what_nobody_stated(mover, changed, name):
    matrix = mover.responsibilities(mover.transfer())
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        matrix.lines.filter(function="insurance").update(**changed)


@given(
    st.dictionaries(st.sampled_from([f.value for f in Function if f != "own"]), st.tuples(SOME, st.text(max_size=9)))
)
def test_what_is_said_comes_back_as_it_was(said):
    transfer = Transfer(moves="both")
    empty = facts_of_lines(transfer, [])
    facts = {**empty, **{name: who for name, (who, _words) in said.items()},
             **{f"{name}_words": words for name, (_who, words) in said.items()}}  # fmt: skip
    lines = [line for _name, line in lines_of(transfer, facts)]
    assert facts_of_lines(transfer, lines) == facts
    assert len(lines) == sum(bool(who or words) for who, words in said.values())
    assert all(facts[f"{name}_name"] == "" for name in OWN_LINES)
