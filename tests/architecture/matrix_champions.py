"""The matrix for champions: appointments, logs, the board of a principal and the reports."""

from charters.champions.years import this_year
from tests.architecture.matrix_accounts import today
from tests.architecture.matrix_roles import ADMIN, OF_A, OF_P, Case, Secret, nothing, of

CLERK = of("a_clerk")
CHAMPION = of("a_clerk a_councillor")
ACROSS = OF_A | OF_P | ADMIN | of("county_officer")  # A, its principal and the county
RIVALS = of("ra_clerk r_officer county_officer admin")
BOARD = OF_P | ADMIN


def council(side="p", **more):
    """The address of a page about a side's first local council."""

    def args(world, role):
        return {"slug": getattr(world, side).a.slug, **more}

    return args


def principal(world, role):
    return {"slug": world.p.principal.slug}


def principals_year(world, role):
    return {"slug": world.p.principal.slug, "year": this_year()}


def appointment(side="p"):
    return lambda world, role: {"public_id": getattr(world, side).champions.appointment.public_id}


def entry(side="p"):
    return lambda world, role: {"public_id": getattr(world, side).champions.entry.public_id}


def decision(world, role):
    return {"person": "none", "role_title": "Another councillor", "decision_taker": "full_council"}


def successor(world, role):
    return {**decision(world, role), "end_reason": "Stood down", **today("starts_on")}


def last_day(world, role):
    return {"reason": "Stood down", **today("ends_on")}


def line(world, role):
    return {"duty": "awareness", "what": "Talked about the charter", **today("done_on")}


REACH, LOG = f"{Secret.REACH}-P", f"{Secret.LOG}-P"
PAGE = Case("charters:champion", ACROSS, knows=ACROSS, args=council(), shows=REACH)
APPOINTMENT = PAGE.but(route="charters:champion-change", may=CLERK, args=appointment(), writes="charters_appointment")
ENTRY = PAGE.but(route="charters:champion-entry", may=CHAMPION, args=entry(), data=line, writes="charters_logentry")
BOARDS = Case("charters:champion-board", BOARD, knows=BOARD, args=principal)
CASES = (
    PAGE,
    PAGE.but(label="rival", may=RIVALS, knows=RIVALS, args=council("r"), shows=f"{Secret.REACH}-R"),
    PAGE.but(
        route="charters:champion-appoint", may=CLERK, data=successor, writes="charters_appointment", shows="",
    ),
    APPOINTMENT.but(data=decision),
    APPOINTMENT.but(label="rival", may=of("ra_clerk"), knows=RIVALS, args=appointment("r"), data=decision,
                    shows=f"{Secret.REACH}-R"),
    APPOINTMENT.but(route="charters:champion-end", data=last_day, shows=""),
    APPOINTMENT.but(route="charters:champion-needs", may=CHAMPION, data=lambda world, role: {"needs": ["money"]},
                    shows=""),
    APPOINTMENT.but(route="charters:champion-log-add", may=CHAMPION, data=line, writes="charters_logentry", shows=""),
    ENTRY.but(shows=LOG),
    ENTRY.but(label="rival", may=of("ra_clerk"), knows=RIVALS, args=entry("r"), shows=f"{Secret.LOG}-R"),
    ENTRY.but(route="charters:champion-entry-strike", data=lambda world, role: {"reason": "Twice"}, shows=LOG),
    PAGE.but(route="charters:champion-log", shows=LOG),
    PAGE.but(route="charters:champion-report", args=council(year=this_year()), data=nothing, writes="core_job",
             shows=LOG),
    BOARDS,
    BOARDS.but(route="charters:champion-training"),
    BOARDS.but(route="charters:champion-area-report", args=principals_year, data=nothing, writes="core_job", shows=LOG),
)  # fmt: skip
