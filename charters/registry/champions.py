"""What champions show on pages above: the council's card, work for who appoints, one press for who logs."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.champions.facts import champion_facts
from charters.champions.records import champions_of
from charters.forms.champions import MAY_BE_CHAMPION
from charters.models import Appointment
from charters.querysets.champions import ENDS_SOON
from core.formatting import date
from core.policies import allows
from core.registry import (
    CHANNEL,
    COUNCIL_CARD,
    COUNCIL_RECORD,
    CREATE,
    DESTINATION,
    EVENT,
    OPEN_WORK,
    Channel,
    CouncilCard,
    Destination,
    EventKind,
    OpenWork,
    StartLink,
    provides,
)
from core.roles import PRINCIPAL_ROLES


@provides(CREATE)
def log_links(person):
    """From the home page a champion is one press away from the log."""
    if not person.council_ids(*MAY_BE_CHAMPION):
        return
    held = list(Appointment.objects.held_by(person).current().select_related("council"))
    for appointment in held:
        if allows(person, "charters.keep_log", appointment):
            words = _("Write down what you did as champion")
            if len(held) > 1:
                words = _("Write down what you did as champion of %(council)s") % {"council": appointment.council.label}
            yield StartLink(words, reverse("charters:champion-log-add", args=[appointment.public_id]))


@provides(OPEN_WORK)
def vacancies(person):
    """For who appoints: an appointment that ends, or has ended, and nobody follows."""
    if not person.is_authenticated:
        return
    councils = {m.council for m in person.current_memberships}
    mine = {c.pk: c for c in councils if allows(person, "charters.appoint_champion", c)}
    today = timezone.localdate()
    for pk, facts in champion_facts(mine).items():
        if facts.lapses_on and facts.lapses_on <= today + ENDS_SOON:
            over = facts.lapses_on < today
            words = _("The appointment ended on %(day)s.") if over else _("The appointment ends on %(day)s.")
            yield OpenWork(
                _("Appoint a charter champion"),
                reverse("charters:champion", args=[mine[pk].slug]),
                council=mine[pk].label,
                due_on=facts.lapses_on,
                note=words % {"day": date(facts.lapses_on)},
            )


@provides(COUNCIL_CARD)
def champion_card(person, council):
    """Role and first day for everyone; the name if the council wants it; the way to more for who may see it."""
    facts = champion_facts([council.pk])[council.pk]
    appoints = allows(person, "charters.appoint_champion", council)
    if not facts.role and not appoints:
        return
    sees_more = appoints or allows(person, "charters.read_log", council)
    context = {"council": council, "facts": facts, "sees_more": sees_more}
    yield CouncilCard(_("Charter champion"), "charters/_champion_card.html", context, order=22)


@provides(CHANNEL)
def champion_channel(principals):
    facts = champion_facts([council.pk for council in principals])
    held = {pk: each.role for pk, each in facts.items() if each.role}
    yield Channel(_("Charter champion"), held, order=40)


@provides(COUNCIL_RECORD)
def champions_on_record(person, council):
    yield champions_of(person, council)


@provides(DESTINATION)
def boards(person):
    """The board of each principal council that the person acts for."""
    if not person.is_authenticated:
        return
    principals = {m.council for m in person.current_memberships if m.role in PRINCIPAL_ROLES and m.council.is_principal}
    for principal in sorted(principals, key=lambda council: council.name):
        url = reverse("charters:champion-board", args=[principal.slug])
        title = _("Champions of the area: %(council)s") % {"council": principal.label}
        yield Destination(title, url, _("charter champion vacancy coverage board"))


@provides(EVENT)
def events():
    yield EventKind("charters.champion_appointed", _("Champions appointed"), tells=True)
    yield EventKind("charters.champion_ended", _("Appointments of champions ended"), tells=True)
    yield EventKind("charters.champion_struck", _("Appointments of champions struck out"), tells=True)
    yield EventKind("charters.champion_edited", _("Details of champions corrected"))
    yield EventKind("charters.champion_needs", _("What champions want to learn"))
    yield EventKind("charters.champion_logged", _("Champions’ logs"))
    yield EventKind("charters.champion_entry_edited", _("Champions’ logs corrected"))
    yield EventKind("charters.champion_entry_struck", _("Champions’ logs, struck out"))
