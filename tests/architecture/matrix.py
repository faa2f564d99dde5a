"""The access matrix: who may open and do what, for every address. `matrix_print` prints the table."""

from tests.architecture import (
    matrix_accounts,
    matrix_champions,
    matrix_charters,
    matrix_comments,
    matrix_contacts,
    matrix_data,
    matrix_digests,
    matrix_funding,
    matrix_groups,
    matrix_handover,
    matrix_handovers,
    matrix_joining,
    matrix_liaison,
    matrix_library,
    matrix_money,
    matrix_moving,
    matrix_pages,
    matrix_partnerships,
    matrix_portals,
    matrix_posts,
    matrix_preferences,
    matrix_promises,
    matrix_reach,
    matrix_resets,
    matrix_schedules,
    matrix_services,
    matrix_sessions,
    matrix_transfers,
    matrix_work,
    matrix_year,
)
from tests.architecture.matrix_roles import ROLES

CASES = (
    *matrix_pages.CASES,
    *matrix_accounts.CASES,
    *matrix_joining.CASES,
    *matrix_data.CASES,
    *matrix_handover.CASES,
    *matrix_sessions.CASES,
    *matrix_resets.CASES,
    *matrix_charters.CASES,
    *matrix_comments.CASES,
    *matrix_year.CASES,
    *matrix_champions.CASES,
    *matrix_work.CASES,
    *matrix_portals.CASES,
    *matrix_library.CASES,
    *matrix_funding.CASES,
    *matrix_digests.CASES,
    *matrix_liaison.CASES,
    *matrix_contacts.CASES,
    *matrix_promises.CASES,
    *matrix_handovers.CASES,
    *matrix_services.CASES,
    *matrix_reach.CASES,
    *matrix_partnerships.CASES,
    *matrix_money.CASES,
    *matrix_moving.CASES,
    *matrix_groups.CASES,
    *matrix_posts.CASES,
    *matrix_schedules.CASES,
    *matrix_transfers.CASES,
    *matrix_preferences.CASES,
)


def lines():
    """The table as text: r for may open, W for may do, . for neither."""
    width = max(len(case.name) for case in CASES) + 1
    tall = max(map(len, ROLES))
    for row in range(tall):
        yield " " * width + " ".join(role.rjust(tall)[row] for role in ROLES)
    for case in CASES:
        yield case.name.ljust(width) + " ".join(mark(case, role) for role in ROLES)


def mark(case, role):
    """One letter for what a role may do."""
    if case.data and role in case.doers:
        return "W"
    return "r" if role in case.may else "."
