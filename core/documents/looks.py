"""How a document looks that a council gives out in its own name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentLook:
    """The name of a council's own portal, its colours and its logo. Colours are written #rrggbb."""

    name: str
    band: str  # behind the title on the cover
    band_text: str  # white or black
    ink: str  # headings and lines on white paper
    logo: str = ""  # a PNG as a data address
    logo_alt: str = ""
