"""What the tables of this app hold about people: named officers."""

from liaison.personal import officers

__all__ = ["officers"]
