"""Dataclass to HTML: a template sees the document, the words of its language and a few formats."""

import functools
from datetime import datetime
from typing import Protocol

import segno
from django.conf import settings
from django.utils import translation
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core import formatting, text

HASH_GROUP = 8


class Printed(Protocol):
    """What every document of ours must be able to say about itself."""

    title: str
    subject: str
    author: str
    reference: str
    issued_at: datetime
    demonstration: bool


def render_html(template, document, *, language="en-GB"):
    """The template filled with the document and nothing else; also the body of the twin on screen."""
    with translation.override(language.lower()):
        html = environment().get_template(template).render(document=document, language=language)
    return Markup(text.without_controls(html))  # noqa: S704 - our own template, which escapes


@functools.cache
def environment():
    """An environment of its own: no request, no address, no data but the document reaches a template."""
    env = Environment(
        loader=FileSystemLoader(settings.BASE_DIR / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.filters.update(formatting.FILTERS)
    env.filters.update(rich=text.to_html, plain=text.to_plain, hash_groups=hash_groups, qr=qr)
    return env


def hash_groups(digest):
    """A digest in groups a person can read out and compare."""
    return " ".join(digest[start : start + HASH_GROUP] for start in range(0, len(digest), HASH_GROUP))


def qr(address, label):
    """The address as a QR code; the label is what a screen reader says instead."""
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(scale=1, border=2, title=label, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawing)  # noqa: S704 - segno escapes the title; the address is only dots
