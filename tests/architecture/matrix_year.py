"""The matrix for a charter after its signatures: how commitments stand, what is reported and commented."""

from tests.architecture.matrix_accounts import today
from tests.architecture.matrix_charters import TEXT, in_state, later
from tests.architecture.matrix_roles import ADMIN, EVERYONE, OF_A, OF_P, OFFICERS, READERS, Case, nothing, of


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
    PROGRESS.but(route="charters:progress-report", opens=405, data=nothing, writes="core_job"),
    PROGRESS.but(route="charters:residents", shows=TEXT),
    PROGRESS.but(
        route="charters:residents", label="published", may=EVERYONE, knows=EVERYONE, args=in_state("published")
    ),
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
    PROGRESS.but(route="charters:life"),
    PROGRESS.but(route="charters:review"),
    PROGRESS.but(
        route="charters:review-open",
        may=OFFICERS,
        data=lambda world, role: {**later(60, "views_by")},
    ),
    PROGRESS.but(
        route="charters:review-close",
        may=OFFICERS,
        data=lambda world, role: {"outcome": "renew", "months": "12", "finding": "It works."},
        writes="charters_review",
    ),
    PROGRESS.but(
        route="charters:review-say",
        may=of("a_clerk"),
        knows=OF_A | OF_P | ADMIN,
        args=in_state("in_force", council="a"),
        data=lambda world, role: {"verdict": "well", "wish": "renew", "text": "It works for us."},
        writes="charters_reviewview",
    ),
    PROGRESS.but(
        route="charters:leave",
        may=of("a_clerk dual"),
        knows=OF_A | OF_P | ADMIN,
        args=in_state("in_force", council="a"),
        data=lambda world, role: {"minute_reference": "28/118", "declared": "on"},
        writes="charters_withdrawal",
    ),
    PROGRESS.but(
        route="charters:renew",
        may=OFFICERS,
        data=lambda world, role: {"months": "36", "note": "Cabinet, minute 52"},
        writes="charters_renewal",
    ),
)
