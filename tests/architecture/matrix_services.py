"""The matrix for service contacts."""

from tests.architecture.matrix_liaison import principal
from tests.architecture.matrix_roles import EVERYONE, OFFICERS, PEOPLE, Case, Secret, nothing


def contact(side="p"):
    return lambda world, role: {"public_id": getattr(world, side).officers.service.public_id}


def words(world, role):
    return {"topic": "waste", "team": "Waste team", "email": "waste@example.org", "is_listed": "on"}


def still_right(world, role):
    return {"contacts": [str(world.p.officers.service.public_id)]}


LISTS = Case("liaison:services", EVERYONE, args=principal)
ONE = Case("liaison:wrong-door", PEOPLE, args=contact(), data=nothing, writes="liaison_wrongdoor")
CASES = (
    Case("liaison:ask", EVERYONE),
    LISTS,
    LISTS.but(route="liaison:service-add", may=OFFICERS, data=words, writes="liaison_servicecontact"),
    LISTS.but(route="liaison:service-confirm", may=OFFICERS, data=still_right, writes="liaison_servicecontact"),
    ONE,
    ONE.but(label="rival", args=contact("r")),
    ONE.but(
        route="liaison:service-change",
        may=OFFICERS,
        data=words,
        writes="liaison_servicecontact",
        shows=f"{Secret.DOOR}-P",
    ),
)
