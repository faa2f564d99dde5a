"""Long work: of agreements, and the reports of champions."""

from charters.jobs import agreements, champions

__all__ = ["agreements", "champions"]
