"""Long work of funding: files of opportunities, and the funding e-mail on paper."""

from funding.jobs import awards, digests, importing

__all__ = ["awards", "digests", "importing"]
