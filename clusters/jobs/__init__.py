"""Kinds of long work of this app; each module has its subject."""

from clusters.jobs import near, papers

__all__ = ["near", "papers"]
