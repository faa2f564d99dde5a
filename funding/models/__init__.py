"""Opportunities, who wants them, and what is told about them."""

from funding.models.awards import Award
from funding.models.digests import (
    DigestEdition,
    DigestLine,
    DigestRun,
    EditorNote,
    Reader,
    Rhythm,
    Stop,
    Subscription,
    Telling,
    Why,
)
from funding.models.interest import Interest, Introduction
from funding.models.opportunities import DeadlineChange, OpenTo, Opportunity, PaysFor, Stage, Status

__all__ = [
    "Award",
    "DeadlineChange",
    "DigestEdition",
    "DigestLine",
    "DigestRun",
    "EditorNote",
    "Interest",
    "Introduction",
    "OpenTo",
    "Opportunity",
    "PaysFor",
    "Reader",
    "Rhythm",
    "Stage",
    "Status",
    "Stop",
    "Subscription",
    "Telling",
    "Why",
]
