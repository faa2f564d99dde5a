"""What the tables of charters hold about people: agreements, champions."""

from charters.personal import agreements, champions

__all__ = ["agreements", "champions"]
