"""What charters offer to pages above: agreements, champions, how alive a charter is."""

from charters.registry import agreements, champions, coverage, health

__all__ = ["agreements", "champions", "coverage", "health"]
