"""What charters offer to pages above: agreements, champions."""

from charters.registry import agreements, champions

__all__ = ["agreements", "champions"]
