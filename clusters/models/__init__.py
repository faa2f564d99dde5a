"""Local councils that join forces."""

from clusters.models.groups import Cluster, Governance, Kind, Member, Role, Shared

__all__ = ["Cluster", "Governance", "Kind", "Member", "Role", "Shared"]
