"""What this app offers to pages above: officers, contacts, promises, handovers, elections."""

from liaison.registry import contacts, elections, handovers, officers, promises

__all__ = ["contacts", "elections", "handovers", "officers", "promises"]
