"""The matrix for the money of transfers: what the public reads of it, and what only the two councils do."""

from django.utils import timezone

from tests.architecture.matrix_moving import HIDDEN, INSIDE, RIVAL, SECRET, SHOWN, one
from tests.architecture.matrix_roles import OFFICERS, Case, nothing, of
from tests.architecture.moving_world import LAST

WORKS = OFFICERS | of("a_clerk")


def duties(world, role):
    return {"ownership": ["local"], "events": ["principal", "local"], "events_words": f"By turns, says {role}"}


def rooms(world, role):
    today = timezone.localdate()
    return {"space": "First floor", "use": f"Offices of {role}", "tenant": "principal", "rent_pence": "100",
            "starts_on-day": today.day, "starts_on-month": today.month, "starts_on-year": today.year}  # fmt: skip


MONEY = SHOWN.but(route="transfers:money")
EXEMPT = HIDDEN.but(route="transfers:money", label="exempt", args=one("exempt"), shows=SECRET)
YEAR = HIDDEN.but(route="transfers:year", args=one("running", year=LAST), shows=SECRET)
YEAR_WRITTEN = YEAR.but(may=WORKS, writes="transfers_yearlystatement")
CASES = (
    MONEY,
    EXEMPT,
    EXEMPT.but(label="rival", args=one("exempt", "r"), **RIVAL),
    Case(
        "transfers:money-change",
        WORKS,
        args=one("published"),
        data=lambda world, role: {"dowry": "450,000", "note": f"By {role}"},
        writes="transfers_transfermoney",
    ),
    YEAR,
    YEAR.but(label="rival", args=one("running", "r", year=LAST), **RIVAL),
    YEAR.but(route="transfers:year-pdf", opens=302, data=nothing, writes="core_job", shows=""),
    YEAR_WRITTEN.but(
        route="transfers:year-change",
        args=one("running", year=LAST - 1),
        shows="",
        data=lambda world, role: {"staff": "1,000", "note": f"By {role}"},
    ),
    YEAR_WRITTEN.but(route="transfers:year-issue", args=one("running", year=LAST - 1), data=nothing, shows=""),
    YEAR_WRITTEN.but(
        route="transfers:year-answer",
        may=of("a_clerk"),
        data=lambda world, role: {"agreed": "False", "words": "The lift was ours"},
        shows="",
    ),
    Case(
        "transfers:responsibilities",
        WORKS,
        args=one("published"),
        data=duties,
        writes="transfers_responsibility",
    ),
    SHOWN.but(label="exempt duties", args=one("exempt"), shows=SECRET),
    Case(
        "transfers:lease-back",
        WORKS,
        args=one("published", code="add"),
        data=rooms,
        writes="transfers_leaseback",
    ),
    Case(
        "transfers:lease-back",
        WORKS,
        label="hidden",
        knows=INSIDE,
        args=lambda world, role: {
            "reference": world.p.moving.hidden.reference,
            "code": world.p.moving.rooms.reference,
        },
        data=rooms,
        writes="transfers_leaseback",
    ),
)
