"""What the clerks of the national data set said about their councils."""

from datetime import date

from core.copying import insert_rows, update_rows
from councils.models import Council, CouncilStatus, CouncilType, Profile
from demo.growth.days import after

CONFIRMED = 0.7  # of the councils with a clerk
NAMES = (
    "council_id",
    "population",
    "electorate",
    "precept_pence",
    "councillors",
    "staff_hours_per_week",
    "meetings_per_year",
    "meeting_cadence",
    "next_election_on",
    "last_confirmed_at",
    "last_confirmed_by_id",
    "version",
)
CADENCES = ("First Tuesday of the month", "Second Monday of the month", "Every other month", "Third Thursday")


def describe(nation):
    """Profiles, and the status and type of the councils confirmed; what somebody wrote before stays."""
    described = set(Profile.objects.values_list("council", flat=True))
    councils = {c.pk: c for locals_ in nation.locals_of.values() for c in locals_}
    for pk in nation.clerks:
        if pk in described or councils[pk].status != CouncilStatus.LISTED or nation.dice.random() > CONFIRMED:
            del councils[pk]
        else:
            councils[pk].type = _type(nation.dice, councils[pk])
    chosen = [council for pk, council in councils.items() if pk in nation.clerks]
    insert_rows(Profile, NAMES, [_row(nation.dice, council, nation.clerks[council.pk]) for council in chosen])
    update_rows(Council, ("id", "status", "type"), ((c.pk, CouncilStatus.CONFIRMED, c.type) for c in chosen))


def _type(dice, council):
    if council.type != CouncilType.NOT_KNOWN:
        return council.type
    if council.nation == "Wales":
        return CouncilType.COMMUNITY
    return dice.choices([CouncilType.PARISH, CouncilType.TOWN, CouncilType.PARISH_MEETING], [80, 12, 8])[0]


def _row(dice, council, clerk):
    population = int(dice.lognormvariate(6.8, 1.1)) + 20
    electorate = int(population * dice.uniform(0.7, 0.82))
    return (
        council.pk,
        population,
        electorate,
        population * dice.randrange(1500, 9000),
        dice.randrange(5, 16),
        dice.randrange(2, 40),
        dice.randrange(4, 13),
        dice.choice(CADENCES),
        date(2027, 5, 6),
        after(dice, clerk.joined, 900),
        clerk.pk,
        1,
    )
