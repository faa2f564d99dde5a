"""A transfer goes from stage to stage, asks both sides, and shows the public only what it may read."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import Refused
from core.facts import cache
from core.models import Job
from core.roles import Role
from core.tasks import run_job
from tests.accounts.factories import person, sign_in
from tests.councils.factories import CouncilFactory
from tests.saving import save
from tests.transfers.factories import FACTS_OF_TRANSFER, Mover
from transfers import actions
from transfers.models import Transfer, TransferTask
from transfers.paper import transfer_paper
from transfers.programmes import programme_of
from transfers.stages import PATH, Stage

TODAY = timezone.localdate


@pytest.fixture
def mover(db):
    return Mover()


def task_of(transfer, code):
    return TransferTask.objects.select_related("transfer", "requirement").get(transfer=transfer, code=code)


def page_of(client, transfer):
    return client.get(transfer.get_absolute_url()).content.decode()


def ask_for(mover, **changed):
    facts = {"title": "Residents gain", "question": "", "stage": "criteria", "side": "local", "from_pence": None}
    return actions.add_requirement(principal=mover.principal, facts={**facts, **changed}, by=mover.officer)


def test_it_goes_from_the_first_idea_to_the_review_and_back(mover):
    transfer = mover.transfer()
    assert [transfer.stage] == [Stage.IDENTIFIED]
    transfer = mover.bring_to(transfer, "live")
    assert transfer.live_on == TODAY()
    transfer = actions.begin_review(transfer=transfer, by=mover.officer)
    with pytest.raises(Refused, match="How does it go"):
        actions.carry_on(transfer=transfer, review_on=TODAY() + timezone.timedelta(days=365), by=mover.officer)
    mover.complete(transfer)
    transfer = actions.carry_on(transfer=transfer, review_on=TODAY() + timezone.timedelta(days=365), by=mover.officer)
    assert transfer.stage == Stage.LIVE
    transfer = actions.give_back(transfer=transfer, over_on=TODAY(), because="The roof", by=mover.officer)
    assert (transfer.stage, transfer.over_because) == (Stage.RETURNED, "The roof")


@pytest.mark.parametrize("stage", PATH)
def test_no_stage_is_left_while_something_is_missing(mover, stage):
    ask_for(mover)
    transfer = mover.bring_to(mover.transfer(), stage)
    mover.responsibilities(transfer)
    last = transfer.tasks.of_stage(stage).whole().last()
    for task in transfer.tasks.of_stage(stage).exclude(pk=last.pk).whole():
        mover.answer(task)
    step, days = actions.move_on, {}
    if stage == Stage.CONTRACT:
        step, days = actions.go_live, {"live_on": TODAY(), "review_on": TODAY() + timezone.timedelta(days=365)}
    with pytest.raises(Refused, match="One thing is missing"):
        step(transfer=transfer, by=mover.officer, **days)


def test_a_criterion_that_is_not_met_stops_it(mover):
    asked = ask_for(mover)
    transfer = mover.bring_to(mover.transfer(), "criteria")
    task = task_of(transfer, f"own-{asked.pk}")
    mover.answer(task, is_so=False)
    with pytest.raises(Refused, match="not met"):
        actions.move_on(transfer=transfer, by=mover.officer)
    mover.answer(task, is_so=True)
    assert actions.move_on(transfer=transfer, by=mover.officer).stage == Stage.PLAN


@pytest.mark.parametrize(
    ("worth", "asked"), [(None, 0), (14_999_99, 0), (15_000_00, 1), (99_999_99, 1), (100_000_00, 2)]
)
def test_from_a_value_on_more_is_asked(mover, worth, asked):
    ask_for(mover, title="Business case", stage="plan", from_pence=15_000_00)
    ask_for(mover, title="Cabinet", stage="decision", side="principal", from_pence=100_000_00)
    transfer = mover.transfer(value_pence=worth)
    assert transfer.tasks.filter(requirement__isnull=False).count() == asked
    actions.describe_transfer(
        transfer=transfer, facts={**FACTS_OF_TRANSFER, "value_pence": 100_000_00}, by=mover.officer
    )
    assert transfer.tasks.filter(requirement__isnull=False).count() == 2
    actions.describe_transfer(transfer=transfer, facts=FACTS_OF_TRANSFER, by=mover.officer)
    assert not transfer.tasks.filter(requirement__isnull=False).exists()


def test_what_was_answered_stays_when_it_is_asked_no_more(mover):
    asked = ask_for(mover, stage="plan")
    transfer = mover.transfer()
    mover.answer(task_of(transfer, f"own-{asked.pk}"), complete=False)
    actions.end_requirement(requirement=asked, by=mover.officer)
    actions.describe_transfer(transfer=transfer, facts=FACTS_OF_TRANSFER, by=mover.officer)
    assert task_of(transfer, f"own-{asked.pk}").words == "As agreed."
    assert not mover.transfer(title="Another").tasks.filter(requirement=asked).exists()


def test_what_is_sent_back_is_said_at_the_question_and_takes_the_transfer_back(mover, client):
    transfer = mover.bring_to(mover.transfer(), "plan")
    better = task_of(transfer, "better")
    with pytest.raises(Refused, match="gone on"):
        mover.answer(better, words="Otherwise")
    actions.send_back(task=better, comment="Which opening hours?", by=mover.officer)
    transfer.refresh_from_db()
    assert transfer.stage == Stage.INTEREST
    sign_in(client, mover.clerk)
    address = reverse("transfers:task", args=[transfer.reference, "better"])
    assert "Which opening hours?" in client.get(address).content.decode()
    assert "Which opening hours?" in page_of(client, transfer)
    assert "Sent back" in client.get("/").content.decode()
    mover.answer(better, words="Evenings, too")
    assert "Which opening hours?" not in page_of(client, transfer)
    assert mover.bring_to(transfer, "plan").stage == Stage.PLAN


def test_an_answer_is_kept_as_far_as_it_goes(mover, client):
    transfer = mover.bring_to(mover.transfer(), "interest")
    sign_in(client, mover.clerk)
    address = reverse("transfers:task", args=[transfer.reference, "resolution"])
    typed = {"reference": "7/26", "on-day": "", "on-month": "", "on-year": "", "exempt": "", "complete": "True"}
    refused = save(client, address, typed).content.decode()
    assert "Enter this before the answer is complete" in refused
    assert "7/26" in refused
    assert not task_of(transfer, "resolution").reference
    save(client, address, {**typed, "complete": "False"})
    kept = task_of(transfer, "resolution")
    assert (kept.reference, kept.state) == ("7/26", "saved")
    assert "7/26" in client.get(address).content.decode()


@pytest.mark.parametrize("code", ["better", "saving"])
def test_each_side_answers_its_own_and_officers_what_they_were_told(mover, code):
    transfer = mover.transfer()
    task = task_of(transfer, code)
    stranger, colleague = (
        person(Role.CLERK, CouncilFactory(parents=[mover.principal])),
        person(Role.COUNCILLOR, mover.local),
    )
    for who in (stranger, colleague, *([mover.clerk] if code == "saving" else [])):
        with pytest.raises(PermissionDenied):
            mover.answer(task, by=who)
    mover.answer(task, by=mover.officer)
    sends = mover.officer if code == "better" else mover.clerk
    with pytest.raises(PermissionDenied):
        actions.send_back(task=task, comment="No", by=mover.clerk if code == "better" else mover.officer)
    assert actions.send_back(task=task, comment="No", by=sends).state == "sent_back"


def test_the_public_reads_what_is_complete_published_and_not_exempt(mover, client):
    transfer = mover.bring_to(mover.transfer(), "interest")
    mover.answer(task_of(transfer, "better"), words="Open in the evening")
    mover.answer(task_of(transfer, "principle"), words="Ms Somebody would leave", exempt="personal")
    mover.answer(task_of(transfer, "resolution"), reference="half a thought", complete=False)
    assert client.get(transfer.get_absolute_url()).status_code == 302
    actions.set_transfer_published(transfer=transfer, published=True, by=mover.officer)
    address = transfer.get_absolute_url()
    exported = client.get(address, {"format": "csv"}).getvalue().decode()
    for shown in (page_of(client, transfer), exported):
        assert "Open in the evening" in shown
        assert "Ms Somebody" not in shown
        assert "half a thought" not in shown
    for words in ("Somebody", "hall"):
        assert "Ms Somebody" not in client.get("/search/", {"q": words}).content.decode()
    assert "Town hall" in client.get("/search/", {"q": "town hall"}).content.decode()
    sign_in(client, mover.clerk)
    assert "Ms Somebody" in page_of(client, transfer)
    actions.set_transfer_published(transfer=transfer, published=False, by=mover.officer)
    client.logout()
    assert client.get(address).status_code == 302


def test_page_paper_and_file_say_the_same_to_both_sides(mover, client):
    transfer = mover.bring_to(mover.transfer(value_pence=450_000_00), "plan")
    mover.answer(task_of(transfer, "forecast"), amount_pence=31_415_92, exempt="commercial")
    paper = transfer_paper(Transfer.objects.get(pk=transfer.pk), at=timezone.now())
    assert paper.has_exempt
    assert "£31,415.92" in str(paper.stages)
    for who in (mover.officer, mover.clerk):
        sign_in(client, who)
        page = page_of(client, transfer)
        assert "£31,415.92" in page
        assert "£450,000" in page
        exported = client.get(transfer.get_absolute_url(), {"format": "csv"}).getvalue().decode("utf-8-sig")
        rows = [row for row in csv.DictReader(io.StringIO(exported)) if row["question"]]
        assert [row["amount_pence"] for row in rows if row["amount_pence"]] == ["3141592"]
        assert {row["question"] for row in rows} == {answer.title for stage in paper.stages for answer in stage.answers}


def test_the_pdf_is_made_for_the_two_councils_alone(mover, client):
    transfer = mover.transfer()
    actions.set_transfer_published(transfer=transfer, published=True, by=mover.officer)
    sign_in(client, person(Role.CLERK, CouncilFactory(parents=[mover.principal])))
    assert client.post(reverse("transfers:paper", args=[transfer.reference])).status_code == 403
    sign_in(client, mover.clerk)
    address = client.post(reverse("transfers:paper", args=[transfer.reference])).url
    assert client.get(address).status_code == 200
    job = Job.objects.get()
    run_job(job.pk)
    job = Job.objects.get(pk=job.pk)
    assert (job.status, job.files.get().filename[:9]) == ("done", "transfer-")


def test_one_asset_moves_in_one_transfer_at_a_time(mover):
    asset = mover.offered()
    first = mover.transfer(asset=asset)
    with pytest.raises(Refused, match="already"):
        mover.transfer(asset=asset)
    with pytest.raises(IntegrityError, match="asset_moves_in_one"), transaction.atomic():
        Transfer.objects.filter(pk=mover.transfer(title="Another").pk).update(asset=asset)
    actions.stop_transfer(transfer=first, because="Too dear", by=mover.officer)
    second = mover.transfer(asset=asset)
    with pytest.raises(Refused, match="already"):
        actions.take_up(transfer=first, by=mover.officer)
    actions.stop_transfer(transfer=second, because="Too dear", by=mover.officer)
    assert actions.take_up(transfer=first, by=mover.officer).stage == Stage.IDENTIFIED


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"title": ""}, "transfer_says_what"),
        ({"value_pence": -1}, "transfer_value_is_possible"),
        ({"stage": "live"}, "live_transfer_has_its_days"),
        ({"stage": "stopped"}, "transfer_is_over_with_a_reason"),
        ({"stage": "returned", "over_on": "2026-01-01", "over_because": "A"}, "returned_transfer_was_live"),
    ],
)
def test_the_database_refuses_impossible_transfers(mover, changed, name):
    transfer = mover.transfer()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Transfer.objects.filter(pk=transfer.pk).update(**changed)


def test_a_clerk_begins_one_from_what_is_open_and_finds_it_at_home(mover, client):
    asset = mover.offered(name="Paddling pool", local_council=mover.local)
    sign_in(client, mover.clerk)
    address = f"{reverse('transfers:begin')}?asset={asset.reference}"
    assert "Paddling pool" in client.get(address).content.decode()
    typed = {"local": mover.local.pk, "title": "Paddling pool", "summary": "The pool", "moves": "asset",
             "tenure": "leasehold", "trigger": "closure"}  # fmt: skip
    transfer = Transfer.objects.get(reference=client.post(address, typed).url.split("/")[-2])
    assert (transfer.asset, transfer.local, transfer.created_by) == (asset, mover.local, mover.clerk)
    cache.clear()
    sign_in(client, mover.officer)
    assert "Answer 1 question about the transfer: Paddling pool" in client.get("/").content.decode()


def test_days_must_make_sense(mover, client):
    transfer = mover.bring_to(mover.transfer(), "contract")
    mover.complete(transfer)
    tomorrow, today = TODAY() + timezone.timedelta(days=1), TODAY()
    with pytest.raises(Refused, match="after the first day"):
        actions.go_live(transfer=transfer, live_on=today, review_on=today, by=mover.officer)
    with pytest.raises(Refused, match="on the day itself"):
        actions.go_live(transfer=transfer, live_on=tomorrow, review_on=tomorrow + timezone.timedelta(days=9),
                        by=mover.officer)  # fmt: skip
    transfer = actions.go_live(transfer=transfer, live_on=today, review_on=tomorrow, by=mover.officer)
    with pytest.raises(Refused, match="before it was live"):
        actions.give_back(transfer=transfer, over_on=today - timezone.timedelta(days=1), because="A", by=mover.officer)


def test_what_belongs_together_stands_in_order_with_consultation_and_precept(mover, client):
    first = mover.bring_to(mover.transfer(title="Library"), "contract")
    second = mover.transfer(title="Gallery", follows=first)
    third = mover.transfer(title="Outreach", follows=second)
    mover.transfer(title="Toilets")
    stages = programme_of(second, mover.clerk)
    assert [stage.transfer for stage in stages] == [first, second, third]
    assert [(stage.consulted, stage.precept_pence, stage.decided_on) for stage in stages] == [
        ("12/26", 100_00, TODAY()), ("", None, None), ("", None, None),
    ]  # fmt: skip
    assert programme_of(first, person(Role.CLERK, CouncilFactory())) == []
    actions.send_back(task=task_of(first, "precept"), comment="For which year?", by=mover.officer)
    assert programme_of(second, mover.clerk)[0].precept_pence is None
    sign_in(client, mover.clerk)
    table = BeautifulSoup(client.get(second.get_absolute_url()).content, "lxml").find(id="programme").get_text()
    assert "Toilets" not in table
    assert all(name in table for name in ("Library", "Gallery", "Outreach"))


def test_what_grew_from_an_offer_stands_there_as_live(mover):
    offer = mover.published()
    transfer = mover.bring_to(mover.transfer(offer=offer, moves="service"), "live")
    interest = offer.interests.get()
    assert (interest.council, interest.state, interest.since_on) == (mover.local, "live", transfer.live_on)


def test_what_is_live_is_no_longer_open_for_transfer(mover):
    asset = mover.offered()
    mover.bring_to(mover.transfer(asset=asset), "live")
    asset.refresh_from_db()
    assert not asset.is_offered


@pytest.mark.parametrize("name", ["asset", "offer", "follows"])
def test_what_is_somebody_elses_is_left_out_of_a_beginning(mover, client, name):
    stranger = Mover()
    theirs = {"asset": stranger.offered, "offer": stranger.published, "follows": stranger.transfer}[name]()
    sign_in(client, mover.clerk)
    page = client.get(reverse("transfers:begin"), {name: theirs.reference}).content.decode()
    assert mover.principal.full_name in page
    with pytest.raises(Refused, match="Choose"):
        mover.transfer(**{name: theirs})


def test_a_clerk_without_a_principal_is_told_so(client, db):
    sign_in(client, person(Role.CLERK, CouncilFactory(parents=[])))
    assert "no principal council" in client.get(reverse("transfers:begin")).content.decode()
