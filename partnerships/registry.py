"""What the register shows on pages above: navigation, open work, a council's card, search, start links."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.policies import allows
from core.registry import (
    COUNCIL_CARD,
    CREATE,
    DESTINATION,
    EVENT,
    HANDOVER_ITEM,
    MEANT_FOR,
    NAVIGATION,
    OPEN_WORK,
    PASSING,
    RECORD_ADDRESS,
    REFERENCE,
    SEARCH,
    TIMELINE,
    CouncilCard,
    Destination,
    EventKind,
    NavigationItem,
    OpenWork,
    StartLink,
    provides,
)
from core.roles import OFFICER_ROLES
from partnerships import finding, handover, timeline
from partnerships.known import known_of
from partnerships.models import Party

LOOK_AHEAD = timezone.timedelta(days=60)
MOST_ON_CARD = 5  # the others behind a link to the register

provides(SEARCH)(finding.partnerships)
provides(REFERENCE)(finding.by_reference)
provides(RECORD_ADDRESS)(finding.addresses)
provides(HANDOVER_ITEM)(handover.entries)
provides(HANDOVER_ITEM)(handover.risks)
provides(PASSING)(handover.pass_on)
provides(TIMELINE)(timeline.entries)


@provides(MEANT_FOR)
def partners(agreement):
    """The agreement of a partnership goes to the other councils that take part, not to a whole area."""
    parties = Party.objects.filter(partnership__agreement=agreement.pk, council__isnull=False)
    yield from parties.exclude(council=agreement.convener_id).values_list("council_id", flat=True)


@provides(NAVIGATION)
def navigation(person):
    yield NavigationItem(_("Partnerships"), reverse("partnerships:list"), order=30)


@provides(CREATE)
def start_links(person):
    if allows(person, "partnerships.start"):
        yield StartLink(_("Ask whether something is a partnership"), reverse("partnerships:start"))


@provides(DESTINATION)
def pages(person):
    register = reverse("partnerships:list")
    yield Destination(_("Register of partnerships"), register, _("partnership database joint shared"))
    if person.is_authenticated and person.officer_council_ids():
        yield Destination(_("Risks of partnerships"), reverse("partnerships:all-risks"), _("heat map risk register"))
        yield Destination(_("Partnerships without an owner"), f"{register}?show=ownerless", _("lead officer"))
        yield Destination(_("Partnerships whose review is overdue"), f"{register}?show=overdue", _("late review"))


@provides(EVENT)
def events():
    yield EventKind("partnerships.assessment_started", _("Assessments of partnerships started"))
    yield EventKind("partnerships.assessment_written", _("Assessments of partnerships written"))
    yield EventKind("partnerships.passed_on", _("Partnerships passed on to another officer"))
    yield EventKind("partnerships.decided", _("Decisions about partnerships"))
    yield EventKind("partnerships.registered", _("Partnerships entered"), tells=True)
    yield EventKind("partnerships.edited", _("Partnerships edited"))
    yield EventKind("partnerships.party_added", _("Parties of partnerships named"), tells=True)
    yield EventKind("partnerships.party_removed", _("Parties of partnerships taken out"), tells=True)
    yield EventKind("partnerships.went_live", _("Partnerships gone live"), tells=True)
    yield EventKind("partnerships.published", _("Partnerships published or taken back"))
    yield EventKind("partnerships.papers_kept", _("Papers of partnerships looked through"))
    yield EventKind("partnerships.agreement_started", _("Agreements of partnerships started"))
    yield EventKind("partnerships.renewed", _("Partnerships renewed"), tells=True)
    yield EventKind("partnerships.winding_up", _("Partnerships being wound up"), tells=True)
    yield EventKind("partnerships.carried_on", _("Partnerships that go on after all"), tells=True)
    yield EventKind("partnerships.exit_answered", _("Exits of partnerships written"))
    yield EventKind("partnerships.closed", _("Partnerships closed"), tells=True)
    yield EventKind("partnerships.risk_raised", _("Risks of partnerships named"))
    yield EventKind("partnerships.risk_changed", _("Risks of partnerships changed"))
    yield EventKind("partnerships.money_kept", _("Money of partnerships entered"))
    yield EventKind("partnerships.schedule_written", _("Money of partnerships put into agreements"))
    yield EventKind("partnerships.reminded", _("Reminders of partnerships"))


@provides(OPEN_WORK)
def open_work(person):
    """For officers: without owner, review or end near or past, still to go live, not decided yet."""
    councils = {m.council_id: m.council for m in person.current_memberships if m.role in OFFICER_ROLES}
    for pk, (entries, ideas) in known_of(councils).items():
        council = councils[pk].label
        for entry in entries:
            if entry.convener == pk:
                yield from _work_on(entry, council)
        for idea in ideas:
            url = reverse("partnerships:assessment", args=[idea.reference])
            yield OpenWork(_("Decide whether to go ahead: %(title)s") % {"title": idea.title}, url, council)


def _work_on(entry, council):
    """At most one line for an entry: the most urgent."""
    url = reverse("partnerships:detail", args=[entry.reference])
    named, soon = {"title": entry.title}, timezone.localdate() + LOOK_AHEAD
    if entry.status == "proposed":
        yield OpenWork(_("Fill in what it needs to go live: %(title)s") % named, url, council)
    elif entry.status == "closing":
        yield OpenWork(_("Answer the questions about the end: %(title)s") % named, url, council)
    elif not entry.is_owned:
        yield OpenWork(_("Partnership without a lead officer: %(title)s") % named, url, council)
    elif entry.ends_on and entry.ends_on <= min(soon, entry.next_review_on or soon):
        yield OpenWork(_("Renew it or wind it up: %(title)s") % named, url, council, entry.ends_on)
    elif entry.next_review_on and entry.next_review_on <= soon:
        yield OpenWork(_("Review the partnership: %(title)s") % named, url, council, entry.next_review_on)
    elif entry.risk_review_on and entry.risk_review_on <= timezone.localdate():
        words = _("Look at the risks again: %(title)s") % named
        yield OpenWork(words, reverse("partnerships:risks", args=[entry.reference]), council, entry.risk_review_on)


@provides(COUNCIL_CARD)
def card(person, council):
    """The partnerships it is in, as far as the reader may see them."""
    entries, _ideas = known_of([council.pk])[council.pk]
    mine = person.reading_council_ids() if person.is_authenticated else set()
    everything = person.is_authenticated and person.is_staff
    seen = [
        entry for entry in entries if entry.is_published or everything or mine & {entry.convener, *entry.council_ids}
    ]
    if seen:
        words = urlencode({"q": council.name})
        shown = {"entries": seen[:MOST_ON_CARD], "more": len(seen[MOST_ON_CARD:]), "words": words}
        yield CouncilCard(_("Partnerships"), "partnerships/_council_card.html", shown, order=45)
