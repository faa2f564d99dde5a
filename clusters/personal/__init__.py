"""What the tables of this app hold about people; each module has its subject."""

from clusters.personal import groups

__all__ = ["groups"]
