"""What this app offers to pages above: officers, contacts, promises, handovers, elections ahead, service contacts."""

from liaison.registry import addresses, ahead, contacts, handovers, officers, promises, services

__all__ = ["addresses", "ahead", "contacts", "handovers", "officers", "promises", "services"]
