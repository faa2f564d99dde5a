"""What of agreements stands in the timeline of a local council: asked, answered, signed, in force, reviewed, left."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Agreement, AgreementVersion, Party, Response, Review, Signature, Withdrawal
from core.registry import TIMELINE, TimelineEntry, provides
from liaison.principals import principal_of


def _entry(version, on, words):
    """`version.principal`: with whom it is, None if every principal of the council takes part."""
    agreement = version.agreement
    title = words % {"title": agreement.title, "number": version.number}
    url = reverse("charters:detail", args=[agreement.reference])
    return TimelineEntry("charter", _("Charters and agreements"), on, title, url, "", version.principal)


@provides(TIMELINE)
def agreements(person, council):
    """Of agreements in which a council of the reader takes part, too; six queries, however many there are."""
    inside = Agreement.objects.taken_part_in_by(person).values("pk")
    sent = (
        AgreementVersion.objects.visible_to(person)
        .sent()
        .filter(agreement__in=inside, responses__party__council=council)
    )
    versions = {row.pk: row for row in sent.without_text().select_related("agreement")}
    if not versions:
        return
    _name_principals(council, versions.values())
    yield from _answers(person, council, versions)
    signatures = Signature.objects.filter(version__in=versions, party__council=council)
    signed = {row.version_id: timezone.localdate(row.signed_at) for row in signatures}
    for pk, on in signed.items():
        yield _entry(versions[pk], on, _("Signed by the council: %(title)s, version %(number)s"))
    yield from _life(council, {pk: versions[pk] for pk in signed}, signed)


def _name_principals(council, versions):
    parties = {}
    rows = Party.objects.filter(agreement__in={version.agreement_id for version in versions})
    for agreement, party in rows.filter(council__in=council.parent_list).values_list("agreement", "council"):
        parties.setdefault(agreement, set()).add(party)
    for version in versions:
        agreement = version.agreement
        version.principal = principal_of(council, parties.get(agreement.pk, ()), agreement.convener_id)


def _answers(person, council, versions):
    """When the council was asked, and what it said."""
    said = {
        "accepted": _("Accepted: %(title)s, version %(number)s"),
        "with_comments": _("Accepted with comments: %(title)s, version %(number)s"),
        "declined": _("Declined: %(title)s, version %(number)s"),
        "acknowledged": _("Acknowledged: %(title)s, version %(number)s"),
    }
    for row in Response.objects.visible_to(person).of_council(council).filter(version__in=versions):
        version = versions[row.version_id]
        yield _entry(version, timezone.localdate(row.sent_at), _("Sent for an answer: %(title)s, version %(number)s"))
        if row.answered_at:
            yield _entry(version, timezone.localdate(row.answered_at), said[row.answer])


def _life(council, versions, signed):
    """Of what the council signed, while it was in it: in force, reviewed, left."""
    today = timezone.localdate()
    left = {row.version_id: row for row in Withdrawal.objects.filter(version__in=versions, party__council=council)}
    for version in versions.values():
        if version.in_force_on and signed[version.pk] <= version.in_force_on <= today:
            yield _entry(version, version.in_force_on, _("In force: %(title)s, version %(number)s"))
    for row in Review.objects.filter(version__in=versions, closed_at__isnull=False):
        on, notice = timezone.localdate(row.closed_at), left.get(row.version_id)
        if signed[row.version_id] <= on and (notice is None or on <= notice.last_day):
            yield _entry(versions[row.version_id], on, _("Reviewed: %(title)s, version %(number)s"))
    for row in left.values():
        version = versions[row.version_id]
        yield _entry(version, row.given_on, _("Notice given by the council: %(title)s, version %(number)s"))
        if row.last_day < today:
            yield _entry(version, row.last_day, _("Left by the council: %(title)s, version %(number)s"))
