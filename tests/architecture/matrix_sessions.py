"""The matrix for the sign-in log and open sessions."""

from tests.architecture.matrix_roles import NOBODY, PEOPLE, Case, nothing, of

END = "accounts:end-session"
CASES = (
    Case("accounts:sign-ins", PEOPLE),
    Case("accounts:sessions", PEOPLE),
    Case("accounts:end-other-sessions", PEOPLE, opens=302, data=nothing, writes="accounts_user"),
    Case(
        END,
        of("a_councillor"),
        knows=NOBODY,
        args=lambda world, role: {"public_id": world.session.public_id},
        opens=302,
        data=nothing,
        writes="accounts_opensession",
    ),
)
