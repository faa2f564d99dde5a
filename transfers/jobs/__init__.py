"""Long work of transfers: looking at a file of a register, and loading it."""

from transfers.jobs import loading

__all__ = ["loading"]
