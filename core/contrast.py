"""How well text can be read on a colour, as WCAG 2.2 measures it. Colours are written #rrggbb."""

import re

WHITE, BLACK = "#ffffff", "#000000"
READABLE = 4.5  # to 1: success criterion 1.4.3 for text of any size
HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


def parsed(text):
    """What somebody typed as #rrggbb: "12372F" and "#abc" too. Raises ValueError."""
    match = HEX.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no colour")
    digits = match.group(1).lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def channels(colour):
    """Red, green and blue from 0 to 255."""
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def mixed(colour, other, share):
    """The colour with a share (0 to 1) of another in it."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(mine + (its - mine) * share):02x}" for mine, its in pairs)


def luminance(colour):
    """Relative luminance, from 0 for black to 1 for white."""
    red, green, blue = (_linear(value / 255) for value in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def ratio(colour, other):
    """The contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(colour), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def nearest(colour, text, least=READABLE):
    """The colour itself, or the nearest of its hue on which white or black text can be read."""
    away = BLACK if text == WHITE else WHITE
    steps = (mixed(colour, away, step / 255) for step in range(256))
    return next(found for found in steps if ratio(found, text) >= least)
