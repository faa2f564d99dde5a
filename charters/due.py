"""What falls due in the year of a charter, for the home page of those who have to act."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.ahead import ahead_of, with_trail
from charters.models import AgreementVersion
from core.formatting import date
from core.policies import allows
from core.registry import OpenWork
from core.roles import OFFICER_ROLES, Role

SOON = timezone.timedelta(days=30)
AHEAD = timezone.timedelta(days=90)  # a council meets every month or two, and somebody must prepare it


def speaking_for(person):
    """Ids of the councils in whose name the person may say how commitments stand."""
    return person.council_ids(Role.CLERK, *OFFICER_ROLES)


def read_at_work(person):
    """The rounds and charters in force in which the person has a part, `with_trail`; kept with the person."""
    versions = AgreementVersion.objects.at_work_for(person, speaking_for(person))
    versions = versions.select_related("agreement__convener__own_portal").with_counts().with_undecided()
    person.charters_at_work = list(with_trail(versions))
    return person.charters_at_work


def at_work(person):
    """The same, without another look if the page has read them just now: a home asks twice."""
    return person.charters_at_work if hasattr(person, "charters_at_work") else read_at_work(person)


def open_work(person, versions):
    """Of these versions in force, read `with_trail`, what the person's councils have to report, say and keep."""
    speaking = speaking_for(person)
    for version, ahead in zip(versions, ahead_of(versions).values(), strict=True):
        yield from _reports(version.agreement, ahead, speaking)
        yield from _views(version.agreement, ahead, speaking)
        if allows(person, "charters.keep", version):
            yield from _life(version.agreement, ahead)


def _reports(agreement, ahead, speaking):
    """Commitments on which a council should say how they stand: one line for each council and charter."""
    until = timezone.localdate() + SOON
    for council in speaking & ahead.reports.keys():
        label, days = ahead.reports[council]
        near = [day for day in days if day <= until]
        if near:
            words = ngettext(
                "Say how %(count)s commitment stands: %(title)s",
                "Say how %(count)s commitments stand: %(title)s",
                len(near),
            )
            yield OpenWork(
                words % {"count": len(near), "title": agreement.title},
                reverse("charters:progress", args=[agreement.reference]),
                council=label,
                due_on=near[0],
                note=_("Two or three sentences each, and how it stands"),
            )


def _views(agreement, ahead, speaking):
    """A review that is open, as long as the council has not said anything."""
    for council in speaking & ahead.waiting.keys():
        label, slug = ahead.waiting[council]
        yield OpenWork(
            _("Say how the %(noun)s goes: %(title)s") % {"title": agreement.title, "noun": agreement.noun},
            reverse("charters:review-say", args=[agreement.reference, slug]),
            council=label,
            due_on=ahead.views_by,
        )


def _life(agreement, ahead):
    """What one convenes: to be looked at again, or renewed, a while ahead."""
    until, words, council = timezone.localdate() + AHEAD, {"title": agreement.title}, agreement.convener.label
    url = reverse("charters:life", args=[agreement.reference])
    if ahead.views_by:
        page = reverse("charters:review", args=[agreement.reference])
        yield OpenWork(_("Close the review: %(title)s") % words, page, council, due_on=ahead.views_by)
    elif ahead.review_on and ahead.review_on <= until:
        yield OpenWork(_("Review: %(title)s") % words, url, council, due_on=ahead.review_on)
    if ahead.is_in_drawer:
        page = reverse("charters:detail", args=[agreement.reference]) + "#health"
        note = _("Nobody has said anything about it since %(day)s") % {"day": date(ahead.said_on)}
        yield OpenWork(_("In the drawer: %(title)s") % words, page, council, note=note)
    if ahead.ends_on and ahead.ends_on <= until:
        yield OpenWork(_("Renew or end: %(title)s") % words, url, council, due_on=ahead.ends_on)
