"""The matrix for handovers of local councils: officers and managers of the principal, and nobody else."""

from tests.architecture.matrix_accounts import today
from tests.architecture.matrix_roles import ADMIN, OF_P, OFFICERS, Case, Secret, nothing, of

TEXT = f"{Secret.HANDED}-P"


def principal(world, role):
    return {"slug": world.p.principal.slug}


def one(name, side="p"):
    return lambda world, role: {"public_id": getattr(getattr(world, side).handovers, name).public_id}


def begun(world, role):
    leaver, other = world.p.officers.membership, world.p.handovers.open.leaver
    return {"leaver": leaver.public_id, "successor": other.pk, "reason": "Moves", **today("last_day")}


def written(world, role):
    return {"successor": world.p.handovers.follows.pk, "history": f"{TEXT} still", "people": "Clerk"}


def shared(world, role):
    note = world.p.handovers.silent.public_id
    return {"successor": world.people["p_manager"].memberships.get().pk, "notes": [str(note)]}


def left_out(world, role):
    return {"notes": [str(world.p.handovers.silent.public_id)]}


LIST = Case("liaison:handovers", OFFICERS, knows=OF_P | ADMIN, args=principal)
SHOWN = Case("liaison:handover", OFFICERS, knows=OFFICERS, args=one("open"))
STEP = SHOWN.but(writes="liaison_councilhandover", data=nothing)
NOTE = SHOWN.but(route="liaison:handover-note", args=one("note"), shows=TEXT)
PDF = SHOWN.but(route="liaison:handover-pdf", opens=302, data=nothing, writes="core_job")
CASES = (
    LIST,
    LIST.but(
        route="liaison:hand-over", knows=of("p_officer p_manager p_lead p_viewer dual admin"), data=begun,
        writes="liaison_councilhandover",
    ),
    SHOWN,
    SHOWN.but(label="rival", may=of("r_officer"), knows=of("r_officer"), args=one("open", "r")),
    SHOWN.but(label="done", args=one("done")),
    STEP.but(
        route="liaison:handover-complete", data=lambda world, role: {"no_note": "Nothing to say"},
    ),
    STEP.but(route="liaison:handover-drop"),
    STEP.but(route="liaison:handover-share", data=shared, writes="liaison_handovernote"),
    STEP.but(route="liaison:handover-leave-out", data=left_out, writes="liaison_handovernote"),
    STEP.but(route="liaison:handover-add", opens=302, writes="", audited=False),
    STEP.but(
        route="liaison:handover-read", opens=302, args=one("done"), does=of("p_officer"), writes="liaison_handovernote"
    ),
    NOTE,
    NOTE.but(label="done", args=one("to_read")),
    NOTE.but(route="liaison:handover-write", data=written, writes="liaison_handovernote"),
    NOTE.but(
        route="liaison:handover-note-read", opens=302, shows="", args=one("to_read"), data=nothing,
        does=of("p_officer"), writes="liaison_handovernote",
    ),
    PDF,
    PDF.but(route="liaison:handover-note-pdf", args=one("note")),
)  # fmt: skip
