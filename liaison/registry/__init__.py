"""What this app offers to pages above: officers, contacts, wishes, promises, handovers, what lies ahead, services."""

from liaison.registry import addresses, ahead, contacts, handovers, officers, preferences, promises, services, timeline

__all__ = ["addresses", "ahead", "contacts", "handovers", "officers", "preferences", "promises", "services", "timeline"]
