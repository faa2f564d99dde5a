"""What transfers offer to the pages above; each module has its subject."""

from transfers.registry import assets, relations, transfers

__all__ = ["assets", "relations", "transfers"]
