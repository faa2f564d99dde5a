"""What falls due: named officers, promises."""

from liaison.reminders import officers, promises

__all__ = ["officers", "promises"]
