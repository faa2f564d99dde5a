"""No funding e-mail is larger than a mail program shows whole: what is too long is told in short, and on its page."""

import binascii
from dataclasses import replace

from django.utils.translation import gettext as _

LARGEST = 92_000  # bytes of both texts on their way; headers and the reader's own addresses come on top
AT_WORST = 3.2  # bytes on the way for one byte of text
SHORT_TEXT, SHORT_NOTE, SHORT_TITLE, SHORT_NAME = 160, 300, 80, 60  # characters
MOST_NOTES, MOST_NAMES = 3, 8


def that_fits(digest, render):
    """(the digest, what `render` makes of it) in the longest form that is not too large.

    `render` gives something with `text` and `html`.
    """
    for shorter in _forms(digest):
        body = render(shorter)
        if size_of(body.text, body.html) <= LARGEST:
            break
    return shorter, body


def size_of(*texts):
    """Bytes on the way, as quoted-printable; an estimate that is never too small where it is far from the limit."""
    plain = [text.encode() for text in texts]
    most = int(sum(map(len, plain)) * AT_WORST)
    return most if most <= LARGEST else sum(len(binascii.b2a_qp(text, istext=True)) for text in plain)


def _forms(digest):
    """The digest as it is, then shorter and shorter ones."""
    yield digest
    yield _mapped(digest, _shorter)
    yield _mapped(digest, lambda item: replace(item, is_brief=True))
    names = _few(digest.councils)
    notes = tuple((_cut(who, SHORT_NAME), _cut(text, SHORT_NOTE)) for who, text in digest.notes[:MOST_NOTES])
    briefly = _mapped(replace(digest, councils=names, notes=notes), _briefest)
    for most in (100, 60, 40, 20):
        yield _first(briefly, most)


def _shorter(item):
    return replace(item, summary=_cut(item.summary, SHORT_TEXT), note=_cut(item.note, SHORT_TEXT))


def _briefest(item):
    return replace(item, is_brief=True, title=_cut(item.title, SHORT_TITLE), funder=_cut(item.funder, SHORT_NAME))


def _mapped(digest, change):
    sections = tuple(replace(each, items=tuple(map(change, each.items))) for each in digest.sections)
    return replace(digest, sections=sections)


def _first(digest, most):
    """With so many items; how many more there are on the page is said below them."""
    left, sections = most, []
    for section in digest.sections:
        if items := section.items[:left]:
            sections.append(replace(section, councils=_few(section.councils), items=items))
            left -= len(items)
    more = sum(len(section.items) for section in digest.sections) - most
    return replace(digest, sections=tuple(sections), more=max(more, 0), counted=digest.things())


def _few(names):
    """The first ones, and how many more."""
    some = tuple(_cut(name, SHORT_NAME) for name in names[:MOST_NAMES])
    return (*some, _("%(many)s more") % {"many": len(names) - MOST_NAMES}) if len(names) > MOST_NAMES else some


def _cut(text, longest):
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
