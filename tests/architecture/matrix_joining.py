"""The matrix for asking to join, deciding about it, and confirming who has access."""

from tests.architecture.matrix_pages import council_a, principal
from tests.architecture.matrix_roles import (
    ADMIN,
    ANY_OFFICER,
    EVERYONE,
    NOBODY,
    OF_A,
    OF_P,
    OFFICERS,
    Case,
    Secret,
    nothing,
    of,
)

TEAM_A = OF_A | OFFICERS | ADMIN  # who sees the people of A
MANAGER = of("p_manager")
REVIEW = "accounts_accessreview"
UNJOINED = {"councils": ["p-unjoined"], "unlisted": []}
DETAILS = {"name": "Some Body", "role": "clerk", "address": "clerk@unjoined.example", "phone": "", "note": ""}


def chosen(world, role, session):
    """A council is on the list."""
    session["joining"] = UNJOINED


def typed(world, role, session):
    """The details are there too."""
    session["joining"] = {**UNJOINED, "details": DETAILS}


def unjoined(world, role):
    return {"slug": world.p.fresh.slug}


def unlisted(world, role):
    return {"council": "Newly Made", "place": "Milton Keynes"}


def of_request(world, role):
    return {"public_id": world.p.join_request.public_id}


ASK = Case("accounts:ask", EVERYONE, data=lambda world, role: {"council_name": "Unjoined"})
REQUEST = Case(
    "accounts:join-request",
    OFFICERS | ADMIN,
    knows=NOBODY,
    args=of_request,
    shows=f"{Secret.ASKED}-p",
    data=lambda world, role: {"decision": "approve", "may_sign": "on"},
    writes="accounts_membership",
)
CASES = (
    ASK,
    ASK.but(route="accounts:ask-council", args=unjoined, data=nothing),
    ASK.but(route="accounts:ask-council", args=council_a, data=nothing, label="taken"),
    ASK.but(route="accounts:ask-unlisted", data=unlisted),
    ASK.but(route="accounts:ask-drop", opens=302, data=lambda world, role: {"council": "p-unjoined"}),
    ASK.but(route="accounts:ask-details", before=chosen, data=lambda world, role: DETAILS),
    ASK.but(route="accounts:ask-check", before=typed, data=nothing, writes="accounts_joinrequest", audited=False),
    Case("accounts:ask-sent", EVERYONE),
    Case("accounts:ask-done", EVERYONE),
    Case(
        "accounts:confirm-request",
        EVERYONE,
        args=lambda world, role: {"token": world.p.request_token},
        data=nothing,
        writes="accounts_joinrequest",
    ),
    Case("accounts:join-requests", ANY_OFFICER | ADMIN, shows=f"{Secret.ASKED}-p"),
    Case("accounts:confirm-people", of("a_clerk"), knows=TEAM_A, args=council_a, data=nothing, writes=REVIEW),
    Case(
        "accounts:confirm-people",
        MANAGER,
        knows=OF_P | ADMIN,
        args=principal,
        label="principal",
        data=nothing,
        writes=REVIEW,
    ),
    Case("accounts:access-list", TEAM_A, knows=NOBODY, args=council_a, opens=302, data=nothing, writes="core_job"),
    REQUEST,
    REQUEST.but(
        label="refuse",
        data=lambda world, role: {"decision": "refuse", "reason": "Nobody here knows you."},
        writes="accounts_joinrequest",
    ),
)
