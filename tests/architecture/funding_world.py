"""Funding of the access matrix: of each side a draft that nobody else may know of, and one that anyone may read."""

from tests.architecture.matrix_roles import Secret
from tests.funding.factories import draft, published


class Funds:
    """What one principal curates."""

    def __init__(self, side):
        self.draft = draft(side.principal, by=side.officer, note=side.secret(Secret.FUND))
        self.published = published(side.principal, by=side.officer, round_name=f"of {side.mark}")
