"""The matrix for a lost second factor."""

from accounts.actions.resets import ask_for_reset, cancel_address
from accounts.models import SecondFactorReset
from tests.accounts.factories import give_app
from tests.architecture.matrix_roles import (
    ADMIN,
    ANY_OFFICER,
    EVERYONE,
    NOBODY,
    OF_A,
    OF_P,
    OFFICERS,
    Case,
    nothing,
    of,
)

MANAGER = of("p_manager")
WHY = "Rang her on the number we have had for years"


def lost(person):
    """The person has a second factor, and has lost it; asked for once."""
    if not person.authenticator_set.exists():
        give_app(person)
    return SecondFactorReset.objects.open().filter(person=person).first() or ask_for_reset(by=person)


def of_clerk(world, role):
    return {"public_id": lost(world.p.b_clerk).public_id}


def of_officer(world, role):
    return {"public_id": lost(world.p.officer).public_id}


def link(world, role):
    return {"token": cancel_address(lost(world.p.b_clerk)).rstrip("/").rsplit("/", 1)[1]}


def clerks_membership(world, role):
    lost(world.p.clerk)
    return {"public_id": world.p.clerk.memberships.get().public_id}


def officers_membership(world, role):
    return {"public_id": world.p.officer.memberships.get().public_id}


def confirmed(world, role):
    return {"decision": "confirm", "reason": WHY}


RESET = Case(
    "accounts:reset",
    OFFICERS | ADMIN,
    knows=of("b_clerk"),
    args=of_clerk,
    data=confirmed,
    writes="accounts_secondfactorreset",
)
CASES = (
    Case("account_lost_device", EVERYONE, moved=EVERYONE, data=nothing, does=NOBODY),
    Case("accounts:resets", ANY_OFFICER | ADMIN),
    RESET,
    RESET.but(label="an officer", may=MANAGER | ADMIN, knows=of("p_officer"), args=of_officer),
    RESET.but(label="cancel", data=lambda world, role: {"decision": "cancel"}),
    Case("accounts:cancel-reset", EVERYONE, args=link, data=nothing, writes="accounts_secondfactorreset"),
    Case(
        "accounts:reset-app",
        OFFICERS | ADMIN,
        knows=OF_A,
        args=clerks_membership,
        data=lambda world, role: {"reason": WHY},
        writes="accounts_secondfactorreset",
    ),
    Case(
        "accounts:reset-app",
        MANAGER | ADMIN,
        knows=OF_P,
        label="an officer",
        args=officers_membership,
        data=lambda world, role: {"reason": WHY},
        writes="accounts_secondfactorreset",
    ),
)
