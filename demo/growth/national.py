"""One growth from beginning to end: everything or nothing, and nothing the second time."""

import random
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import translation

from accounts.models import User
from core.audit import seal_events
from councils.models import Council
from demo.growth import agreements, events, members, profiles

SEED = 1894  # the year of the Act that made parish councils
PEOPLE, AGREEMENTS, EVENTS = 12_000, 4_000, 300_000
ADDRESS = "person-{:05}@national.example.org"


@dataclass
class Nation:
    """What the parts of a growth share."""

    dice: random.Random
    principals: list  # of today, with local councils
    locals_of: dict  # id of a principal: its local councils by name
    clerks: dict = field(default_factory=dict)  # id of a local council: its clerk
    officers: dict = field(default_factory=dict)  # id of a principal: its officers, the one who signs first
    happened: list = field(default_factory=list)  # of `events.Happened`


def is_grown():
    return User.objects.filter(email=ADDRESS.format(1)).exists()


@transaction.atomic
def grow(*, people=PEOPLE, number_of_agreements=AGREEMENTS, number_of_events=EVENTS, seed=SEED, say=print):
    """Write the national records unless they are there; True if it wrote."""
    if is_grown():
        return False
    with translation.override("en-gb"):
        nation = _nation(seed)
        seal_events()  # what was there before, so that the chain can go on
        say(f"{people} people")
        members.join(nation, people, ADDRESS)
        profiles.describe(nation)
        say(f"{number_of_agreements} agreements")
        agreements.agree(nation, number_of_agreements)
        say(f"{number_of_events} audit events")
        events.tell(nation, number_of_events)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return True


def _nation(seed):
    councils = {council.pk: council for council in Council.objects.current().order_by("slug")}
    locals_of = {}
    links = Council.parents.through.objects.order_by("from_council__slug").values_list("to_council", "from_council")
    for principal, local in links:
        if principal in councils and local in councils:
            locals_of.setdefault(principal, []).append(councils[local])
    principals = [councils[pk] for pk in councils if pk in locals_of]
    return Nation(random.Random(seed), principals, locals_of)  # noqa: S311 - made-up records, the same each time
