"""Partnerships: the register, and the thinking before an entry is made."""

from partnerships.models.assessment import Assessment
from partnerships.models.choices import (
    Approach,
    Basis,
    Decision,
    Governance,
    Kind,
    Phase,
    Risk,
    Service,
    Status,
    Statute,
    Taker,
    Vehicle,
)
from partnerships.models.money import PartyMoney, YearSaving, year_of, year_words
from partnerships.models.partnership import (
    EXIT_TEXTS,
    NEEDED,
    LeadSpell,
    Partnership,
    Party,
    Renewal,
    RequiredDocument,
)
from partnerships.models.risks import Level, ListedRisk, RiskRating, level_of

__all__ = [
    "EXIT_TEXTS",
    "NEEDED",
    "Approach",
    "Assessment",
    "Basis",
    "Decision",
    "Governance",
    "Kind",
    "LeadSpell",
    "Level",
    "ListedRisk",
    "Partnership",
    "Party",
    "PartyMoney",
    "Phase",
    "Renewal",
    "RequiredDocument",
    "Risk",
    "RiskRating",
    "Service",
    "Status",
    "Statute",
    "Taker",
    "Vehicle",
    "YearSaving",
    "level_of",
    "year_of",
    "year_words",
]
