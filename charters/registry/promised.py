"""Commitments of charters with a day, as they stand in a council's list of promises."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from charters.commitments import tracked_of
from charters.models import AgreementVersion, Signature
from core.registry import PROMISE_LINE, PromiseLine, provides


@provides(PROMISE_LINE)
def commitments(person, council):
    """Of agreements in force that the council convenes or has signed, as far as the person may read them."""
    signed = Signature.objects.filter(version=OuterRef("pk"), party__council=council)
    readable = AgreementVersion.objects.visible_to(person).filter(status="in_force")
    versions = readable.filter(Q(agreement__convener=council) | Exists(signed)).select_related("agreement")
    versions = list(versions.order_by("pk"))
    items = tracked_of(versions) if versions else {}
    for version in versions:
        for item in items[version.pk]:
            if item.commitment.due_on:
                yield _line(item, version, council)


def _line(item, version, council):
    commitment = item.commitment
    state = "kept" if item.is_done else "overdue" if item.is_late else "open"
    binds = any(party.council_id == council.pk for party in item.reporters)
    both = commitment.answering_side == commitment.OwnerSide.BOTH
    return PromiseLine(
        kind=_("Charter commitment"),
        title=commitment.text,
        url=reverse("charters:commitment-progress", args=[version.agreement.reference, commitment.key]),
        by=_who(commitment),
        to="",
        due_on=commitment.due_on,
        state=state,
        state_label=_("Overdue") if item.is_late else item.label or _("Nothing reported yet"),
        tone="bad" if item.is_late else item.tone,
        by_council=None if both else council.pk if binds else 0,
    )


def _who(commitment):
    """The council that owns it, or its whole side."""
    if commitment.owner and commitment.kind != commitment.Kind.ASK:
        return commitment.owner.full_name
    return commitment.OwnerSide(commitment.answering_side).label
