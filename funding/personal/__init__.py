"""What the tables of this app hold about people; each module has its subject."""

from funding.personal import awards, digests, opportunities

__all__ = ["awards", "digests", "opportunities"]
