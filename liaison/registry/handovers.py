"""What handovers show on pages above: what is owed or waits to be read, what of this app is open, who holds what."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formatting import date
from core.registry import (
    DESTINATION,
    EVENT,
    HANDOVER_ITEM,
    HELD,
    OPEN_WORK,
    PASSING,
    Destination,
    EventKind,
    HandoverItem,
    Held,
    OpenWork,
    provides,
)
from core.roles import OFFICER_ROLES, PRINCIPAL_ROLES
from liaison import actions
from liaison.models import Assignment, Contact, Cover, Promise
from liaison.owed import handovers_of

LAST = 3  # contacts of each council


@provides(OPEN_WORK)
def handovers(person):
    """To read, for whoever follows; to write and owed, for officers."""
    if not person.is_authenticated:
        return
    held = {m.council_id: m for m in person.current_memberships if m.role in PRINCIPAL_ROLES and m.council.is_principal}
    writing = {pk for pk, m in held.items() if pk in person.council_ids(*OFFICER_ROLES)}
    for pk, found in handovers_of(held).items():
        council = held[pk].council
        for public_id, name, many, last_day in found.unread.get(person.pk, ()):
            words = ngettext(
                "Read what %(name)s handed over: %(num)s council",
                "Read what %(name)s handed over: %(num)s councils",
                many,
            )
            url = reverse("liaison:handover", args=[public_id])
            yield OpenWork(words % {"name": name, "num": many}, url, council.label, due_on=last_day)
        if pk in writing:
            yield from _to_write(found, council)


def _to_write(found, council):
    for public_id, name, last_day in found.begun:
        url = reverse("liaison:handover", args=[public_id])
        yield OpenWork(_("Finish the handover of %(name)s") % {"name": name}, url, council.label, due_on=last_day)
    for owed in found.owed:
        words = ngettext(
            "%(name)s left %(num)s council without a handover", "%(name)s left %(num)s councils without a handover",
            owed.councils,
        )  # fmt: skip
        url = f"{reverse('liaison:hand-over', args=[council.slug])}?leaver={owed.leaver}"
        note = _("Since %(day)s. Whoever follows should learn what was open") % {"day": date(owed.since)}
        yield OpenWork(words % {"name": owed.name, "num": owed.councils}, url, council.label, note=note)


@provides(DESTINATION)
def pages(person):
    for pk in person.council_ids(*OFFICER_ROLES) if person.is_authenticated else ():
        council = next(m.council for m in person.current_memberships if m.council_id == pk)
        if council.is_principal:
            title = _("Handovers: %(council)s") % {"council": council.label}
            words = _("leaves successor takes over named officer gives up councils")
            yield Destination(title, reverse("liaison:handovers", args=[council.slug]), words)


@provides(HANDOVER_ITEM)
def promises(membership, councils):
    """Open promises of either side."""
    wanted = {council.pk for council in councils}
    rows = Promise.objects.open().filter(principal=membership.council)
    rows = rows.filter(council__in=wanted) | rows.filter(answers=membership)
    for row in rows.whole().order_by("due_on", "pk"):
        kind = _("Our promise") if row.side == "principal" else _("Their promise")
        is_own = row.answers_id == membership.pk
        yield HandoverItem(kind, row.text, due_on=row.due_on, is_own=is_own, **_place(row, wanted))


@provides(HANDOVER_ITEM)
def contacts(membership, councils):
    """The last contacts with each council, and whatever is still to follow from one."""
    wanted = {council.pk for council in councils}
    own = set(Contact.objects.to_follow_by(membership).values_list("pk", flat=True))
    rows = Contact.objects.standing().filter(principal=membership.council)
    rows = rows.filter(council__in=wanted) | rows.filter(pk__in=own)
    seen = {}
    for row in rows.whole().order_by("-took_place_on", "-pk"):
        seen[row.council_id] = seen.get(row.council_id, 0) + 1
        if row.is_to_follow:
            place = _place(row, wanted)
            yield HandoverItem(_("To follow"), row.follows, due_on=row.follows_by, is_own=row.pk in own, **place)
        if row.council_id in wanted and seen[row.council_id] <= LAST:
            title = f"{row.get_kind_display()}, {date(row.took_place_on)}"
            yield HandoverItem(_("Contact"), title, row.council_id, row.get_absolute_url(), note=_short(row.about))


def _place(row, wanted):
    """Under which council it stands; one that is not handed over by itself is named."""
    here = row.council_id in wanted
    said = {"council": row.council_id} if here else {"note": row.council.label}
    return {**said, "url": row.get_absolute_url()}


def _short(text, most=200):
    return text if len(text) <= most else f"{text[: most - 1]}…"


@provides(HANDOVER_ITEM)
def standing_in(membership, councils):
    """Colleagues for whom the leaver stands in."""
    rows = Cover.objects.of_principal(membership.council).not_over().filter(stand_in=membership).with_people()
    for cover in rows:
        facts = {"name": cover.away.user, "day": date(cover.ends_on)}
        title = _("Stands in for %(name)s until %(day)s") % facts
        url = reverse("liaison:cover", args=[membership.council.slug])
        yield HandoverItem(_("Absence cover"), title, None, url, cover.ends_on, is_own=True)


@provides(PASSING)
def pass_on(leaver, successor_of, by):
    """What of this app was the leaver's in person."""
    yield actions.pass_on_promises(leaver=leaver, successor_of=successor_of, by=by)
    yield actions.pass_on_contacts(leaver=leaver, successor_of=successor_of, by=by)
    if successor := successor_of(None):
        yield actions.pass_on_cover(leaver=leaver, successor=successor, by=by)


@provides(HELD)
def held(membership):
    """Local councils for which somebody answers, and whatever else is open and theirs, in any app."""
    if not membership.council.is_principal:
        return
    url = f"{reverse('liaison:hand-over', args=[membership.council.slug])}?leaver={membership.public_id}"
    many = Assignment.objects.standing().filter(membership=membership, ended_at=None).not_over().count()
    if many:
        words = ngettext(
            "This person is named for %(num)s local council, or for all of them, and has not handed over",
            "This person is named %(num)s times for local councils and has not handed over",
            many,
        )
        yield Held(words % {"num": many}, url)
    if own := len(actions.own_items(membership)):
        words = ngettext(
            "%(num)s open thing is this person’s own and has not been handed over",
            "%(num)s open things are this person’s own and have not been handed over",
            own,
        )
        yield Held(words % {"num": own}, url)


@provides(EVENT)
def events():
    yield EventKind("liaison.handover_begun", _("Handovers of councils begun"))
    yield EventKind("liaison.handover_written", _("Handovers of councils written"))
    yield EventKind("liaison.handover_dropped", _("Handovers of councils dropped"))
    yield EventKind("liaison.handover_completed", _("Handovers of councils completed"))
    yield EventKind("liaison.handover_read", _("Handovers of councils read"))
    yield EventKind("liaison.no_handover", _("Named officers who end without a handover"))
