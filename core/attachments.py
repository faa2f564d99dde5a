"""Files that people attach as evidence: a PDF or a picture, looked into before it is kept."""

import io
from dataclasses import dataclass
from pathlib import PurePath

import pikepdf
from django.utils.text import slugify
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core.exceptions import Refused
from core.pictures import MOST_PIXELS, cut_off_is_refused

MOST_BYTES = 5 * 1024 * 1024
MOST_PAGES = 100
MOST_DEPTH = 40  # of what lies directly in one object of a PDF
KEPT_WITHIN = (2000, 2000)  # pixels: enough to read a photographed page
PICTURES = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png")}
ACTIVE = ("/JavaScript", "/Launch", "/EmbeddedFile", "/RichMedia", "/SubmitForm", "/ImportData")


@dataclass(frozen=True)
class Attachment:
    """A file as it is kept."""

    filename: str
    content_type: str
    content: bytes


def accepted(file):
    """The uploaded file as an `Attachment`; raises Refused with a sentence for whoever chose it.

    A picture is drawn anew, so that the place where it was taken does not come along. A PDF is kept byte for byte, but
    one that can do something (scripts, files inside it) is not taken.
    """
    if file.size > MOST_BYTES:
        raise Refused(_("The file must be smaller than 5 MB"))
    start = file.read(1024)
    file.seek(0)
    return _pdf(file) if b"%PDF-" in start else _picture(file)


def _named(file, ending):
    stem = slugify(PurePath(str(file.name)).stem)[:100] or "evidence"
    return stem + ending


def _pdf(file):
    content = file.read()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages, active = len(pdf.pages), any(_can_act(thing) for thing in pdf.objects)
    except pikepdf.PasswordError:
        raise Refused(_("This PDF has a password. Save it without one and choose it again")) from None
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError, TypeError):
        raise Refused(_("This PDF cannot be read. Save or print it to a new PDF and choose that")) from None
    if active:
        raise Refused(_("This PDF holds scripts or other files. Print it to a new PDF and choose that"))
    if pages > MOST_PAGES:
        raise Refused(_("The PDF has too many pages. Choose the pages that show it, at most 100"))
    return Attachment(_named(file, ".pdf"), "application/pdf", content)


def _can_act(thing, depth=0):
    """True for an object of a PDF that runs something or carries a file, or holds one that does."""
    if isinstance(thing, pikepdf.Array):
        inside = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        kinds = (str(thing.get(key, "")) for key in ("/S", "/Type", "/Subtype"))
        if "/JS" in thing or any(kind in ACTIVE for kind in kinds):
            return True
        inside = [value for _key, value in thing.items()]
    else:
        return False
    own = (value for value in inside if isinstance(value, pikepdf.Object) and not value.is_indirect)
    return depth < MOST_DEPTH and any(_can_act(value, depth + 1) for value in own)


def _picture(file):
    unreadable = _("Choose a PDF, a JPEG or a PNG file")
    try:
        picture = Image.open(file, formats=tuple(PICTURES))
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused(_("The picture has too many pixels. Make it smaller, for example 2,000 pixels wide"))
        content_type, ending = PICTURES[picture.format]
        with cut_off_is_refused():
            content = _drawn_anew(picture, picture.format)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_("The picture has too many pixels. Make it smaller, for example 2,000 pixels wide")) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise Refused(unreadable) from None
    if len(content) > MOST_BYTES:
        raise Refused(_("The picture is too large. Save it as JPEG and choose that"))
    return Attachment(_named(file, ending), content_type, content)


def _drawn_anew(picture, form):
    sheet = ImageOps.exif_transpose(picture).convert("RGB")
    sheet.thumbnail(KEPT_WITHIN, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    sheet.save(out, form, **({"quality": 85} if form == "JPEG" else {"optimize": True}))
    return out.getvalue()
