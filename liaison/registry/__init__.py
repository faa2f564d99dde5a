"""What this app offers to pages above: named officers."""

from liaison.registry import officers

__all__ = ["officers"]
