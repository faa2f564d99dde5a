"""What an outline of an agreement is made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SectionOutline:
    """A section before anyone has written it; `required` sections must have text before sending."""

    key: str
    heading: str
    guidance: str
    starter: str
    required: bool = True
