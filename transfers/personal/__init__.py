"""What the tables of this app hold about people; each module has its subject."""

from transfers.personal import assets, money, offers, responsibilities, statements, transfers

__all__ = ["assets", "money", "offers", "responsibilities", "statements", "transfers"]
