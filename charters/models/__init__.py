"""Agreements (agreement.py), the rounds in which they are answered and signed (round.py), their words (words.py).

Replies that came by post or telephone are in received.py, signatures on paper in signed_pages.py, comments on single
sections in comments.py. What comes after the signatures: how commitments stand (commitments.py), renewals (terms.py),
reviews and notice (reviews.py), the champions who carry them and their log (champions.py).
Clauses of councils are in clauses.py.
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
from charters.models.clauses import Clause
from charters.models.comments import Decision, SectionComment
from charters.models.commitments import Evidence, ProgressComment, ProgressEntry, Standing
from charters.models.received import Channel, ReceivedReply, ReplyScan
from charters.models.reviews import Outcome, Review, ReviewView, Withdrawal
from charters.models.round import Answer, DecisionTaker, IssuedCopy, Party, Response, Signature, decision_takers
from charters.models.signatories import SigningRequest
from charters.models.signed_pages import PageScan, SignedFor, SignedPage
from charters.models.terms import Renewal
from charters.models.words import VersionWords

__all__ = [
    "SENT",
    "SIGNABLE",
    "UNDER_WAY",
    "Agreement",
    "AgreementVersion",
    "Answer",
    "Appointment",
    "Channel",
    "Clause",
    "Commitment",
    "Decision",
    "DecisionTaker",
    "Duty",
    "Evidence",
    "IssuedCopy",
    "Kind",
    "LogEntry",
    "Need",
    "Outcome",
    "PageScan",
    "Party",
    "ProgressComment",
    "ProgressEntry",
    "ReceivedReply",
    "Renewal",
    "ReplyScan",
    "Response",
    "Review",
    "ReviewView",
    "Section",
    "SectionComment",
    "Side",
    "Signature",
    "SignedFor",
    "SignedPage",
    "SigningRequest",
    "Standing",
    "VersionStatus",
    "VersionWords",
    "Withdrawal",
    "decision_takers",
]
