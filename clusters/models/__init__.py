"""Local councils that join forces."""

from clusters.models.groups import Cluster, Governance, Kind, Member, Role, Shared
from clusters.models.health import HealthCheck
from clusters.models.near import Neighbours
from clusters.models.posts import (
    SLOTS,
    PostShare,
    SharedPost,
    Unit,
)
from clusters.models.schedules import (
    MOST_PENCE,
    Schedule,
    ScheduleMember,
)

__all__ = [
    "MOST_PENCE",
    "SLOTS",
    "Cluster",
    "Governance",
    "HealthCheck",
    "Kind",
    "Member",
    "Neighbours",
    "PostShare",
    "Role",
    "Schedule",
    "ScheduleMember",
    "Shared",
    "SharedPost",
    "Unit",
]
