"""Named officers and absence cover, contacts, promises, handovers, service contacts; each in the module of its name."""

from liaison.models.contacts import Contact, ContactKind
from liaison.models.handovers import CouncilHandover, HandoverNote
from liaison.models.officers import POINT_ROLES, WHOLE_AREA, Assignment, Cover, OfficerRole
from liaison.models.promises import Outcome, Promise, PromiseSide
from liaison.models.services import ServiceContact, WrongDoor

__all__ = [
    "POINT_ROLES",
    "WHOLE_AREA",
    "Assignment",
    "Contact",
    "ContactKind",
    "CouncilHandover",
    "Cover",
    "HandoverNote",
    "OfficerRole",
    "Outcome",
    "Promise",
    "PromiseSide",
    "ServiceContact",
    "WrongDoor",
]
