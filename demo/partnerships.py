"""The partnerships of the demonstration, through the register's own actions from the six questions on."""

from django.db import transaction

from accounts.models import Membership, User
from demo.agreements import ahead
from demo.places import council_of
from demo.roles import fixture
from partnerships import actions
from partnerships.models import EXIT_TEXTS, Partnership

AGREED = {
    "independent": "yes", "goal": "yes", "decides": "together", "delivers": "together", "money": "shared",
    "risk": "yes",
}  # fmt: skip
BLANK = {
    "basics": {"value_pence": None, "risk": "low", "statute": "none", "ends_on": None},
    "more": {
        "vehicle": "", "approach": "", "phase": "", "governance": "", "service": "", "saving_pence": None,
        "sponsor": None, "notice_months": None, "tier_set": "", "tier_reason": "",
    },
}  # fmt: skip


def register_partnerships():
    """Every partnership of the fixtures that is not there yet; one is registered wholly or not at all."""
    for story in fixture("partnerships")["partnerships"]:
        convener = council_of(story["convener"])
        if not Partnership.objects.filter(convener=convener, title=story["title"]).exists():
            register(story, convener)


@transaction.atomic
def register(story, convener):
    """Assessed, decided, filled in, live; published or closed as the story says."""
    officer = User.objects.get(email=story["officer"])
    first, *others = [who(party) for party in story["parties"]]
    assessment = actions.start_assessment(
        council=convener, title=story["title"], partner=first, answers=AGREED, by=officer
    )
    case = {**actions.case_of(assessment), **story.get("case", {})}
    actions.write_case(assessment=assessment, facts=case, by=officer)
    decision = {"decision": "proceed", "taker": "cabinet", "decided_on": ahead(-30), "minute": "12/26"}
    entry = actions.decide(assessment=assessment, by=officer, **decision).partnership
    for party in others:
        actions.add_party(partnership=entry, who=party, role="partner", by=officer)
    fill_in(story, entry, officer)
    list_risks_and_money(story, entry, officer)
    if story.get("live", True) and "exit" not in story:
        actions.go_live(partnership=entry, by=officer)
        actions.set_published(partnership=entry, published=True, by=officer)
        set_review(story, entry, officer)
    if "exit" in story:  # its term is long over: it is entered only to be closed
        actions.set_published(partnership=entry, published=True, by=officer)
        actions.wind_up(partnership=entry, by=officer)
        facts = {name: story["exit"][name] for name in EXIT_TEXTS}
        actions.answer_exit(partnership=entry, facts=facts, by=officer)
        actions.close(partnership=entry, by=officer)


def fill_in(story, entry, officer):
    """What the guides say; blank where they say nothing."""
    lead = Membership.objects.current().get(user=officer, council=entry.convener)
    basics = {**BLANK["basics"], **story["basics"], "title": story["title"], "lead": lead}
    review = ahead(max(basics.pop("review_ahead"), 0))
    basics["next_review_on"] = min(review, basics["ends_on"]) if basics["ends_on"] else review
    actions.edit_entry(partnership=entry, part="basics", facts=basics, by=officer)
    more = {**BLANK["more"], **story.get("more", {})}
    actions.edit_entry(partnership=entry, part="more", facts=more, by=officer)


def set_review(story, entry, officer):
    """A review that the story wants overdue: it lay ahead when the entry went live."""
    if story["basics"]["review_ahead"] < 0:
        stored = actions.part_of(Partnership.objects.get(pk=entry.pk), "basics")
        facts = {**stored, "next_review_on": ahead(story["basics"]["review_ahead"])}
        actions.edit_entry(partnership=entry, part="basics", facts=facts, by=officer)


def list_risks_and_money(story, entry, officer):
    """The guides give few figures by year; the risks are the demonstration's own examples."""
    for facts in story.get("risks", []):
        rest = {"owner": None, "next_review_on": ahead(facts["review_ahead"])}
        risk = actions.raise_risk(partnership=entry, facts={**facts, **rest}, by=officer)
        if "later" in facts:
            likelihood, impact = facts["later"]
            changed = {**actions.risk_of(risk), "likelihood": likelihood, "impact": impact}
            actions.change_risk(risk=risk, facts=changed, by=officer)
    for year in story.get("savings", []):
        amounts = {"planned_pence": year["planned_pence"]}
        actions.keep_money(partnership=entry, year=year["year"], amounts=amounts, by=officer)


def who(party):
    """A council by its code, or a body by name and kind."""
    return council_of(party) if isinstance(party, str) else (party["name"], party["kind"])
