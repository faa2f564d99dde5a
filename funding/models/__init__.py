"""Opportunities, who wants them, and what is told about them."""

from funding.models.opportunities import DeadlineChange, Opportunity, PaysFor, Stage, Status

__all__ = ["DeadlineChange", "Opportunity", "PaysFor", "Stage", "Status"]
