"""Long work of transfers: looking at a file of a register, loading it, a transfer as PDF."""

from transfers.jobs import loading, paper

__all__ = ["loading", "paper"]
