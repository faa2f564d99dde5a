"""What this app offers to pages above: named officers, contacts."""

from liaison.registry import contacts, officers

__all__ = ["contacts", "officers"]
