"""What falls due: replies, the life of a charter, champions."""

from charters.reminders import champions, life, rounds

__all__ = ["champions", "life", "rounds"]
