"""What funding offers to the pages above; each module has its subject."""

from funding.registry import opportunities

__all__ = ["opportunities"]
