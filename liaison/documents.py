"""Whom to ask, on paper: the directory of a principal council, one page for the wall of a local council's office."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.documents.looks import DocumentLook
from core.formatting import date as day_in_words
from core.formatting import number
from councils.looks import document_look
from councils.models import Council
from liaison.known import known_of
from liaison.models import POINT_ROLES


@dataclass(frozen=True)
class Contact:
    """Somebody to ask today; while a colleague stands in, name and address are the colleague's."""

    role: str
    name: str
    post: str
    email: str
    covered_until: date | None
    reach: str = ""  # for how many councils


@dataclass(frozen=True)
class Entry:
    """One local council in the directory of its principal; without contacts of its own and no gap: as for all."""

    title: str
    place: str  # only where two have the same name
    contacts: tuple[Contact, ...]
    is_gap: bool  # nobody to turn to day by day


@dataclass(frozen=True)
class DirectoryDocument:
    """Who of a principal answers for which local council on one day."""

    title: str
    subject: str
    author: str
    reference: str
    issued_at: datetime
    facts: tuple
    people: tuple[Contact, ...]  # each once in each part, with the number of councils
    entries: tuple[Entry, ...]
    look: DocumentLook | None = None
    demonstration: bool = False


@dataclass(frozen=True)
class Side:
    """One principal of a local council: whom to ask there, and where the list of today stands."""

    title: str
    contacts: tuple[Contact, ...]
    address: str


@dataclass(frozen=True)
class WallDocument:
    """Whom one local council asks, at each of its principals, on one day."""

    title: str
    subject: str
    author: str
    reference: str
    issued_at: datetime
    sides: tuple[Side, ...]
    look: DocumentLook | None = None
    demonstration: bool = False


def directory_of(principal, *, at):
    """Every local council of the area and who answers for it; of officers of this principal alone."""
    councils = {each.pk: each for each in Council.objects.of_principal(principal).local().current().by_name()}
    known = {pk: [row for row in rows if row.principal == principal.pk] for pk, rows in known_of(councils).items()}
    names = [council.full_name for council in councils.values()]
    twice = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
    entries = tuple(_entry(council, known[pk], twice) for pk, council in councils.items())
    return DirectoryDocument(
        title=_("Who answers for which local council"),
        subject=_("Contact directory of %(council)s") % {"council": principal.full_name},
        author=principal.full_name,
        reference=_("Contact directory, %(council)s, %(day)s") % _facts_of(principal, at),
        issued_at=at,
        facts=_facts(entries, known),
        people=_people(known),
        entries=entries,
        look=document_look(principal),
        demonstration=settings.DEMO,
    )


def wall_page_of(council, *, at):
    """The principals of a local council that have named somebody for it, the nearer first."""
    rows = known_of([council.pk])[council.pk]
    sides = []
    for principal in council.parent_list:
        contacts = tuple(_contact(row) for row in rows if row.principal == principal.pk)
        address = settings.SITE_URL + reverse("liaison:list", args=[principal.slug])
        if contacts:
            sides.append(Side(principal.full_name, contacts, address))
    principals = council.own_principals or council.parent_list
    return WallDocument(
        title=_("Whom to ask"),
        subject=_("Whom %(council)s asks") % {"council": council.full_name},
        author=council.full_name,
        reference=_("Whom to ask, %(council)s, %(day)s") % _facts_of(council, at),
        issued_at=at,
        sides=tuple(sides),
        look=document_look(principals[0]) if principals else None,
        demonstration=settings.DEMO,
    )


def paper_of(council, *, at):
    """(template, document): the directory of a principal, the page for the wall of a local council."""
    if council.is_principal:
        return "documents/contact_directory.html", directory_of(council, at=at)
    return "documents/whom_to_ask.html", wall_page_of(council, at=at)


def _facts_of(council, at):
    return {"council": council.full_name, "day": day_in_words(at)}


def _facts(entries, known):
    away = sum(any(row.covered_until for row in rows) for rows in known.values())
    return (
        (_("Local councils"), number(len(entries))),
        (_("With somebody to turn to"), number(sum(not entry.is_gap for entry in entries))),
        (_("Where a colleague stands in"), number(away)),
    )


def _people(known):
    """Each person once in each part, those for the whole area first; most councils before fewer."""
    counts = {}
    for row in (row for rows in known.values() for row in rows):
        counts[row] = counts.get(row, 0) + 1
    found = sorted(counts, key=lambda row: (not row.is_whole, -counts[row], row.name, row.post))
    return tuple(_contact(row, _reach(row, counts[row])) for row in found)


def _reach(row, councils):
    if row.is_whole:
        return _("all local councils")
    return ngettext("%(num)s local council", "%(num)s local councils", councils) % {"num": number(councils)}


def _entry(council, rows, twice):
    own = tuple(_contact(row) for row in rows if not row.is_whole)
    is_gap = not any(row.is_primary and row.role in POINT_ROLES for row in rows)
    name = council.full_name
    return Entry(name, council.context if name in twice else "", own, is_gap)


def _contact(row, reach=""):
    return Contact(_role(row), row.name, row.post, row.email, row.covered_until, reach)


def _role(row):
    label = str(row.role_label)
    return label if row.is_primary else _("%(role)s (deputy)") % {"role": label}
