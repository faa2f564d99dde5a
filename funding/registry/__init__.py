"""What funding offers to the pages above; each module has its subject."""

from funding.registry import matching, opportunities

__all__ = ["matching", "opportunities"]
