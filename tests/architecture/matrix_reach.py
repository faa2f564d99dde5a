"""The matrix for how councils want to be in touch."""

from tests.architecture.contacts_world import REACHED
from tests.architecture.matrix_contacts import BOTH, COUNTY, council, principal
from tests.architecture.matrix_roles import ADMIN, EVERYONE, OF_A, OF_P, OFFICERS, Case, Secret, of


def wish(world, role):
    return {**REACHED, "reachable": "Afternoons"}


SHOWN = Case("liaison:reach", BOTH | COUNTY, knows=EVERYONE, args=council, shows=f"{Secret.WISH}-P")
CHANGE = SHOWN.but(
    route="liaison:reach-change", may=of("a_clerk"), shows=f"{Secret.WISH}-P", data=wish,
    writes="liaison_commspreference",
)  # fmt: skip
CASES = (
    SHOWN,
    SHOWN.but(label="principal", may=OF_P | OF_A | of("b_clerk") | ADMIN, args=principal, shows=""),
    Case("liaison:timeline", BOTH | COUNTY, knows=EVERYONE, args=council),
    CHANGE,
    CHANGE.but(label="principal", may=OFFICERS, args=principal, shows=""),
)
