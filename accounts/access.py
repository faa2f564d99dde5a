"""Who has access for a council: the same facts for the page, the spreadsheet, the PDF and the yearly confirmation."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from core.formatting import list_and
from councils.models import Council, Succession

FACTORS = {"totp": gettext_lazy("Authenticator app"), "webauthn": gettext_lazy("Passkey")}


@dataclass(frozen=True)
class AccessRow:
    """One person in one role."""

    name: str
    address: str
    role: str
    may_sign: bool
    since: date
    until: date | None
    second_factor: str
    last_sign_in: datetime | None
    added_by: str
    covers: str = ""  # for whom they deputise
    reads_for: str = ""  # the council that took over, if they only read the records for that reason


@dataclass(frozen=True)
class AccessDocument:
    """The list for the auditor, as printed."""

    council: str
    council_context: str
    rows: tuple[AccessRow, ...]
    readers: tuple[AccessRow, ...]  # of councils that took over
    inherited: tuple[str, ...]  # the councils it took over from
    fingerprint: str
    issued_at: datetime
    issued_by: str
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    demonstration: bool = False
    reference: str = ""

    @property
    def title(self):
        return _("Who has access: %(council)s") % {"council": self.council}

    @property
    def subject(self):
        return _("People who may act for the council on Common Ground")

    @property
    def author(self):
        return "Common Ground"


def people_of(council):
    """Memberships that count now or will, in the order of the roles, with all that the list says about them."""
    found = Membership.objects.of_council(council).not_ended().for_access_list()
    return found.order_by("role", "user__name", "pk")


def readers_of(council):
    """People of the councils that took over from this one: they read its records, and act for their own only."""
    heirs = Succession.objects.heirs_of(council)
    found = Membership.objects.filter(council__in=heirs).current().for_access_list()
    return found.order_by("council__search_name", "role", "user__name", "pk") if heirs else found.none()


def inherited_by(council):
    """The councils whose records the people of this one read besides, since it took over from them."""
    found = Succession.objects.inherited_by({council.pk})
    return Council.objects.filter(pk__in=found).order_by("search_name", "pk") if found else Council.objects.none()


def second_factor(membership):
    """The kinds a person signs in with besides the mailed code, or "No"."""
    kinds = [str(FACTORS[kind]) for kind in sorted(set(membership.factor_types)) if kind in FACTORS]
    return list_and(kinds) or str(_("No"))


def covers(membership):
    """For whom they stand in, in words; nothing for everybody else."""
    if membership.covers_id is None:
        return ""
    return _("stands in for %(person)s") % {"person": membership.covers.user}


def reader_row(membership):
    """A person of a council that took over, without the rights that count there only."""
    return replace(row_of(membership), may_sign=False, reads_for=membership.council.label)


def row_of(membership):
    person = membership.user
    return AccessRow(
        name=str(person),
        address=person.email or "",
        role=str(membership.get_role_display()),
        may_sign=membership.may_sign,
        since=membership.starts_on,
        until=membership.ends_on,
        second_factor=second_factor(membership),
        last_sign_in=person.last_login,
        added_by=str(membership.added_by or ""),
        covers=covers(membership),
    )


def fingerprint_of(memberships):
    """SHA-256 of who has which access; a sign-in or a new name changes nothing in it."""
    facts = sorted(
        [str(m.public_id), m.user_id, m.role, m.may_sign, m.starts_on.isoformat(), str(m.ends_on or "")]
        for m in memberships
    )
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def access_document(council, by):
    """The list of this moment as data."""
    memberships = list(people_of(council))
    review = council.access_reviews.select_related("confirmed_by").first()
    return AccessDocument(
        council=council.full_name,
        council_context=council.context,
        rows=tuple(row_of(m) for m in memberships),
        readers=tuple(reader_row(m) for m in readers_of(council)),
        inherited=tuple(each.label for each in inherited_by(council)),
        fingerprint=fingerprint_of(memberships),
        issued_at=timezone.now(),
        issued_by=by.role_label(),
        confirmed_at=review.confirmed_at if review else None,
        confirmed_by=str(review.confirmed_by) if review else "",
        demonstration=settings.DEMO,
    )
