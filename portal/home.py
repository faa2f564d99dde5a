"""What a person's home shows, read from the registry."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import Invitation, Membership
from core.models import IncomingEmail, OutgoingEmail
from core.registry import OFFICER_COLUMN, OPEN_WORK, collect
from core.roles import Role
from councils.models import Council
from portal import council as council_page


def open_work(person):
    """Everything that waits for the person, the earliest date first, undated things last."""
    work = collect(OPEN_WORK, person)
    return sorted(work, key=lambda item: (item.due_on or date.max, item.council, item.title))


@dataclass(frozen=True)
class OwnCouncil:
    """A council the person acts for, with their roles in it."""

    council: Council
    roles: tuple
    may_sign: bool
    links: tuple


def own_councils(person):
    """The person's councils in the order of the alphabet, each once however many roles they hold."""
    memberships = sorted(person.current_memberships, key=lambda m: (m.council.name, m.council_id))
    for _pk, group in groupby(memberships, key=lambda m: m.council_id):
        held = list(group)
        roles = tuple(m.get_role_display() for m in held)
        council = held[0].council
        yield OwnCouncil(council, roles, any(m.may_sign for m in held), tuple(council_page.links(person, council)))


def local_councils_of(principal_ids):
    """Every local council in the area of these principals; of a county, those of its districts too."""
    inside = Council.objects.filter(parents__in=principal_ids).values("pk")
    return Council.objects.local().current().filter(pk__in=inside)


def with_people(councils):
    """Each with `has_clerk` and `is_invited`: a clerk is on the portal, somebody has an open invitation."""
    clerks = Membership.objects.current().filter(council=OuterRef("pk"), role=Role.CLERK)
    invitations = Invitation.objects.open().filter(council=OuterRef("pk"))
    return councils.annotate(has_clerk=Exists(clerks), is_invited=Exists(invitations))


@dataclass(frozen=True)
class OfficerRow:
    """A council in the officer's table, its cells in the order of the columns; None where nothing is known."""

    council: Council
    url: str
    cells: tuple


class OfficerTable:
    """All local councils in the area of an officer's principals, with the figures every app offers on them.

    The columns are counted over all councils, so a total stays the same while the officer searches.
    """

    def __init__(self, person, text=""):
        self.scope = with_people(local_councils_of(person.officer_council_ids()).for_officer())
        self.all = list(self.scope.by_name())
        self.columns = collect(OFFICER_COLUMN, person, self.all)
        self.text = text
        self.several_places = len({council.context for council in self.all}) > 1
        self.totals = any(column.total for column in self.columns)

    def councils(self):
        """Those whose name or place fits what the officer typed."""
        return list(self.scope.search(self.text)) if self.text else self.all

    def rows(self, councils):
        directory = reverse("councils:list")  # asked once: a page has many rows
        return [
            OfficerRow(c, f"{directory}{c.slug}/", tuple(column.cell(c) for column in self.columns)) for c in councils
        ]


def administrators_work():
    """What only an administrator can put right: councils without a principal, mail that failed."""
    return {
        "parent_unknown_url": reverse("councils:areas"),
        "imports_url": reverse("councils:imports"),
        "removals_url": reverse("accounts:removals"),
        "complaints_url": reverse("accounts:complaints"),
        "retention_url": reverse("core:retention"),
        "parent_unknown": Council.objects.parent_unknown().count(),
        "mail_url": reverse("core:outbox"),
        "failed_mail": OutgoingEmail.objects.filter(status=OutgoingEmail.Status.FAILED).count(),
        "open_letters": IncomingEmail.objects.open().count(),
    }
