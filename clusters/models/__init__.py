"""Local councils that join forces."""

from clusters.models.groups import Cluster, Governance, Kind, Member, Role, Shared
from clusters.models.near import Neighbours

__all__ = ["Cluster", "Governance", "Kind", "Member", "Neighbours", "Role", "Shared"]
