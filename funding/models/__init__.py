"""Opportunities, who wants them, and what is told about them."""

from funding.models.interest import Interest
from funding.models.opportunities import DeadlineChange, OpenTo, Opportunity, PaysFor, Stage, Status

__all__ = ["DeadlineChange", "Interest", "OpenTo", "Opportunity", "PaysFor", "Stage", "Status"]
