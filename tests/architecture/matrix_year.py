"""The matrix for a charter after its signatures: how commitments stand, what is reported and commented."""

from tests.architecture.matrix_accounts import today
from tests.architecture.matrix_charters import TEXT, in_state
from tests.architecture.matrix_roles import ADMIN, EVERYONE, OF_P, OFFICERS, READERS, Case, of


def key_of(found):
    """The commitment of the agreement."""
    return found.commitment.key


def pk_of(found):
    """What was reported about it."""
    return found.entry.pk


def report(world, role):
    return {"standing": "green", "text": "Nine in ten were answered in time.", **today("stood_on")}


PROGRESS = Case("charters:progress", READERS, knows=READERS, args=in_state("in_force"))
ONE = PROGRESS.but(route="charters:commitment-progress", args=in_state("in_force", key=key_of), shows=TEXT)
ENTRY = PROGRESS.but(route="charters:progress-entry", may=OFFICERS, args=in_state("in_force", pk=pk_of))
CASES = (
    PROGRESS,
    PROGRESS.but(label="published", knows=EVERYONE, args=in_state("published")),
    PROGRESS.but(route="charters:progress-csv", shows=TEXT),
    ONE,
    Case(
        "charters:report-progress",
        OFFICERS,
        knows=OF_P | ADMIN,
        args=in_state("in_force", council="principal", key=key_of),
        data=report,
        writes="charters_progressentry",
    ),
    ENTRY.but(data=report, writes="charters_progressentry"),
    ENTRY.but(
        route="charters:progress-comment",
        may=of("a_clerk"),
        data=lambda world, role: {"text": "We waited longer."},
        writes="charters_progresscomment",
    ),
    ENTRY.but(route="charters:progress-evidence", may=READERS),
)
