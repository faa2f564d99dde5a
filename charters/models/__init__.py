"""Agreements (agreement.py), the rounds in which they are answered and signed (round.py), their words (words.py).

What comes after the signatures: how commitments stand (commitments.py).
The champions who carry them, and their log: champions.py.
"""

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
from charters.models.champions import Appointment, Duty, LogEntry, Need
from charters.models.commitments import Evidence, ProgressComment, ProgressEntry, Standing
from charters.models.round import Answer, DecisionTaker, IssuedCopy, Party, Response, Signature, decision_takers
from charters.models.words import VersionWords

__all__ = [
    "SENT",
    "SIGNABLE",
    "UNDER_WAY",
    "Agreement",
    "AgreementVersion",
    "Answer",
    "Appointment",
    "Commitment",
    "DecisionTaker",
    "Duty",
    "Evidence",
    "IssuedCopy",
    "Kind",
    "LogEntry",
    "Need",
    "Party",
    "ProgressComment",
    "ProgressEntry",
    "Response",
    "Section",
    "Side",
    "Signature",
    "Standing",
    "VersionStatus",
    "VersionWords",
    "decision_takers",
]
