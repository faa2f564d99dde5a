"""How the portal looks and what it is called for the people of one principal council, or for everyone else."""

from dataclasses import dataclass

from core.contrast import WHITE


@dataclass(frozen=True)
class Look:
    """A name, three colours and a logo. Paths are of this portal, to be read by anyone."""

    name: str = "Common Ground"
    header: str = "#12372f"  # behind the name
    header_text: str = WHITE  # white or black, whichever can be read on it
    accent: str = "#12372f"  # buttons and lines: white text can be read on it
    style_path: str = ""  # of the stylesheet with these colours
    logo_path: str = ""
    logo_alt: str = ""
    logo_width: int = 0  # pixels
    logo_height: int = 0

    def logo_width_at(self, height):
        """The width in pixels of the logo when it is so many pixels high."""
        return round(self.logo_width * height / self.logo_height)


COMMON_GROUND = Look()
