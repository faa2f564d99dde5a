"""What charters offer to pages above: agreements, champions."""

from charters.registry import agreements, champions, coverage

__all__ = ["agreements", "champions", "coverage"]
