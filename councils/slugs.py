"""Addresses of councils: readable, unique, and stable from the day they are given."""

from django.utils.text import slugify

from councils.search import normalise

RESERVED = {"areas", "export", "pick", "suggest"}  # pages of the directory itself


def free_slug(text, taken):
    """olney-milton-keynes, or olney-milton-keynes-2 if that is taken; takes it."""
    plain = normalise(text)
    hyphened = plain.replace(" ", "-") if plain.isascii() else slugify(plain)
    base = hyphened[:120].strip("-") or "council"
    slug, number = base, 1
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug
