"""What this app offers to pages above: officers, contacts, promises, handovers, elections, service contacts."""

from liaison.registry import addresses, contacts, elections, handovers, officers, promises, services

__all__ = ["addresses", "contacts", "elections", "handovers", "officers", "promises", "services"]
