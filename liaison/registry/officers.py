"""What named officers show on pages above: the council's card, the clerk's home, navigation of officers, search."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.policies import allows
from core.registry import (
    CHANNEL,
    COUNCIL_CARD,
    CREATE,
    DESTINATION,
    EVENT,
    HOME_PART,
    OPEN_WORK,
    Channel,
    CouncilCard,
    Destination,
    EventKind,
    OpenWork,
    StartLink,
    provides,
)
from core.roles import OFFICER_ROLES, PRINCIPAL_ROLES
from liaison.gaps import gaps_of
from liaison.known import known_of, posts_of, team_of
from liaison.models import POINT_ROLES, OfficerRole

CARD, TEAM = "liaison/_council_card.html", "liaison/_team_card.html"


@provides(COUNCIL_CARD)
def officers_card(person, council):
    """A local council's officers by post; by name for its people and those of the principal. A principal's team."""
    if council.is_principal:
        team = team_of([council.pk])[council.pk]
        if team or (person.is_authenticated and allows(person, "liaison.name_officers", council)):
            lines = [(OfficerRole(role).label, people, councils) for role, people, councils in team]
            yield CouncilCard(_("Named officers"), TEAM, {"council": council, "lines": lines}, order=21)
        return
    rows = known_of([council.pk])[council.pk]
    if rows:
        mine = person.reading_council_ids() if person.is_authenticated else set()
        named = person.is_authenticated and (person.is_staff or council.pk in mine)
        shown = [(row, named or row.principal in mine) for row in rows]
        pins_up = person.is_authenticated and person.belongs_to(council)
        facts = {"rows": shown, "pins_up": pins_up}
        yield CouncilCard(_("Whom to ask at the principal council"), CARD, facts, order=21)


@provides(HOME_PART)
def my_officers(person):
    """For people of local councils: whom they ask, by name, once for all of their councils that ask the same."""
    own = {m.council_id: m.council for m in person.current_memberships if m.council.is_local}
    groups = {}
    for pk, rows in known_of(own).items():
        if rows:
            groups.setdefault(tuple(rows), []).append(own[pk])
    for rows, councils in groups.items():
        title = _("Your named officer")
        if len(groups) > 1:
            title = _("Your named officer: %(council)s") % {"council": councils[0].full_name}
        yield CouncilCard(title, CARD, {"rows": [(row, True) for row in rows], "pins_up": True}, order=10)


@provides(CHANNEL)
def channels(principals):
    """The portfolio of a cabinet member, and officers whom local councils ask."""
    teams = team_of([council.pk for council in principals])
    yield Channel(_("Portfolio of a lead member"), _held(teams, (OfficerRole.LEAD_MEMBER,)), order=10)
    yield Channel(_("Named officer"), _held(teams, POINT_ROLES), order=20)
    yield Channel(_("Champion in the officers’ team"), _held(teams, (OfficerRole.CHAMPION,)), order=30)


def _held(teams, roles):
    counts = {pk: sum(people for role, people, _councils in rows if role in roles) for pk, rows in teams.items()}
    words = {pk: ngettext("%(num)s person", "%(num)s people", many) for pk, many in counts.items()}
    return {pk: words[pk] % {"num": many} for pk, many in counts.items() if many}


@provides(OPEN_WORK)
def gaps(person):
    """For officers: local councils that have nobody to turn to, once the council has named anybody at all."""
    if not person.is_authenticated:
        return
    principals = {council.pk: council for council in _principals(person, OFFICER_ROLES)}
    for pk, (without, outdated) in gaps_of(principals).items():
        board, council = reverse("liaison:coverage", args=[principals[pk].slug]), principals[pk].label
        if without:
            words = ngettext(
                "%(num)s local council has nobody to turn to", "%(num)s local councils have nobody to turn to", without
            )
            yield OpenWork(words % {"num": without}, f"{board}?state=none", council)
        if outdated:
            words = ngettext(
                "The officer of %(num)s local council was not confirmed for half a year",
                "The officers of %(num)s local councils were not confirmed for half a year",
                outdated,
            )
            yield OpenWork(words % {"num": outdated}, f"{board}?state=outdated", council)


@provides(CREATE)
def start_links(person):
    for principal in _principals(person, OFFICER_ROLES):
        yield StartLink(_("Name an officer for local councils"), reverse("liaison:name", args=[principal.slug]))
        return


@provides(DESTINATION)
def pages(person):
    """Of each principal council that the person acts for, or whose officers they ask."""
    if not person.is_authenticated:
        return
    for principal in _principals(person, PRINCIPAL_ROLES):
        words = _("liaison link officer sponsor who answers for which council")
        title = _("Named officers: %(council)s") % {"council": principal.label}
        yield Destination(title, reverse("liaison:list", args=[principal.slug]), words)
        title = _("Local councils without a named officer: %(council)s") % {"council": principal.label}
        yield Destination(title, reverse("liaison:coverage", args=[principal.slug]), _("coverage board gaps channels"))
        if principal.pk in person.officer_council_ids():
            title = _("Absence cover: %(council)s") % {"council": principal.label}
            yield Destination(title, reverse("liaison:cover", args=[principal.slug]), _("holiday away stand in"))


def _principals(person, roles):
    held = {m.council_id: m.council for m in person.current_memberships if m.role in roles and m.council.is_principal}
    return sorted(held.values(), key=lambda council: council.name)


@provides(DESTINATION)
def posts(person):
    """Each post of the person's principal councils, and of those their local councils ask; found by name, too."""
    if not person.is_authenticated:
        return
    rows = [row for each in posts_of([council.pk for council in _principals(person, PRINCIPAL_ROLES)]) for row in each]
    own = [m.council_id for m in person.current_memberships if m.council.is_local]
    for answering in known_of(own).values():
        rows += [(row.principal_slug, row.principal_name, row.post, row.name) for row in answering]
    for slug, council, post, name in dict.fromkeys(rows):
        address = f"{reverse('liaison:list', args=[slug])}?{urlencode({'q': post})}"
        yield Destination(post, address, f"{name} {council}", note=council)


@provides(EVENT)
def events():
    yield EventKind("liaison.officer_named", _("Officers named"), tells=True)
    yield EventKind("liaison.assignment_ended", _("Named officers who end"), tells=True)
    yield EventKind("liaison.assignment_withdrawn", _("Named officers who do not begin"))
    yield EventKind("liaison.assignment_changed", _("Named officers corrected"))
    yield EventKind("liaison.confirmed", _("Named officers confirmed"))
    yield EventKind("liaison.cover_set", _("Absence cover of named officers"))
    yield EventKind("liaison.cover_ended", _("Absence cover of named officers ended"))
    yield EventKind("liaison.clerks_told", _("Clerks told of their named officer"))
    yield EventKind("liaison.reminded", _("Reminders of named officers"))
