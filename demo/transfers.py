"""Transfers in the demonstration: what the guides tell of Wyre Forest and Falmouth, taken as far as each story goes."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from demo import clock, people
from demo.places import council_of
from demo.roles import fixture
from transfers import actions
from transfers.models import Asset, Requirement, Transfer
from transfers.models.money import PERCENTS
from transfers.models.statements import COSTS
from transfers.responsibilities import PARTIES
from transfers.stages import PATH, RUNNING, Side, Stage
from transfers.years import ended

DESCRIBED = ("title", "moves", "tenure", "trigger", "summary", "next_ambition")
EMPTY = {"words": "", "reference": "", "url": "", "power": ""}
SETTLING = 5  # days ago: when what is not live yet was last worked on


def move_assets():
    """What principals ask, and every transfer of the fixtures that is not there yet."""
    told = fixture("transfers")
    for story in told["requirements"]:
        principal = council_of(story["principal"])
        if not Requirement.objects.filter(principal=principal, title=story["title"]).exists():
            facts = {"from_pence": 0, **{name: story[name] for name in story if name not in ("principal", "by")}}
            actions.add_requirement(principal=principal, facts=facts, by=people.named(story["by"]))
    for story in told["transfers"]:
        principal, local = council_of(story["principal"]), council_of(story["local"])
        if not Transfer.objects.filter(principal=principal, local=local, title=story["title"]).exists():
            move(story, principal, local)


@transaction.atomic
def move(story, principal, local):
    """Begun when it was begun, then answered and taken on to the stage of the story."""
    officer, today = people.named(story["by"]), timezone.localdate()
    clerk = people.named(story["clerk"]) if story["clerk"] else officer
    with clock.set_back(story["begun_ago"]):
        facts = {name: story.get(name, "") for name in DESCRIBED}
        facts |= {"value_pence": story.get("value_pence"), "lead": officer.current_memberships[0],
                  "asset": Asset.objects.filter(principal=principal, code=story.get("asset")).first(),
                  "follows": Transfer.objects.filter(local=local, title=story.get("follows")).first()}  # fmt: skip
        transfer = actions.begin_transfer(principal=principal, local=local, facts=facts, by=officer)
    ends = (*PATH, *RUNNING).index(story["stage"])
    with clock.set_back(story.get("live_ago", SETTLING)):
        for number, stage in enumerate(PATH):
            if number <= ends:
                answer(story, transfer, stage, today=today, officer=officer, clerk=clerk)
            if stage == Stage.PLAN and "responsibilities" in story:
                settle(story, transfer, by=clerk)
            if number < min(ends, len(PATH) - 1):
                transfer = actions.move_on(transfer=transfer, by=officer)
        if story["stage"] == "live":
            days = {"live_on": timezone.localdate(), "review_on": today + timedelta(days=story["review_in"])}
            transfer = actions.go_live(transfer=transfer, by=officer, **days)
        if story["published"]:
            actions.set_transfer_published(transfer=transfer, published=True, by=officer)
        pay(story, transfer, officer)
    follow(story, transfer, officer=officer, clerk=clerk)


def follow(story, transfer, *, officer, clerk):
    """What became of it since: statements of years, an answer that was sent back."""
    for said in story.get("statements", []):
        state(said, transfer, officer=officer, clerk=clerk)
    if "sent_back" in story:
        back = story["sent_back"]
        actions.send_back(task=transfer.tasks.get(code=back["code"]), comment=back["comment"], by=officer)


def settle(story, transfer, *, by):
    """Who does what: `words` where it is more than one, nobody or another body."""
    told = story["responsibilities"]
    facts = {f"{name}_words": words for name, words in told.get("words", {}).items()}
    for party in PARTIES:
        for name in told.get(party, []):
            facts.setdefault(name, []).append(party)
    actions.keep_responsibilities(transfer=transfer, facts=facts, by=by)


def pay(story, transfer, officer):
    """What it costs, and rooms that are let back from the first day."""
    if "money" in story:
        facts = {name: Decimal(said) if name in PERCENTS else said for name, said in story["money"].items()}
        actions.keep_transfer_money(transfer=transfer, facts=facts, by=officer)
    begins = transfer.live_on or timezone.localdate()
    for rooms in story.get("lease_backs", []):
        ends = begins + timedelta(days=365 * rooms["years"]) if "years" in rooms else None
        facts = {**rooms, "starts_on": begins, "ends_on": ends}
        actions.add_lease_back(transfer=transfer, facts=facts, by=officer)


def state(said, transfer, *, officer, clerk):
    """The statement of the last financial year, agreed by the town where the story says so."""
    year = ended(transfer, timezone.localdate())[0]
    facts = {name: said.get(name) for name in (*COSTS, "income")} | {"note": said["note"]}
    with clock.set_back(said["days_ago"]):
        actions.keep_statement(transfer=transfer, year=year, facts=facts, by=officer)
        statement = actions.issue_statement(transfer=transfer, year=year, by=officer)
    with clock.set_back(said["agreed_ago"]):
        actions.answer_statement(statement=statement, agreed=True, words=said["words"], by=clerk)


def answer(story, transfer, stage, *, today, officer, clerk):
    """The questions of one stage for which the story has an answer; what a principal asks itself goes by its title."""
    for task in transfer.tasks.of_stage(stage).whole():
        said = story["answers"].get(task.requirement.title if task.requirement_id else task.code)
        if said:
            days_ago = said.get("days_ago")
            on = today - timedelta(days=days_ago) if days_ago is not None else None
            actions.answer_task(task=task, facts={**EMPTY, **said, "on": on}, complete=True,
                                by=clerk if task.side == Side.LOCAL else officer)  # fmt: skip
