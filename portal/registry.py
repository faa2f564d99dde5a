"""What the portal itself offers: the main navigation, and who has joined as a column of the officer's table."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.models import Job
from core.registry import (
    DESTINATION,
    HIDEABLE,
    NAVIGATION,
    OFFICER_COLUMN,
    OPEN_WORK,
    SEARCH,
    Destination,
    Hideable,
    NavigationItem,
    OfficerColumn,
    OpenWork,
    provides,
)
from portal import finding

provides(SEARCH)(finding.pages)

LONG_WORK_SHOWN = 5


@provides(NAVIGATION)
def main_pages(person):
    """Home, the directory and the search, the same for everyone; other apps add their own pages."""
    yield NavigationItem(_("Home"), reverse("portal:home"), order=10)
    yield NavigationItem(_("Councils"), reverse("councils:list"), order=20)
    yield NavigationItem(_("Search"), reverse("portal:search"), order=80)


@provides(OPEN_WORK)
def long_work(person):
    """What the worker does or has just done for the person: papers, imports, exports."""
    for job in Job.objects.visible_to(person).started_lately_by(person)[:LONG_WORK_SHOWN]:
        note = job.summary or job.step
        words = f"{job.get_status_display()}: {note}" if note else job.get_status_display()
        yield OpenWork(job.title, job.get_absolute_url(), note=words)


@provides(HIDEABLE)
def parts_of_home(person):
    """What a person may hide; what needs them now always stays."""
    if person.officer_council_ids():
        yield Hideable("table", _("The table of local councils"))
    yield Hideable("start", _("Buttons to begin something"))
    yield Hideable("own", _("My councils"))
    yield Hideable("parts", _("Councils like yours, and what else the portal suggests"))
    yield Hideable("lately", _("What happened lately"))


@provides(DESTINATION)
def own_pages(person):
    """What happened, for people who act for councils."""
    if person.is_authenticated:
        yield Destination(_("Updates"), reverse("portal:updates"), _("news notifications unread"))
        yield Destination(_("Activity"), reverse("portal:activity"), _("timeline history audit trail what happened"))


@provides(OFFICER_COLUMN)
def clerks_joined(person, councils):
    """Which councils have a clerk on the portal, which were invited, which nobody has asked yet."""
    joined = sum(1 for council in councils if council.has_clerk)
    total = _("%(joined)s of %(all)s joined") % {"joined": joined, "all": len(councils)}
    principal = next((m.council for m in person.current_memberships if m.council.is_principal), None)
    url = reverse("accounts:invitations", kwargs={"slug": principal.slug}) if principal else ""
    yield OfficerColumn("clerk", _("Clerk"), _joined, total, url)


def _joined(council):
    """In words for one council, leading to its page, where its people and the invitation are."""
    if council.has_clerk:
        return _("Joined"), "", "good"
    words, tone = (_("Invited"), "waiting") if council.is_invited else (_("Not invited"), "closed")
    return words, council.get_absolute_url(), tone
