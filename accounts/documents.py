"""The handover of a role as data; templates/documents/handover.html prints it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class HandoverDocument:
    """What the successor keeps: who, when, the note, and what was open."""

    council: str
    council_context: str
    role: str
    leaver: str
    since: date
    successor: str
    handed_over_by: str
    issued_at: datetime
    last_day: date | None
    note: str
    open_work: tuple[dict, ...]
    demonstration: bool = False
    reference: str = ""

    @property
    def title(self):
        return _("Handover: %(role)s of %(council)s") % {"role": self.role, "council": self.council}

    @property
    def subject(self):
        return _("Handover of a role")

    @property
    def author(self):
        return self.handed_over_by


def handover_document(handover):
    """A handover as data."""
    membership, invitation = handover.membership, handover.invitation
    return HandoverDocument(
        council=membership.council.full_name,
        council_context=membership.council.context,
        role=str(membership.get_role_display()),
        leaver=str(membership.user),
        since=membership.starts_on,
        successor=str(invitation.accepted_by or invitation.address),
        handed_over_by=str(handover.handed_over_by),
        issued_at=handover.handed_over_at,
        last_day=handover.last_day,
        note=handover.note,
        open_work=tuple(handover.open_work),
        demonstration=settings.DEMO,
    )
