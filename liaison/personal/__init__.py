"""What the tables of this app hold about people: officers, contacts, wishes, promises, handovers, service contacts."""

from liaison.personal import contacts, handovers, officers, preferences, promises, services

__all__ = ["contacts", "handovers", "officers", "preferences", "promises", "services"]
