"""Named officers and who stands in for them (officers.py), contacts with local councils (contacts.py)."""

from liaison.models.contacts import Contact, ContactKind
from liaison.models.officers import POINT_ROLES, WHOLE_AREA, Assignment, Cover, OfficerRole

__all__ = ["POINT_ROLES", "WHOLE_AREA", "Assignment", "Contact", "ContactKind", "Cover", "OfficerRole"]
