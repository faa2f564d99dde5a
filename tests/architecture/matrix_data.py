"""The matrix for personal data: one's own copy and removal, and what administrators do on request."""

from accounts.actions.proof import new_mailed_proof
from accounts.actions.removal import PROOF
from accounts.models import DataComplaint
from accounts.views.complaints import MADE
from accounts.views.removals import CHOSEN
from tests.architecture.matrix_accounts import CODE
from tests.architecture.matrix_roles import ADMIN, EVERYONE, NOBODY, PEOPLE, Case, Secret, nothing, of

# the others are the last who can let people in, or have work under way; a successor of the clerks of A is invited
FREE = of("p_lead p_viewer a_clerk a_councillor a_viewer ra_clerk dual county_officer q_officer ended revoked")


def code_sent(world, role, session):
    """The code that confirms the removal is in the person's mail."""
    if world.people[role]:
        new_mailed_proof(world.people[role], "remove", PROOF, f"{role}@example.org", CODE)


def chosen(world, role, session):
    """The administrator has said whose account it is."""
    session[CHOSEN] = world.p.private.pk


def of_complaint(world, role):
    """A complaint that nobody has acknowledged."""
    facts = {"name": "A Resident", "address": "resident@example.org", "text": "My number is on a public page."}
    return {"public_id": DataComplaint.objects.get_or_create(reference="CG-2222-2222", defaults=facts)[0].public_id}


def made(world, role, session):
    """The form has just been sent."""
    session[MADE] = ["CG-2222-2222", "2026-12-24"]


COMPLAINT = Case(
    "accounts:complaint",
    ADMIN,
    knows=NOBODY,
    args=of_complaint,
    data=lambda world, role: {"step": "acknowledge"},
    writes="accounts_datacomplaint",
)
CASES = (
    Case(
        "accounts:complain",
        EVERYONE,
        data=lambda world, role: {"name": "A Resident", "address": "resident@example.org", "text": "It is wrong."},
        writes="accounts_datacomplaint",
    ),
    Case("accounts:complaint-made", EVERYONE, before=made),
    Case("accounts:complaints", ADMIN),
    COMPLAINT,
    COMPLAINT.but(label="answer", data=lambda world, role: {"step": "answer", "answer": "It was taken off."}),
    Case("accounts:my-data", PEOPLE),
    Case("accounts:take-my-data", PEOPLE, opens=302, data=nothing, writes="core_job"),
    Case("accounts:remove-me", PEOPLE, data=nothing, does=FREE, writes="accounts_identityproof", audited=False),
    Case(
        "accounts:confirm-remove-me",
        PEOPLE,
        before=code_sent,
        data=lambda world, role: {"code": CODE},
        does=FREE,
        writes="accounts_removal",
    ),
    Case("core:retention", ADMIN),
    Case("accounts:removed", EVERYONE),
    Case("accounts:removals", ADMIN),
    Case("accounts:choose-to-remove", ADMIN, data=lambda world, role: {"address": world.p.private.email}),
    Case(
        "accounts:remove-person",
        ADMIN,
        before=chosen,
        shows=f"{Secret.PERSON} P",
        data=lambda world, role: {"asked": "on"},
        writes="accounts_removal",
    ),
)
