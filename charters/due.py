"""What falls due in the year of a charter, for the home page of those who have to act."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.commitments import report_due, tracked_of
from core.registry import OpenWork
from core.roles import OFFICER_ROLES, Role

SOON = timezone.timedelta(days=30)


def speaking_for(person):
    """Ids of the councils in whose name the person may say how commitments stand."""
    return person.council_ids(Role.CLERK, *OFFICER_ROLES)


def progress_to_report(person, versions):
    """Of these versions in force, commitments on which the person's councils should say how they stand.

    One line for each council and charter; the same few queries for any number, none without a version.
    """
    speaking = speaking_for(person)
    for version, items in zip(versions, tracked_of(versions).values(), strict=True) if versions else ():
        mine = {party.pk: party for item in items for party in item.reporters if party.council_id in speaking}
        for party in mine.values():
            yield from _line(version.agreement, party, report_due(items, party))


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
