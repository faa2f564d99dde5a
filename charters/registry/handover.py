"""What of charters whoever follows a named officer must know: answers due, unsigned, reviews and ends ahead."""

from django.urls import reverse
from django.utils.translation import gettext as _

from charters.ahead import ahead_of, with_trail
from charters.models import AgreementVersion, Party, Response, VersionStatus
from core.registry import HANDOVER_ITEM, HandoverItem, provides


def _page(agreement):
    return reverse("charters:detail", args=[agreement.reference])


@provides(HANDOVER_ITEM)
def answers_due(membership, councils):
    """What these councils were asked and have neither answered nor signed."""
    rows = Response.objects.in_rounds_of([membership.council]).filter(party__council__in=councils)
    rows = rows.with_signature().filter(is_signed=False).exclude(answer__in=["declined", "acknowledged"])
    for row in rows.select_related("version__agreement", "party").order_by("version__reply_by", "pk"):
        agreement = row.version.agreement
        kind = _("Answer awaited") if row.answer == "sent" else _("Not signed")
        url, council = _page(agreement), row.party.council_id
        yield HandoverItem(kind, agreement.title, council, url, row.reply_by)


@provides(HANDOVER_ITEM)
def own_rounds(membership, councils):
    """What the principal itself has under way: drafts and rounds that it convenes, and answers that it owes."""
    council = membership.council
    versions = AgreementVersion.objects.filter(agreement__convener=council, status__in=["draft", "out", "closed"])
    for version in versions.select_related("agreement").order_by("reply_by", "pk"):
        agreement, kind = version.agreement, _("Draft") if version.status == VersionStatus.DRAFT else _("Round")
        note, due = version.get_status_display(), version.reply_by if version.status == VersionStatus.OUT else None
        yield HandoverItem(kind, agreement.title, None, _page(agreement), due, note)
    rows = Response.objects.filter(party__council=council, version__status=VersionStatus.OUT)
    rows = rows.exclude(version__agreement__convener=council).with_signature().filter(is_signed=False)
    rows = rows.exclude(answer__in=["declined", "acknowledged"]).select_related("version__agreement")
    for row in rows.order_by("version__reply_by", "pk"):
        agreement = row.version.agreement
        yield HandoverItem(_("Our answer"), agreement.title, None, _page(agreement), row.reply_by)


@provides(HANDOVER_ITEM)
def ahead(membership, councils):
    """Reviews and ends of what binds these councils and the principal convenes; once for each council."""
    versions = AgreementVersion.objects.filter(agreement__convener=membership.council, status=VersionStatus.IN_FORCE)
    versions = list(with_trail(versions.select_related("agreement__convener")))
    if not versions:
        return
    bound = {}
    parties = Party.objects.in_charter().filter(
        agreement__in=[version.agreement_id for version in versions], council__in=councils
    )
    for agreement, council in parties.values_list("agreement", "council").distinct():
        bound.setdefault(agreement, []).append(council)
    for version, lies in zip(versions, ahead_of(versions).values(), strict=True):
        agreement = version.agreement
        for council in bound.get(version.agreement_id, ()):
            if lies.review_on:
                yield HandoverItem(_("Review"), agreement.title, council, _page(agreement), lies.review_on)
            if lies.ends_on:
                yield HandoverItem(_("Ends"), agreement.title, council, _page(agreement), lies.ends_on)
