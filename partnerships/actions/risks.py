"""Risks of an entry: named, rated, looked at again, closed with a reason."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.locking import refuse_if_changed
from partnerships.actions.told import open_entry, tell
from partnerships.models import ListedRisk, RiskRating

FACTS = (
    "title", "category", "likelihood", "impact", "owner", "owner_role", "mitigation", "next_review_on", "status",
    "closed_reason",
)  # fmt: skip
OPEN, CLOSED = ListedRisk.Status.OPEN, ListedRisk.Status.CLOSED


def risk_of(risk):
    """What the form about a risk shows."""
    return {name: getattr(risk, name) for name in FACTS}


@transaction.atomic
def raise_risk(*, partnership, facts, by):
    """Name something that could go wrong, with its first rating."""
    partnership = open_entry(partnership, by)
    number = (partnership.risks.aggregate(most=Max("number"))["most"] or 0) + 1
    risk = ListedRisk(partnership=partnership, number=number, raised_by=by)
    _fill(risk, {**facts, "status": OPEN, "closed_reason": ""})
    risk.save()
    _rate(risk, by)
    words = _("Risk %(number)s of “%(title)s” named: %(risk)s, likelihood %(likelihood)s, impact %(impact)s")
    _tell(risk, "partnerships.risk_raised", words, by=by)
    return risk


@transaction.atomic
def change_risk(*, risk, facts, seen=None, by):
    """Rate it anew, pass it on, close it or open it again. A changed rating is kept beside the ones before."""
    partnership = open_entry(risk.partnership, by)
    risk = ListedRisk.objects.select_for_update(of=("self",)).select_related("owner").get(pk=risk.pk)
    risk.partnership = partnership
    refuse_if_changed(seen, risk_of(risk), record=partnership, parts=[part_of_risk(risk)])
    before = (risk.likelihood, risk.impact, risk.status)
    _fill(risk, facts)
    if risk.status == CLOSED and not risk.closed_reason.strip():
        raise Refused(_("Enter why it is closed"), field="closed_reason")
    if risk.status != before[2]:
        is_closed = risk.status == CLOSED
        risk.closed_at, risk.closed_by = (timezone.now(), by) if is_closed else (None, None)
    risk.save()
    if (risk.likelihood, risk.impact) != before[:2]:
        _rate(risk, by)
    _tell(risk, "partnerships.risk_changed", _sentence(risk, before), by=by, parts=[part_of_risk(risk)])
    return risk


def part_of_risk(risk):
    """Under which name the trail knows a change of this risk."""
    return f"risk-{risk.number}"


def _fill(risk, facts):
    for name in FACTS:
        setattr(risk, name, facts[name])
    if risk.status == OPEN:
        risk.closed_reason = ""
    if risk.owner and risk.owner_role.strip():
        raise Refused(_("Choose a person or enter a role, not both"), field="owner_role")
    if not risk.owner and not risk.owner_role.strip():
        raise Refused(_("Choose a person or enter a role"), field="owner_role")
    if risk.owner and not _takes_part(risk.owner, risk.partnership):
        raise Refused(_("Choose somebody who acts for one of the parties today"), field="owner")


def _takes_part(membership, partnership):
    councils = partnership.council_ids | {partnership.convener_id}
    return membership.is_current and membership.council_id in councils


def _rate(risk, by):
    RiskRating.objects.create(risk=risk, likelihood=risk.likelihood, impact=risk.impact, rated_by=by)


def _sentence(risk, before):
    """What happened to it, in one sentence; the most important change."""
    if risk.status != before[2]:
        if risk.status == CLOSED:
            return _("Risk %(number)s of “%(title)s” closed: %(risk)s")
        return _("Risk %(number)s of “%(title)s” opened again: %(risk)s")
    if (risk.likelihood, risk.impact) != before[:2]:
        return _("Risk %(number)s of “%(title)s” rated likelihood %(likelihood)s, impact %(impact)s: %(risk)s")
    return _("Risk %(number)s of “%(title)s” changed: %(risk)s")


def _tell(risk, verb, sentence, **more):
    named = {"number": risk.number, "risk": risk.title, "likelihood": risk.likelihood, "impact": risk.impact}
    tell(risk.partnership, verb, sentence, **named, **more)
