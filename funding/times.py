"""Closing times as people type and read them, on the clock of the United Kingdom."""

import re
from datetime import UTC, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.formatting import date
from core.formatting import time as clock

TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$")
NAMED = {"midday": time(12), "noon": time(12), "midnight": time(0), "24:00": time(0)}
DIGITS = re.compile(r"^([01]\d|2[0-4])([0-5]\d)(?:\s*(?:h|hrs|hours))?$", re.ASCII)  # "1700"
MIDNIGHT = "midnight"  # of an end: the end of that day
END_OF_DAY = {MIDNIGHT, "24:00"}
FIRST_YEAR, LAST_YEAR = 2000, 2099


def parse_time(text):
    """ "5pm", "17:00", "5.30 pm", "midday" -> time; ValueError when it is none of these."""
    plain = _plain(text)
    if plain in NAMED:
        return NAMED[plain]
    found = TIME.match(plain)
    if not found or not plain.isascii() or not (found[2] or found[3]):
        raise ValueError(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        raise ValueError(text)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute)  # ValueError beyond 23:59


def clock_text(text, *, is_end):
    """The same as "17:00", or "midnight" for an end at the end of the day; "" for nothing."""
    if is_end and _plain(text) in END_OF_DAY:
        return MIDNIGHT
    return f"{parse_time(text):%H:%M}" if text else ""


def _plain(text):
    plain = " ".join(text.casefold().replace("a.m.", "am").replace("p.m.", "pm").split())
    return DIGITS.sub(r"\1:\2", plain)


def end_of(day):
    """Midnight at the end of a day."""
    return moment_of(day + timedelta(days=1), time(0), is_end=True)


def moment_of(day, at, *, is_end):
    """The moment of a day and a time here. Of an hour that comes twice, an opening means the first, an end the last.

    ValueError for a time that does not exist because the clocks go forward over it.
    """
    here = timezone.get_default_timezone()
    moment = datetime.combine(day, at, here).replace(fold=1 if is_end else 0)
    whole = moment.astimezone(UTC)
    if whole.astimezone(here).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValueError(moment)
    return whole


def opening_words(moment):
    """ "9am on 4 December 2026"."""
    local = timezone.localtime(moment)
    return _("%(time)s on %(day)s") % {"time": clock(local), "day": date(local)}


def closing_words(moment):
    """ "5pm on 2 December 2026"; the last minute of a day and its midnight are said so that nobody is a day late."""
    if moment is None:
        return _("Open until further notice")
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (0, 0):
        before = local - timedelta(minutes=1)
        return _("Midnight at the end of %(day)s") % {"day": date(before)}
    return _("%(time)s on %(day)s") % {"time": clock(local), "day": date(local)}


def last_day(moment):
    """The last day of which some time is left to apply."""
    return timezone.localdate(moment - timedelta(microseconds=1))
