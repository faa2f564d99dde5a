"""Before there is an entry: the six questions, the assessment, the decision."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council
from councils.proportion import counts_as_partnership
from partnerships.actions.keeping import known_as, register
from partnerships.actions.told import locked_assessment, tell_assessment
from partnerships.classification import classify
from partnerships.models import Assessment, Decision

CASE = ("title", "issue", "options", "benefits", "challenges", "resources", "recommendation")


@transaction.atomic
def start_assessment(*, council, title, partner, answers, by):
    """Keep six answers and what follows from them. `partner` is a council, or a body by (name, kind)."""
    require(by, "partnerships.start", council)
    partner = known_as(partner)
    kind, reasons = classify(answers)
    is_council = isinstance(partner, Council)
    if is_council and partner.pk == council.pk:
        raise Refused(_("Name somebody else: a partnership has at least two sides"), field="name")
    assessment = Assessment.objects.create(
        council=council,
        title=title,
        partner_council=partner if is_council else None,
        partner_body=None if is_council else partner,
        answers=answers,
        kind=kind,
        counts=counts_as_partnership(council, kind),
        reasons=list(reasons),
        started_by=by,
    )
    tell_assessment(assessment, "partnerships.assessment_started", _("Assessment of “%(title)s” started"), by=by)
    return assessment


def case_of(assessment):
    """What the form about the assessment shows."""
    return {name: getattr(assessment, name) for name in CASE}


@transaction.atomic
def write_case(*, assessment, facts, seen=None, by):
    """The issue, the options, what speaks for it and against it; until it is decided."""
    assessment = locked_assessment(assessment)
    require(by, "partnerships.assess", assessment)
    _refuse_if_settled(assessment)
    refuse_if_changed(seen, case_of(assessment), record=assessment, parts=["case"])
    for name in CASE:
        setattr(assessment, name, facts[name])
    assessment.save(update_fields=CASE)
    words = _("Assessment of “%(title)s” written")
    tell_assessment(assessment, "partnerships.assessment_written", words, by=by, parts=["case"])
    return assessment


@transaction.atomic
def decide(*, assessment, decision, taker, decided_on, minute, by):
    """What was decided, by whom and where it is minuted. Going ahead makes the entry of the register."""
    assessment = locked_assessment(assessment)
    require(by, "partnerships.assess", assessment)
    _refuse_if_settled(assessment)
    if decided_on > timezone.localdate():
        raise Refused(_("The day of the decision must be today or in the past"), field="decided_on")
    if decision == Decision.PROCEED and not assessment.counts:
        raise Refused(not_counted(assessment), field="decision")
    assessment.decision, assessment.taker = decision, taker
    assessment.decided_on, assessment.minute = decided_on, minute
    if decision == Decision.PROCEED:
        assessment.partnership = register(
            title=assessment.title, convener=assessment.council, partner=assessment.partner,
            kind=assessment.kind, purpose=assessment.issue, by=by,
        )  # fmt: skip
    assessment.save()
    words = {
        Decision.PROCEED: _("“%(title)s”: decided to go ahead"),
        Decision.NO: _("“%(title)s”: decided against it"),
        Decision.DEFER: _("“%(title)s”: decision put off"),
    }[decision]
    tell_assessment(assessment, "partnerships.decided", words, by=by)
    return assessment


def not_counted(assessment):
    """Why this cannot become an entry of the register."""
    words = _(
        "By its answers this is not a partnership that your council counts (%(kind)s). "
        "Answer the questions again if they no longer fit."
    )
    return words % {"kind": assessment.get_kind_display()}


def _refuse_if_settled(assessment):
    if assessment.is_settled:
        raise Refused(_("This is decided already. To think again, answer the six questions again."))
