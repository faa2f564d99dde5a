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
from partnerships.models.partnership import (
    EXIT_TEXTS,
    NEEDED,
    LeadSpell,
    Partnership,
    Party,
    Renewal,
    RequiredDocument,
)

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
    "Partnership",
    "Party",
    "Phase",
    "Renewal",
    "RequiredDocument",
    "Risk",
    "Service",
    "Status",
    "Statute",
    "Taker",
    "Vehicle",
]
