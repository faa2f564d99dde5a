"""The matrix for promises: the two councils between which they stand."""

from tests.architecture.matrix_accounts import today
from tests.architecture.matrix_roles import ADMIN, OF_A, OF_P, OF_R, OFFICERS, Case, Secret, of
from tests.liaison.factories import in_days

CLERK = of("a_clerk")
INSIDE = OF_P | OF_A | ADMIN
TEXT = f"{Secret.PROMISE}-P"


def council(name):
    return lambda world, role: {"slug": getattr(world.p, name).slug}


def one(name, side="p"):
    return lambda world, role: {"public_id": getattr(getattr(world, side).promises, name).public_id}


def new(world, role):
    other = world.p.principal.slug if role == "a_clerk" else world.p.b.name
    due = in_days(20)
    when = {"due_on-day": due.day, "due_on-month": due.month, "due_on-year": due.year, **today("made_on")}
    return {"council": other, "side": "us", "text": "Come to the forum", "made_in": "Call", **when}


def put_right(world, role):
    due = in_days(35)
    when = {"due_on-day": due.day, "due_on-month": due.month, "due_on-year": due.year, **today("made_on")}
    return {"text": f"{TEXT} soon", "made_in": "Forum", "answers": "", **when}


def kept(world, role):
    return {"outcome": "kept", "words": "Done", **today("day")}


def words(world, role):
    return {"words": "Another was meant"}


LIST = Case("liaison:promises", OF_P | ADMIN, knows=OF_P | ADMIN, args=council("principal"), shows=TEXT)
SHOWN = Case("liaison:promise", INSIDE, knows=INSIDE, args=one("promise"), shows=TEXT)
STEP = SHOWN.but(route="liaison:promise-report", may=OFFICERS | CLERK, data=kept, writes="liaison_promise")
CASES = (
    LIST,
    LIST.but(label="local", may=OF_A | ADMIN, knows=OF_A | ADMIN, args=council("a")),
    LIST.but(route="liaison:promise-add", may=OFFICERS, shows="", data=new, writes="liaison_promise"),
    LIST.but(
        route="liaison:promise-add",
        label="local",
        may=CLERK,
        knows=OF_A | ADMIN,
        args=council("a"),
        shows="",
        data=new,
        writes="liaison_promise",
    ),
    SHOWN,
    SHOWN.but(
        label="rival", may=OF_R | ADMIN, knows=OF_R | ADMIN, args=one("promise", "r"), shows=f"{Secret.PROMISE}-R"
    ),
    STEP,
    STEP.but(route="liaison:promise-change", data=put_right),
    STEP.but(route="liaison:promise-withdraw", data=words),
    STEP.but(route="liaison:promise-deny", may=OFFICERS, args=one("recorded"), data=words),
    STEP.but(route="liaison:promise-contest", may=OFFICERS, args=one("of_local"), data=words),
)
