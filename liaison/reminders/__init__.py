"""What falls due: named officers."""

from liaison.reminders import officers

__all__ = ["officers"]
