"""What the tables of this app hold about people: named officers, contacts, promises."""

from liaison.personal import contacts, officers, promises

__all__ = ["contacts", "officers", "promises"]
