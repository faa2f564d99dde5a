"""Pictures that people upload: read, drawn anew and kept as PNG, so that nothing else in the file is passed on."""

import io
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from core.exceptions import Refused

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 2 * 1024 * 1024  # of the file as it is uploaded
MOST_PIXELS = 20_000_000  # a small file may unfold into a picture that fills the memory
KEPT_WITHIN = (640, 240)  # enough for 50 mm on paper
KEPT_BYTES = 150_000
FEWEST = 32  # pixels on either side
WIDEST = 12  # times as wide as high, or the other way round


@dataclass(frozen=True)
class Picture:
    """A picture as PNG, on white."""

    content: bytes
    width: int
    height: int


def redrawn(file):
    """The uploaded file as a `Picture`; raises Refused with a sentence for whoever chose the file."""
    if file.size > MOST_BYTES:
        raise Refused(_("The file must be smaller than 2 MB"))
    start = file.read(64)
    file.seek(0)
    if start.lstrip().startswith(b"<"):  # SVG is a program as much as a picture
        raise Refused(_("SVG files are not taken, because they can hold scripts. Save the logo as PNG and choose that"))
    too_large = _("The picture has too many pixels. Make it smaller, for example 1,000 pixels wide")
    try:
        picture = Image.open(file, formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused(too_large)
        _refuse_shape(*picture.size)
        with cut_off_is_refused():
            return _kept(_on_white(ImageOps.exif_transpose(picture)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(too_large) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise Refused(_("This file cannot be read as a picture. Choose a PNG, JPEG or WebP file")) from None


@contextmanager
def cut_off_is_refused():
    """WeasyPrint, where it is loaded, makes Pillow fill up pictures of which the end is missing."""
    usual, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = usual


def _refuse_shape(width, height):
    if min(width, height) < FEWEST:
        raise Refused(_("The picture is too small. It must be at least 32 pixels wide and high"))
    if max(width, height) > WIDEST * min(width, height):
        raise Refused(_("The picture is too long and narrow to be read as a logo"))


def _on_white(picture):
    """Without transparency: a logo is shown on white everywhere, whatever the colours around it."""
    picture = picture.convert("RGBA")
    sheet = Image.new("RGBA", picture.size, "white")
    sheet.alpha_composite(picture)
    sheet.thumbnail(KEPT_WITHIN, Image.Resampling.LANCZOS)
    return sheet.convert("RGB")


def _kept(picture):
    content = _png(picture)
    if len(content) > KEPT_BYTES:  # a photograph: 256 colours do
        content = _png(picture.quantize(256))
    return Picture(content, *picture.size)


def _png(picture):
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
