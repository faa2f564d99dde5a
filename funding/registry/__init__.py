"""What funding offers to the pages above; each module has its subject."""

from funding.registry import digests, matching, opportunities

__all__ = ["digests", "matching", "opportunities"]
