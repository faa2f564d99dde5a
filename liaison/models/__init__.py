"""Named officers and who stands in for them (officers.py), contacts (contacts.py), promises (promises.py)."""

from liaison.models.contacts import Contact, ContactKind
from liaison.models.officers import POINT_ROLES, WHOLE_AREA, Assignment, Cover, OfficerRole
from liaison.models.promises import Outcome, Promise, PromiseSide

__all__ = [
    "POINT_ROLES",
    "WHOLE_AREA",
    "Assignment",
    "Contact",
    "ContactKind",
    "Cover",
    "OfficerRole",
    "Outcome",
    "Promise",
    "PromiseSide",
]
