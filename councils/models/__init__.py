from councils.models.area import ImportRun, ParishArea, ParishAreaCode
from councils.models.council import Council, PartnerBody, Succession, place_context
from councils.models.profile import Profile

__all__ = [
    "Council",
    "ImportRun",
    "ParishArea",
    "ParishAreaCode",
    "PartnerBody",
    "Profile",
    "Succession",
    "place_context",
]
