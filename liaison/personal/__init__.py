"""What the tables of this app hold about people: named officers, contacts, promises, handovers."""

from liaison.personal import contacts, handovers, officers, promises

__all__ = ["contacts", "handovers", "officers", "promises"]
