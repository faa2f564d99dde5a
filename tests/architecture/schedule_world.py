"""Who pays what, of one side of the access matrix, and what makes its lists longer."""

from clusters import actions
from tests.architecture.matrix_roles import Secret
from tests.clusters.factories import Paying
from tests.councils.factories import CouncilFactory


class Schedules:
    """Council A leads, B shares."""

    def __init__(self, side):
        paying = Paying(side.a, side.clerk, [side.b])
        self.shared = paying.filled(paying.schedule(title=side.secret(Secret.SHARES)), weight_electorate=1)
        self.member = self.shared.members.get(council=side.b)


def schedules(place, count):
    for _number in range(count):
        paying = Paying(place.council, place.clerk)
        paying.filled()


def a_schedule(place):
    return place.council.schedules.first() or Paying(place.council, place.clerk).filled()


def councils(place, count):
    for _number in range(count):
        actions.add_to_schedule(schedule=a_schedule(place), council=CouncilFactory(), by=place.clerk)
    actions.fill_schedule(
        schedule=(schedule := a_schedule(place)), by=place.clerk,
        answers={**actions.schedule_answers(schedule), "weight_electorate": None, "weight_equal": 1},
    )  # fmt: skip


def reference(place):
    return [a_schedule(place).reference]


SCHEDULE_LISTS = {
    "who pays what": ("clusters:schedules", "clerk", lambda place: [], schedules),
    "councils that share": ("clusters:schedule", "clerk", reference, councils),
}
