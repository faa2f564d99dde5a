"""What clusters offer to the pages above; each module has its subject."""

from clusters.registry import groups

__all__ = ["groups"]
