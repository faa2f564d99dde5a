"""What this app offers to pages above: officers, contacts, promises, handovers, elections, service contacts."""

from liaison.registry import contacts, elections, handovers, officers, promises, services

__all__ = ["contacts", "elections", "handovers", "officers", "promises", "services"]
