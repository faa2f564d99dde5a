"""How dates, money, numbers and lists are written for a reader, in the language of the page."""

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

NO_BREAK = "\u00a0"
PENCE = Decimal(100)
# "£1,234.50", "1 234,5" is refused: a comma may only group thousands
MONEY = re.compile(r"^(-)?£?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$")


def local(moment):
    """The moment on a clock in the United Kingdom; days and naive times stay as they are."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def date(day):
    """2 December 2026"""
    return formats.date_format(local(day), "j F Y") if day else ""


def date_short(day):
    """2 Dec 2026"""
    return formats.date_format(local(day), "j M Y") if day else ""


def weekday(day):
    """Wednesday 2 December 2026"""
    return formats.date_format(local(day), "l j F Y") if day else ""


def month(day):
    """December 2026"""
    return formats.date_format(local(day), "F Y") if day else ""


def time(moment):
    """3:30pm, 3pm, midday, midnight"""
    if moment is None:
        return ""
    moment = local(moment)
    if moment.minute == 0 and moment.hour in (0, 12):
        return _("midday") if moment.hour else _("midnight")
    if get_language() == "cy":
        return f"{moment:%H:%M}"
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def date_time(moment):
    """2 December 2026 at 3:30pm"""
    if not moment:
        return ""
    return _("%(day)s at %(time)s") % {"day": date(moment), "time": time(moment)}


def iso(moment):
    """The machine's form, for `<time datetime="">`."""
    return local(moment).isoformat(timespec="seconds") if isinstance(moment, datetime) else moment.isoformat()


def time_tag(moment):
    """A `<time>` element: read as a date or a date with time, with the exact form for machines."""
    if not moment:
        return ""
    text = date_time(moment) if isinstance(moment, datetime) else date(moment)
    return Markup('<time datetime="{}">{}</time>').format(iso(moment), text)


def days_until(day, today=None):
    """today, tomorrow, in 12 days, yesterday, 3 days ago"""
    days = (day - (today or timezone.localdate())).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": number(days)}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": number(-days)}


def number(value, places=None):
    """12,345: thousands are grouped; `places` fixes the decimals, rounding halves up."""
    if value is None:
        return ""
    if places is not None:  # Django's own formatting cuts decimals off
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def size(count):
    """Bytes -> 840 bytes, 12 kB, 3.4 MB"""
    if count < 1000:
        return ngettext("%(num)s byte", "%(num)s bytes", count) % {"num": number(count)}
    if count < 1_000_000:
        return _("%(num)s kB") % {"num": number(count / 1000, 0)}
    return _("%(num)s MB") % {"num": number(count / 1_000_000, 1)}


def percent(value, places=0):
    """0.49 -> 49%"""
    return "" if value is None else f"{number(Decimal(str(value)) * 100, places)}%"


def money(pence):
    """Whole pence -> £1,234.50, always with pounds and pence."""
    if pence is None:
        return ""
    sign = "-" if pence < 0 else ""
    pounds = number(Decimal(abs(pence)) / PENCE, 2)
    return f"{sign}£{pounds}"


def money_plain(pence):
    """Whole pence -> 1234.50, as a person would type it into a field."""
    return "" if pence is None else f"{Decimal(pence) / PENCE:.2f}"


def parse_money(text):
    """What a person typed -> whole pence; ValueError when it is no amount of pounds and pence."""
    found = MONEY.match(text.replace(" ", "").replace(NO_BREAK, ""))
    if not found:
        raise ValueError(text)
    sign, pounds, pence = found.groups()
    try:
        total = int(Decimal(pounds.replace(",", "")) * PENCE) + int((pence or "0").ljust(2, "0"))
    except InvalidOperation as error:
        raise ValueError(text) from error
    return -total if sign else total


def list_and(items):
    """a, b and c"""
    return _joined([str(item) for item in items], _("%(first)s and %(last)s"))


def list_or(items):
    """a, b or c"""
    return _joined([str(item) for item in items], _("%(first)s or %(last)s"))


def _joined(items, pattern):
    if len(items) < 2:
        return "".join(items)
    return pattern % {"first": ", ".join(items[:-1]), "last": items[-1]}


def paragraphs(text):
    """Typed text as paragraphs, line breaks kept, nothing else of it interpreted."""
    blocks = re.split(r"\n\s*\n", str(text or "").replace("\r\n", "\n").strip())
    lines = [Markup("<br>").join(escape(line) for line in block.split("\n")) for block in blocks if block]
    return Markup("\n").join(Markup('<p class="govuk-body">{}</p>').format(block) for block in lines)


FILTERS = {
    "capfirst": capfirst,
    "date": date,
    "date_short": date_short,
    "date_time": date_time,
    "datetime": date_time,
    "days_until": days_until,
    "iso": iso,
    "list_and": list_and,
    "list_or": list_or,
    "money": money,
    "money_plain": money_plain,
    "month": month,
    "number": number,
    "paragraphs": paragraphs,
    "percent": percent,
    "size": size,
    "time": time,
    "time_tag": time_tag,
    "weekday": weekday,
}
