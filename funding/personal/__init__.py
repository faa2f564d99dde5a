"""What the tables of this app hold about people; each module has its subject."""

from funding.personal import opportunities

__all__ = ["opportunities"]
