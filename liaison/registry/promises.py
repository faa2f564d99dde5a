"""What promises show on pages above: open work, the rate on both sides' home, the council's card, events."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.registry import (
    COUNCIL_CARD,
    CREATE,
    DESTINATION,
    EVENT,
    HOME_PART,
    OPEN_WORK,
    CouncilCard,
    Destination,
    EventKind,
    OpenWork,
    StartLink,
    provides,
)
from core.roles import OFFICER_ROLES, Role
from liaison.kept import kept_of
from liaison.models import PromiseSide
from liaison.rates import rates_of

SOON = 14  # days before it falls due, a promise is open work
HOME, CARD = "liaison/_promise_home.html", "liaison/_promise_card.html"


def _writing(person):
    """{id: council} for which the person may record promises."""
    held = person.current_memberships if person.is_authenticated else ()
    return {m.council_id: m.council for m in held if m.role in (Role.CLERK, *OFFICER_ROLES)}


@provides(OPEN_WORK)
def promises_to_keep(person):
    """Of those that fall due soon or are overdue: for whoever answers for them."""
    own, today = _writing(person), timezone.localdate()
    for pk, kept in kept_of(own).items():
        for each in kept.open:
            mine = not each.users or person.pk in each.users
            if each.promiser == pk and mine and (each.due_on - today).days <= SOON:
                title = _("Promise to %(council)s: %(text)s") % {"council": each.other, "text": each.text}
                url = reverse("liaison:promise", args=[each.public_id])
                yield OpenWork(title, url, own[pk].label, due_on=each.due_on)


@provides(HOME_PART)
def promises_kept(person):
    """How both sides kept their promises over twelve months; nothing while too few say anything."""
    own = _writing(person)
    for side in PromiseSide:
        mine = {pk: council for pk, council in own.items() if council.is_principal == (side == PromiseSide.PRINCIPAL)}
        if not mine:
            continue
        due = [each for kept in kept_of(mine).values() for each in kept.due]
        rates = list(rates_of(due, side))
        if rates:
            first = next(iter(mine.values()))
            facts = {"rates": rates, "list_url": reverse("liaison:promises", args=[first.slug])}
            yield CouncilCard(_("Promises kept"), HOME, facts, order=30)


@provides(COUNCIL_CARD)
def promises_card(person, council):
    """For people of the council, and of the principal that looks after it."""
    if not person.is_authenticated:
        return
    if person.reads_for(council):
        opened, address = kept_of([council.pk])[council.pk].open, reverse("liaison:promises", args=[council.slug])
    else:
        above = next((each for each in _writing(person).values() if each.pk in council.own_principal_ids), None)
        if above is None:
            return
        rows = kept_of([council.pk])[council.pk].open
        opened = [each for each in rows if above.pk in (each.promiser, each.principal)]
        address = f"{reverse('liaison:promises', args=[above.slug])}?council={council.slug}"
    overdue = [each for each in opened if each.due_on < timezone.localdate()]
    if opened:
        facts = {"open": len(opened), "overdue": len(overdue), "list_url": address}
        yield CouncilCard(_("Promises"), CARD, facts, order=23)


@provides(CREATE)
def start_links(person):
    for council in _writing(person).values():
        yield StartLink(_("Record a promise"), reverse("liaison:promise-add", args=[council.slug]))
        return


@provides(DESTINATION)
def pages(person):
    for council in _writing(person).values():
        title = _("Promises: %(council)s") % {"council": council.label}
        words = _("promised commitments kept overdue accountability log")
        yield Destination(title, reverse("liaison:promises", args=[council.slug]), words)


@provides(EVENT)
def events():
    yield EventKind("liaison.promise_made", _("Promises recorded"), tells=True)
    yield EventKind("liaison.promise_changed", _("Promises put right"), tells=True)
    yield EventKind("liaison.promise_kept", _("Promises kept"), tells=True)
    yield EventKind("liaison.promise_not_kept", _("Promises not kept"), tells=True)
    yield EventKind("liaison.promise_contested", _("Promises contested"), tells=True)
    yield EventKind("liaison.promise_denied", _("Promises said not to have been made"), tells=True)
    yield EventKind("liaison.promise_withdrawn", _("Promises withdrawn"), tells=True)
    yield EventKind("liaison.promise_reminded", _("Reminders of promises"))
