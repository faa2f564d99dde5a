"""The matrix for transfers."""

from django.utils import timezone

from tests.architecture.matrix_roles import (
    ADMIN,
    ANY_OFFICER,
    CONVENER,
    EVERYONE,
    OF_A,
    OF_R,
    OFFICERS,
    Case,
    Secret,
    nothing,
    of,
)

INSIDE = CONVENER | OF_A
CLERKS = of("a_clerk b_clerk ra_clerk")
SECRET = f"{Secret.MOVE}-P"
WORDS = {"title": "Pool", "summary": "The pool", "moves": "asset", "tenure": "freehold", "trigger": "closure"}


def one(which, side="p", **more):
    return lambda world, role: {"reference": getattr(getattr(world, side).moving, which).reference, **more}


def begun(world, role):
    local = {"b_clerk": world.p.b, "ra_clerk": world.r.a, "r_officer": world.r.a}.get(role, world.p.a)
    return {**WORDS, "local": local.pk}


def asked(world, role):
    return {"title": "Residents gain", "question": "", "stage": "criteria", "side": "local", "from_pence": "15,000"}


SHOWN = Case("transfers:transfer", EVERYONE, args=one("published"))
HIDDEN = SHOWN.but(label="hidden", may=INSIDE, knows=INSIDE, args=one("hidden"), shows=SECRET)
RIVAL = {"may": OF_R | ADMIN, "knows": OF_R | ADMIN, "shows": f"{Secret.MOVE}-R"}
STEP = SHOWN.but(
    route="transfers:step", label="unpublish", may=OFFICERS, args=one("published", verb="unpublish"), data=nothing,
    writes="transfers_transfer",
)  # fmt: skip
TASK = Case(
    "transfers:task",
    OFFICERS | of("a_clerk"),
    knows=INSIDE,
    args=one("published", code="better"),
    data=lambda world, role: {"words": "Longer hours", "complete": "False"},
    writes="transfers_transfertask",
)
CASES = (
    Case("transfers:transfers", EVERYONE),
    Case(
        "transfers:begin",
        ANY_OFFICER | CLERKS,
        data=begun,
        does=(ANY_OFFICER | CLERKS) - of("q_officer"),  # whose area has no local council
        writes="transfers_transfer",
    ),
    Case("transfers:requirements", ANY_OFFICER, data=asked, writes="transfers_requirement"),
    SHOWN,
    HIDDEN,
    HIDDEN.but(label="rival", args=one("hidden", "r"), **RIVAL),
    SHOWN.but(route="transfers:describe", may=OFFICERS, data=lambda world, role: WORDS, writes="transfers_transfer"),
    SHOWN.but(route="transfers:paper", may=INSIDE, opens=302, data=nothing, writes="core_job"),
    TASK,
    TASK.but(label="hidden", args=one("hidden", code="better"), shows=""),
    TASK.but(
        route="transfers:send-back",
        may=OFFICERS,
        args=one("published", code="principle"),
        data=lambda world, role: {"comment": "Who pays?"},
        shows=SECRET,
    ),
    STEP,
    STEP.but(label="publish", knows=INSIDE, args=one("hidden", verb="publish")),
    STEP.but(
        label="stop",
        args=one("published", verb="stop"),
        data=lambda world, role: {"because": f"Too dear on {timezone.localdate()}"},
    ),
)
