"""Transfers on pages above: open work, council pages, search, handovers, timelines, what one may start."""

from datetime import date

from django.db.models import Count, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import search
from core.policies import allows
from core.registry import (
    COUNCIL_CARD,
    CREATE,
    DESTINATION,
    EVENT,
    HANDOVER_ITEM,
    MEANT_FOR,
    OPEN_WORK,
    PASSING,
    RECORD_ADDRESS,
    REFERENCE,
    SEARCH,
    TIMELINE,
    CouncilCard,
    Destination,
    EventKind,
    HandoverItem,
    OpenWork,
    StartLink,
    TimelineEntry,
    provides,
)
from core.roles import OFFICER_ROLES, Role
from core.search import Found, Hit, fit
from transfers import actions
from transfers.models import Transfer
from transfers.stages import PATH, Stage
from transfers.waiting import are_there, waiting_of
from transfers.years import YearSpan

LOOK_AHEAD = timezone.timedelta(days=60)
MOST_ON_CARD = 5
STATED_BY = (6, 30)  # month and day, as Wyre Forest and its town agreed


@provides(CREATE)
def start_links(person):
    if allows(person, "transfers.begin"):
        yield StartLink(_("Begin a transfer of an asset or a service"), reverse("transfers:begin"))


@provides(DESTINATION)
def pages(person):
    yield Destination(_("Transfers"), reverse("transfers:transfers"), _("asset service devolution stages decision"))
    if person.is_authenticated and person.officer_council_ids():
        words = _("criteria threshold business case")
        yield Destination(_("What you ask of transfers"), reverse("transfers:requirements"), words)


@provides(OPEN_WORK)
def open_work(person):
    """What a transfer asks of the person's side now; for officers also the next step and the review."""
    roles = {m.council_id: m for m in person.current_memberships if m.role in (*OFFICER_ROLES, Role.CLERK)}
    for pk, found in waiting_of(roles).items():
        council = roles[pk].council.label
        for each in found:
            if each.principal == pk and roles[pk].role in OFFICER_ROLES:
                yield from _of_officer(each, council)
                yield from _year_of(each, council)
            elif each.local == pk and each.open_local:
                yield _answers(each, council, each.open_local, each.sent_back_local)


def _of_officer(each, council):
    url, named = reverse("transfers:transfer", args=[each.reference]), {"title": each.title}
    if each.open_principal:
        yield _answers(each, council, each.open_principal, each.sent_back_principal)
    elif each.stage in PATH and not each.open_local:
        yield OpenWork(_("Take the next step of the transfer: %(title)s") % named, url, council)
    elif each.stage == Stage.REVIEW and not each.open_local:
        yield OpenWork(_("Decide whether the transfer goes on: %(title)s") % named, url, council)
    elif each.stage == Stage.LIVE and each.review_on <= timezone.localdate() + LOOK_AHEAD:
        yield OpenWork(_("Review the transfer: %(title)s") % named, url, council, each.review_on)


def _year_of(each, council):
    """From April on the statement of the year that is over, due by the end of June."""
    if each.owes_year is not None:
        words = _("Write the statement of %(year)s: %(title)s")
        span = YearSpan(each.owes_year, date.min)
        url = reverse("transfers:year", args=[each.reference, each.owes_year])
        yield OpenWork(words % {"year": span.words, "title": each.title}, url, council,
                       date(each.owes_year + 1, *STATED_BY))  # fmt: skip


def _answers(each, council, many, sent_back):
    words = ngettext("Answer %(num)s question about the transfer: %(title)s",
                     "Answer %(num)s questions about the transfer: %(title)s", many)  # fmt: skip
    url, note = reverse("transfers:transfer", args=[each.reference]), _("Sent back") if sent_back else ""
    return OpenWork(words % {"num": many, "title": each.title}, url, council, note=note)


@provides(COUNCIL_CARD)
def card(person, council):
    """Its transfers that are not over, as far as the reader may see them."""
    found = waiting_of([council.pk])[council.pk]
    mine = person.reading_council_ids() if person.is_authenticated else set()
    everything = person.is_authenticated and person.is_staff
    seen = [each for each in found if each.is_published or everything or mine & {each.principal, each.local}]
    if seen:
        stages = dict(Stage.choices)
        rows = [(reverse("transfers:transfer", args=[each.reference]), each.title, each.stage, stages[each.stage])
                for each in seen[:MOST_ON_CARD]]  # fmt: skip
        shown = {"rows": rows, "more": len(seen[MOST_ON_CARD:]), "council": council}
        yield CouncilCard(_("Transfers"), "transfers/_transfers_card.html", shown, order=48)


@provides(SEARCH)
def find(person, wanted, most):
    """Those whose title or summary has all the words; what was answered is never looked through."""
    if not are_there() or (wanted.near and list(wanted.spelt) == wanted.words):
        return
    text = " ".join(wanted.spelt) if wanted.spelt else wanted.text
    found = Transfer.objects.visible_to(person).with_words(text).annotate(total=Window(Count("*")))
    rows = list(found.select_related("principal", "local").newest_first()[: max(most, 1)])
    hits = [
        Hit(title=row.title, url=row.get_absolute_url(), note=f"{row.get_stage_display()}, {row.local.label}",
            score=search.NEAR if wanted.near else fit(wanted, row.title) or search.TEXT, key=row.pk)
        for row in rows[:most]
    ]  # fmt: skip
    yield Found("transfers", _("Transfer"), rows[0].total if rows else 0, hits, many=_("Transfers"))


@provides(MEANT_FOR)
def other_council(agreement):
    """The agreement of a transfer goes to the council that takes it on, not to a whole area."""
    yield from Transfer.objects.filter(agreement=agreement.pk).values_list("local_id", flat=True)


@provides(REFERENCE)
def by_reference(person, reference):
    for transfer in Transfer.objects.visible_to(person).filter(reference=reference):
        yield transfer.get_absolute_url()


@provides(RECORD_ADDRESS)
def addresses(person, wanted):
    if wanted.get("transfers.transfer"):
        seen = Transfer.objects.visible_to(person).filter(pk__in=wanted["transfers.transfer"])
        for pk, reference in seen.values_list("pk", "reference"):
            yield "transfers.transfer", pk, reverse("transfers:transfer", args=[reference])


@provides(HANDOVER_ITEM)
def open_transfers(membership, councils):
    """What is on its way or live with these councils; whatever the leaver leads passes on."""
    wanted = {council.pk for council in councils}
    rows = Transfer.objects.of_councils([membership.council_id]).under_way().order_by("pk")
    for row in rows:
        own = row.lead_id == membership.pk
        if own or (row.principal_id == membership.council_id and row.local_id in wanted):
            kind = _("Leads a transfer") if own else _("Transfer")
            place = row.local_id if row.local_id in wanted else None
            yield HandoverItem(kind, row.title, place, row.get_absolute_url(), row.review_on,
                               row.get_stage_display(), is_own=own)  # fmt: skip


@provides(PASSING)
def pass_on(leaver, successor_of, by):
    yield actions.pass_on_transfers(leaver=leaver, successor_of=successor_of, by=by)


@provides(TIMELINE)
def steps(person, council):
    """When a transfer of the council began, went live, came back or was stopped."""
    rows = Transfer.objects.visible_to(person).filter(local=council).order_by("pk")
    for row in rows:
        began = timezone.localdate(row.created_at)
        yield _entry(row, began, _("Transfer begun: %(title)s"))
        if row.live_on:
            yield _entry(row, row.live_on, _("Transfer live: %(title)s"))
        if row.over_on:
            words = (
                _("Transfer returned: %(title)s") if row.stage == Stage.RETURNED else _("Transfer stopped: %(title)s")
            )
            yield _entry(row, row.over_on, words)


def _entry(row, on, words):
    title = words % {"title": row.title}
    return TimelineEntry("transfer", _("Transfers"), on, title, row.get_absolute_url(), "", row.principal_id)


@provides(EVENT)
def events():
    yield EventKind("transfers.begun", _("Transfers begun"), tells=True)
    yield EventKind("transfers.described", _("Transfers put right"))
    yield EventKind("transfers.noted", _("Questions of transfers begun"))
    yield EventKind("transfers.answered", _("Questions of transfers answered"), tells=True)
    yield EventKind("transfers.sent_back", _("Answers about transfers sent back"), tells=True)
    yield EventKind("transfers.moved_on", _("Transfers that went on a stage"), tells=True)
    yield EventKind("transfers.live", _("Transfers gone live"), tells=True)
    yield EventKind("transfers.reviewed", _("Reviews of transfers begun"), tells=True)
    yield EventKind("transfers.carried_on", _("Transfers that go on after a review"), tells=True)
    yield EventKind("transfers.returned", _("Transfers given back"), tells=True)
    yield EventKind("transfers.stopped", _("Transfers that do not go ahead"), tells=True)
    yield EventKind("transfers.taken_up", _("Transfers taken up again"), tells=True)
    yield EventKind("transfers.published", _("Transfers published or taken back"))
    yield EventKind("transfers.passed_on", _("Transfers passed on to another officer"))
    yield EventKind("transfers.year_kept", _("Costs of a year of transfers entered"))
    yield EventKind("transfers.year_issued", _("Yearly statements of transfers issued"), tells=True)
    yield EventKind("transfers.year_answered", _("Yearly statements of transfers answered"), tells=True)
    yield EventKind("transfers.requirement_added", _("What is asked of transfers"))
    yield EventKind("transfers.requirement_ended", _("What is asked of transfers no more"))
