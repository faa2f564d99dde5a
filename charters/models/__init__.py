"""Agreements (agreement.py), the rounds in which they are answered and signed (round.py), their words (words.py)."""

from charters.models.agreement import (
    SENT,
    SIGNABLE,
    UNDER_WAY,
    Agreement,
    AgreementVersion,
    Commitment,
    Kind,
    Section,
    Side,
    VersionStatus,
)
from charters.models.round import Answer, DecisionTaker, IssuedCopy, Party, Response, Signature, decision_takers
from charters.models.words import VersionWords

__all__ = [
    "SENT",
    "SIGNABLE",
    "UNDER_WAY",
    "Agreement",
    "AgreementVersion",
    "Answer",
    "Commitment",
    "DecisionTaker",
    "IssuedCopy",
    "Kind",
    "Party",
    "Response",
    "Section",
    "Side",
    "Signature",
    "VersionStatus",
    "VersionWords",
    "decision_takers",
]
