"""What the tables of this app hold about people; each module has its subject."""

from transfers.personal import assets, offers, transfers

__all__ = ["assets", "offers", "transfers"]
