"""What this app offers to pages above: named officers, contacts, promises."""

from liaison.registry import contacts, officers, promises

__all__ = ["contacts", "officers", "promises"]
