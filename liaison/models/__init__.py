"""Named officers and who stands in for them (officers.py)."""

from liaison.models.officers import POINT_ROLES, WHOLE_AREA, Assignment, Cover, OfficerRole

__all__ = ["POINT_ROLES", "WHOLE_AREA", "Assignment", "Cover", "OfficerRole"]
