"""The matrix for roles that pass on, and for cover."""

from datetime import timedelta

from django.utils import timezone

from tests.architecture.matrix_roles import (
    ADMIN,
    EVERYONE,
    OF_A,
    OFFICERS,
    Case,
    Secret,
    nothing,
    of,
)

TEAM_A = OF_A | OFFICERS | ADMIN
TO = "next@aston.example"
ABOVE = OFFICERS | ADMIN | of("a_clerk")


def clerk_of_a(world, role):
    return {"public_id": world.p.clerk.memberships.get().public_id}


def of_handover(world, role):
    return {"public_id": world.p.handover.public_id}


def typed(world, role, session):
    """The successor was named on the page before."""
    key = f"hand-over:{world.p.clerk.memberships.get().public_id}"
    session[key] = {"address": TO, "name": "", "when": "now", "last_day": "", "note": ""}


def days(world, role):
    """Cover from today to tomorrow."""
    today = timezone.localdate()
    found = {"address": TO, "name": ""}
    for name, day in (("first_day", today), ("last_day", today + timedelta(days=1))):
        found |= {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
    return found


HAND_OVER = Case(
    "accounts:hand-over",
    ABOVE,
    knows=TEAM_A,
    args=clerk_of_a,
    data=lambda world, role: {"address": TO, "when": "now"},
)
READ = Case("accounts:handover", ABOVE | of("a_councillor"), knows=TEAM_A, args=of_handover, shows=f"{Secret.NOTE}-P")
CASES = (
    HAND_OVER,
    HAND_OVER.but(route="accounts:hand-over-check", before=typed, data=nothing, writes="accounts_handover"),
    HAND_OVER.but(route="accounts:cover", data=days, writes="accounts_invitation"),
    Case("accounts:handed-over", EVERYONE),
    READ,
    READ.but(route="accounts:handover-pdf", opens=302, shows="", data=nothing, writes="core_job"),
    READ.but(
        route="accounts:handover-read",
        may=of("a_councillor"),
        opens=302,
        shows="",
        data=nothing,
        writes="accounts_handover",
    ),
)
