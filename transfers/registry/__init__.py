"""What transfers offer to the pages above; each module has its subject."""

from transfers.registry import assets

__all__ = ["assets"]
