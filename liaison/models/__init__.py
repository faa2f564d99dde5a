"""Named officers and absence cover, contacts, how to reach councils, promises, handovers, service contacts."""

from liaison.models.contacts import Contact, ContactKind
from liaison.models.handovers import CouncilHandover, HandoverNote
from liaison.models.officers import POINT_ROLES, WHOLE_AREA, Assignment, Cover, OfficerRole
from liaison.models.preferences import CommsPreference, Rhythm, Tier, Way
from liaison.models.promises import Outcome, Promise, PromiseSide
from liaison.models.services import ServiceContact, WrongDoor

__all__ = [
    "POINT_ROLES",
    "WHOLE_AREA",
    "Assignment",
    "CommsPreference",
    "Contact",
    "ContactKind",
    "CouncilHandover",
    "Cover",
    "HandoverNote",
    "OfficerRole",
    "Outcome",
    "Promise",
    "PromiseSide",
    "Rhythm",
    "ServiceContact",
    "Tier",
    "Way",
    "WrongDoor",
]
