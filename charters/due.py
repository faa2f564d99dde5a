"""What falls due in the year of a charter, for the home page of those who have to act."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.commitments import report_due, tracked_of
from charters.models import AgreementVersion, Party
from core.registry import OpenWork
from core.roles import OFFICER_ROLES, Role

SOON = timezone.timedelta(days=30)


def progress_to_report(person):
    """Commitments on which the person's councils should say how they stand: one line for each council and charter."""
    speaking = person.council_ids(Role.CLERK, *OFFICER_ROLES)
    mine = Party.objects.in_charter().filter(council__in=speaking).in_order()
    by_agreement = {}
    for party in mine:
        by_agreement.setdefault(party.agreement_id, []).append(party)
    if not by_agreement:
        return
    versions = AgreementVersion.objects.filter(agreement__in=by_agreement, status="in_force").select_related(
        "agreement"
    )
    items = tracked_of(versions)
    for version in versions:
        for party in by_agreement[version.agreement_id]:
            yield from _line(version.agreement, party, report_due(items[version.pk], party))


def _line(agreement, party, due):
    near = [day for day, _item in due if day <= timezone.localdate() + SOON]
    if near:
        words = ngettext(
            "Say how %(count)s commitment stands: %(title)s",
            "Say how %(count)s commitments stand: %(title)s",
            len(near),
        )
        yield OpenWork(
            words % {"count": len(near), "title": agreement.title},
            reverse("charters:progress", args=[agreement.reference]),
            council=party.council.label,
            due_on=near[0],
            note=_("Two or three sentences each, and how it stands"),
        )
