"""Councils of both tiers, the areas they serve and what they say about themselves."""

from councils.models.area import ImportRun, ParishArea, ParishAreaCode
from councils.models.council import (
    Council,
    CouncilStatus,
    CouncilType,
    Nation,
    PartnerBody,
    Succession,
    Tier,
    place_context,
)
from councils.models.own_portal import OwnPortal
from councils.models.profile import Need, Profile, Service

__all__ = [
    "Council",
    "CouncilStatus",
    "CouncilType",
    "ImportRun",
    "Nation",
    "Need",
    "OwnPortal",
    "ParishArea",
    "ParishAreaCode",
    "PartnerBody",
    "Profile",
    "Service",
    "Succession",
    "Tier",
    "place_context",
]
