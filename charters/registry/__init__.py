"""What charters offer to pages above: agreements, champions, how alive a charter is, commitments."""

from charters.registry import agreements, champions, coverage, health, promised

__all__ = ["agreements", "champions", "coverage", "health", "promised"]
