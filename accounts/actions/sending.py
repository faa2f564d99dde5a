"""What becomes of each row of a list, and the worker's part of sending it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import mailbox_list
from accounts.actions.invitations import invite
from accounts.models import Invitation, InvitationBatch, Membership
from accounts.policies import roles_open_to
from core.exceptions import Refused
from core.roles import Role
from councils.models import Council

SEND, JOINED, INVITED, PROBLEM = "send", "joined", "invited", "problem"


@dataclass(frozen=True)
class CheckedRow:
    """What will happen to one line of the file, and why."""

    line: int
    council_text: str
    address: str
    name: str
    outcome: str  # SEND, JOINED, INVITED or PROBLEM
    note: str = ""
    warning: str = ""
    council: Council | None = None
    role: str = ""


def invite_rows(batch):
    """Invite every row still to be sent, each in its own transaction: a killed worker goes on."""
    for row in check_rows(batch):
        if row.outcome == SEND:
            _invite_row(batch, row)
    InvitationBatch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=timezone.now())


def _invite_row(batch, row):
    try:
        invite(council=row.council, role=row.role, address=row.address, name=row.name,
               may_sign=row.role == Role.CLERK, batch=batch, by=batch.sent_by)  # fmt: skip
    except Refused as refusal:
        _note_refusal(batch, row, refusal.message)
    except PermissionDenied:
        _note_refusal(batch, row, _("Whoever sent the list may no longer invite for this council."))


def _note_refusal(batch, row, reason):
    """Kept with the line, so that the officer sees on the page what was not sent and why."""
    for line in batch.rows:
        if line["line"] == row.line:
            line["refused"] = str(reason)
    batch.save(update_fields=["rows"])


def check_rows(batch):
    """Every row of the list with what will happen to it; each line comes back exactly once."""
    by = batch.sent_by or batch.uploaded_by
    names = mailbox_list.CouncilNames(batch.principal)
    known = _known(batch)
    checked, seen = [], set()
    for row in batch.rows:
        result = _check(row, names, known, seen, by)
        seen.add((result.council and result.council.pk, result.role, result.address))
        checked.append(result)
    return checked


def _known(batch):
    """Who has joined and who is invited already, as (council, role, address)."""
    addresses = {row["address"].strip().lower() for row in batch.rows}
    waiting = Invitation.objects.waiting().filter(address__in=addresses)
    members = Membership.objects.current().filter(
        user__emailaddress__email__in=addresses, user__emailaddress__verified=True
    )
    return {
        INVITED: set(waiting.values_list("council_id", "role", "address")),
        JOINED: set(members.values_list("council_id", "role", "user__emailaddress__email")),
    }


def _check(row, names, known, seen, by):
    address = mailbox_list.valid_address(row["address"])
    role = mailbox_list.role_named(row["role"])
    councils = names.find(row["council"])
    facts = {"line": row["line"], "council_text": row["council"], "name": row["name"][:200],
             "address": address or row["address"]}  # fmt: skip
    problem = _problem(row, address, role, councils)
    if problem:
        return CheckedRow(**facts, outcome=PROBLEM, note=problem)
    facts |= {"council": councils[0], "role": role}
    key = (councils[0].pk, role, address)
    if key in seen:
        return CheckedRow(**facts, outcome=PROBLEM, note=_("The same line is in the file twice."))
    if key in known[JOINED]:
        return CheckedRow(**facts, outcome=JOINED, note=_("Has already joined."))
    if key in known[INVITED]:
        return CheckedRow(**facts, outcome=INVITED, note=_("Has already been invited."))
    if names.of_county and role not in roles_open_to(by, councils[0]):
        return CheckedRow(**facts, outcome=PROBLEM, note=_("Is invited by its own district council."))
    if row.get("refused"):
        return CheckedRow(**facts, outcome=PROBLEM, note=row["refused"])
    warning = _("This looks like a person’s own mailbox.") if mailbox_list.is_personal(address) else ""
    return CheckedRow(**facts, outcome=SEND, warning=warning)


def _problem(row, address, role, councils):
    """Why the row cannot be sent, in words that tell what to put right; None when it can."""
    if not row["council"]:
        return _("The council is missing.")
    if not councils:
        return _("None of your local councils has this name.")
    if len(councils) > 1:
        labels = ", ".join(council.label for council in councils)
        return _("Several of your local councils have this name: %(councils)s") % {"councils": labels}
    if address is None:
        return _("The e-mail address is missing or not right.")
    if role is None:
        return _("The role must be clerk, councillor or viewer.")
    return None
