"""HTML to PDF bytes: tagged PDF/A-3a with PDF/UA marks, the same bytes for the same document."""

import base64
import contextlib
import functools
import os
import threading
import warnings
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from fontTools.ttLib import TTFont

from core.documents.finish import finish
from core.documents.html import render_html

STYLESHEET = "print.css"
PICTURE = "data:image/png;base64,"  # the only address of a picture that is not a static file
UNPRINTABLE = "\ufffd"
# Joiners and variation selectors shape their neighbours and need no drawing of their own.
INVISIBLE = {*"\t\n\r\u200b\u200c\u200d\u200e\u200f\u2060\u00ad", *map(chr, range(0xFE00, 0xFE10))}

_press_lock = threading.Lock()


class ResourceRefusedError(Exception):
    """A document asked for something that is not one of our own static files."""


class Press(NamedTuple):
    """WeasyPrint with our fonts, style and fetcher, made once per process."""

    html: Any
    fonts: Any
    style: Any
    fetcher: Any
    refusal: type


def render_pdf(template, document, *, language="en-GB"):
    """The finished file; the same document gives the same bytes on every machine and at any time."""
    html = printable(render_html(template, document, language=language))
    press = _press()
    page = press.html(string=html, base_url=_static_root().as_uri() + "/", url_fetcher=press.fetcher)
    try:
        # The font configuration is shared and not thread-safe; WeasyPrint leaves its colour profile open.
        with _press_lock, warnings.catch_warnings(action="ignore", category=ResourceWarning):
            raw = page.write_pdf(stylesheets=[press.style], font_config=press.fonts, pdf_variant="pdf/a-3a")
    except press.refusal as refusal:
        raise ResourceRefusedError(str(refusal)) from refusal
    return finish(raw, document, language)


def printable(html):
    """The text with each character our fonts cannot draw shown as �, so no PDF holds a missing glyph."""
    known = _drawable()
    return "".join(char if char in known else UNPRINTABLE for char in html)


@functools.cache
def _drawable():
    """The characters at least one of our fonts can draw, and those that need no drawing."""
    characters = set(INVISIBLE)
    for path in _fonts_folder().glob("*.ttf"):
        with TTFont(path, lazy=True) as font:
            characters.update(map(chr, font.getBestCmap()))
    return frozenset(characters)


def _static_root():
    return settings.BASE_DIR / "static"


def _fonts_folder():
    return _static_root() / "documents" / "fonts"


def static_file(url):
    """The path of one of our own static files, or ResourceRefusedError for any other address."""
    parts = urlsplit(url)
    path = Path(unquote(parts.path)).resolve()
    if parts.scheme != "file" or parts.netloc or not path.is_relative_to(_static_root().resolve()):
        raise ResourceRefusedError(f"a document may only use our own static files, not {url}")
    return path


def picture(url):
    """The bytes of a PNG that the document itself holds, or ResourceRefusedError."""
    try:
        return base64.b64decode(url.removeprefix(PICTURE), validate=True)
    except ValueError:
        raise ResourceRefusedError("a picture in a document must be a PNG in base64") from None


@functools.cache
def _press():
    """Loads WeasyPrint with our fonts only; it takes a second or two, so no web process should pay for it."""
    with _only_our_fonts():
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

        fonts = FontConfiguration()

    class StaticFiles(URLFetcher):
        """Reads our static files and pictures within the document; anything else stops the rendering."""

        def fetch(self, url, headers=None):
            if url.startswith(PICTURE):
                return URLFetcherResponse(url, picture(url), headers={"Content-Type": "image/png"})
            return URLFetcherResponse(url, static_file(url).read_bytes())

    style = weasyprint.CSS(filename=_static_root() / "documents" / STYLESHEET, font_config=fonts)
    fetcher = StaticFiles(fail_on_errors=True)
    return Press(weasyprint.HTML, fonts, style, fetcher, FatalURLFetchingError)


@contextlib.contextmanager
def _only_our_fonts():
    """Fontconfig reads our list of fonts while WeasyPrint starts, and children inherit nothing of it."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(_fonts_folder() / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
