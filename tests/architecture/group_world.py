"""Clusters of one side of the access matrix: being formed by council A alone, ready to start, at work."""

from clusters import actions
from tests.architecture.matrix_roles import Secret
from tests.clusters.group_factories import Grouping


class Groups:
    """What councils of one principal do together."""

    def __init__(self, side):
        actions.declare_neighbour(council=side.a, other=side.b, by=side.clerk)
        grouping = Grouping(side.principal, [side.a, side.b], [side.clerk, side.b_clerk], side.officer)
        self.forming = grouping.proposed(title=side.secret(Secret.ENTRY))
        self.ripe = grouping.ripe(title=f"Ranger of {side.mark}")
        self.started = grouping.started(title=f"Caretaker of {side.mark}")
