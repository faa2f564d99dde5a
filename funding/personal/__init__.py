"""What the tables of this app hold about people; each module has its subject."""

from funding.personal import digests, opportunities

__all__ = ["digests", "opportunities"]
