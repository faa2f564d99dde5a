"""Calendar files (RFC 5545) that every calendar program can open: moments in UTC, lines folded at 75 octets."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse
from django.utils.http import content_disposition_header

MOST_OCTETS = 75


@dataclass(frozen=True)
class Entry:
    """One entry: `uid` stays the same when it is moved, and `sequence` counts how often it was. A day without a time
    takes the whole day; a moment has no length, so that it has no end either (RFC 5545, 3.6.1).
    """

    uid: str
    at: datetime | date
    title: str
    text: str = ""
    url: str = ""
    days_before: int | None = None  # when the calendar reminds of it
    sequence: int = 0


def calendar(name, entries, *, stamp):
    """The file as text; `stamp` is the moment at which it was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Common Ground//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += _lines(entry, stamp)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def calendar_response(filename, name, entries, *, stamp):
    """The same as a download."""
    response = HttpResponse(calendar(name, entries, stamp=stamp), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, filename)
    return response


def _lines(entry, stamp):
    yield from ("BEGIN:VEVENT", f"UID:{entry.uid}", f"DTSTAMP:{_utc(stamp)}", f"SEQUENCE:{entry.sequence}")
    if isinstance(entry.at, datetime):
        yield f"DTSTART:{_utc(entry.at)}"
    else:
        yield from (f"DTSTART;VALUE=DATE:{entry.at:%Y%m%d}", f"DTEND;VALUE=DATE:{entry.at + timedelta(days=1):%Y%m%d}")
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.text:
        yield f"DESCRIPTION:{_text(entry.text)}"
    if entry.url:
        yield f"URL:{entry.url}"
    yield "TRANSP:TRANSPARENT"
    if entry.days_before is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(entry.title)}")
        yield from (f"TRIGGER:-P{entry.days_before}D", "END:VALARM")
    yield "END:VEVENT"


def _utc(moment):
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words):
    """Commas, semicolons, backslashes and line breaks have a meaning of their own there."""
    plain = str(words).replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", r"\n")


def _folded(line):
    """A long line goes on in the next, which begins with a blank; no character is cut in two."""
    parts, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > MOST_OCTETS:
            parts.append("")
            size = 1
        parts[-1] += letter
        size += octets
    return "\r\n ".join(parts)
