"""What the tables of this app hold about people: named officers, contacts, promises, handovers, service contacts."""

from liaison.personal import contacts, handovers, officers, promises, services

__all__ = ["contacts", "handovers", "officers", "promises", "services"]
