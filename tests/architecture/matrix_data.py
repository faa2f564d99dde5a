"""The matrix for personal data: one's own copy and removal, and what administrators do on request."""

from accounts.actions.proof import new_mailed_proof
from accounts.actions.removal import PROOF
from accounts.views.removals import CHOSEN
from tests.architecture.matrix_accounts import CODE
from tests.architecture.matrix_roles import ADMIN, EVERYONE, PEOPLE, Case, Secret, nothing, of

# the others are the last who can let people in, or have work under way; a successor of the clerks of A is invited
FREE = of("p_lead p_viewer a_clerk a_councillor a_viewer ra_clerk dual county_officer q_officer ended revoked")


def code_sent(world, role, session):
    """The code that confirms the removal is in the person's mail."""
    if world.people[role]:
        new_mailed_proof(world.people[role], "remove", PROOF, f"{role}@example.org", CODE)


def chosen(world, role, session):
    """The administrator has said whose account it is."""
    session[CHOSEN] = world.p.private.pk


CASES = (
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
