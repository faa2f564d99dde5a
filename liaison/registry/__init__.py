"""What this app offers to pages above: named officers, contacts, promises, handovers."""

from liaison.registry import contacts, handovers, officers, promises

__all__ = ["contacts", "handovers", "officers", "promises"]
