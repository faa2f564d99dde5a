"""The steps of a transfer. Nothing moves on before every question of its stage is answered, and every gate is open."""

from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.exceptions import Refused
from core.formatting import money
from core.workflow import Step, Workflow
from transfers.checklist import disposal_of
from transfers.responsibilities import unsettled
from transfers.stages import PATH, RUNNING, Stage

KEEP = "transfers.keep_transfer"
GATES = {stage: [] for stage in Stage}  # stage: what else must be so before it is left; each yields what is missing


def gate(*stages):
    """Enter a check: `check(transfer)` yields what is still missing in words."""

    def enter(check):
        for stage in stages:
            GATES[stage].append(check)
        return check

    return enter


def missing(transfer):
    """What must be done before the transfer leaves its stage, in words."""
    found = [_("“%(question)s” is not complete") % {"question": task.title}
             for task in transfer.tasks.of_stage(transfer.stage).not_done().whole()]  # fmt: skip
    return found + [words for check in GATES[transfer.stage] for words in check(transfer)]


def is_complete(transfer):
    """Refused while anything is missing."""
    found = missing(transfer)
    if found:
        words = ngettext(
            "One thing is missing: %(first)s", "%(num)s things are missing; the first: %(first)s", len(found)
        )
        raise Refused(words % {"num": len(found), "first": found[0]})


@gate(Stage.CRITERIA)
def criteria_are_met(transfer):
    """A criterion that is answered with no stops it; what is asked elsewhere may be answered with no."""
    for task in transfer.tasks.of_stage(Stage.CRITERIA).filter(requirement__isnull=False, is_so=False).whole():
        yield _("“%(criterion)s” is not met") % {"criterion": task.title}


@gate(Stage.PLAN, Stage.CONTRACT)
def everything_has_somebody(transfer):
    """Nobody plans a building for whose roof nobody answers; a gap may be left, but not in silence."""
    if open_now := unsettled(transfer):
        yield _("Who does what is not settled for: %(functions)s") % {"functions": ", ".join(open_now)}


@gate(Stage.DECISION, Stage.CONTRACT)
def undervalue_is_covered(transfer):
    """Land goes for less than its value with a case, and for much less with a consent (pr:D2)."""
    disposal = disposal_of(transfer.tasks.filter(code__in=("valuation", "price")))
    if disposal is None:
        return
    named = {"amount": money(disposal.undervalue)}
    if disposal.needs_case:
        yield _("The price lies %(amount)s below the value: say at “What is paid for it?” what that does for the area"
                ) % named  # fmt: skip
    if disposal.needs_consent:
        yield _("The price lies %(amount)s below the value, more than £2 million: name the consent at "
                "“What is paid for it?”") % named  # fmt: skip


@gate(Stage.CONTRACT)
def agreement_is_in_force(transfer):
    """An agreement that was begun here is signed before anything moves; one on paper alone is named in an answer."""
    if transfer.agreement and transfer.agreement.in_force is None:
        yield _("The agreement is not in force yet")


@gate(Stage.CONTRACT)
def reorganisation_has_consent(transfer):
    """A council that will go does not give away what its successor has not agreed to (pr:D4)."""
    if transfer.tasks.filter(code="reorganisation", is_so=True, reference="").exists():
        yield _("A council is being reorganised: name the consent of the one that follows")


STEPS = [Step(before, after, "move_on", KEEP, is_complete) for before, after in pairwise(PATH)]
TRANSFER = Workflow(
    [
        *STEPS,
        Step(Stage.CONTRACT, Stage.LIVE, "go_live", KEEP, is_complete),
        Step(Stage.LIVE, Stage.REVIEW, "review", KEEP),
        Step(Stage.REVIEW, Stage.LIVE, "carry_on", KEEP, is_complete),
        *(Step(stage, Stage.RETURNED, "give_back", KEEP) for stage in RUNNING),
        *(Step(stage, Stage.STOPPED, "stop", KEEP) for stage in PATH),
        Step(Stage.STOPPED, Stage.IDENTIFIED, "take_up", KEEP),
    ],
    field="stage",
)
