"""What the tables of this app hold about people: named officers, contacts."""

from liaison.personal import contacts, officers

__all__ = ["contacts", "officers"]
