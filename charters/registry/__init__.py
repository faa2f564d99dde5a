"""What charters offer to pages above: agreements, champions, health, commitments, handovers."""

from charters.registry import agreements, champions, coverage, handover, health, promised, timeline

__all__ = ["agreements", "champions", "coverage", "handover", "health", "promised", "timeline"]
