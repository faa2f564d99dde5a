"""Everything the portal holds about one person, as files they can take along: JSON, CSV and a PDF to read."""

import json
import re
from datetime import datetime

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.who import who_is
from core.csv import csv_bytes, moment
from core.documents import render_pdf
from core.documents.bundle import Part, zip_parts
from core.documents.records import RecordDocument, RecordPart
from core.formatting import date, date_time
from core.privacy.telling import heading, told

FORMAT = "common-ground-personal-1"
ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?")
MOST_IN_PDF = 200  # rows of one part; all of them are in the other files


def parts_about(person):
    """[(entry, rows)] of all that is about the person."""
    return list(told(who_is(person)))


def as_json(parts, *, at):
    """The same as data; docs/exports.md names the keys."""
    data = {
        "format": FORMAT,
        "made_at": moment(at),
        "portal": settings.SITE_URL,
        "parts": [
            {"table": e.label, "title": str(e.title), "kept": str(e.kept.because), "kept_days": e.kept.days, "rows": r}
            for e, r in parts
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def as_document(person, parts, *, at):
    """The same to read, with every heading in words."""
    return RecordDocument(
        title=_("What Common Ground holds about you"),
        subject=_("Personal data"),
        author=settings.SITE_HOST,
        reference=f"CG-{person.pk}",
        issued_at=at,
        kind=_("Your data"),
        context=_("Made at your own request. The same data as files for a computer lie beside this document."),
        made_for=str(person),
        parts=tuple(_part(entry, rows) for entry, rows in parts),
        demonstration=settings.DEMO,
    )


def _part(entry, rows):
    names = entry.tell
    shown = [tuple(_words(_moment_in_words(row[name])) for name in names) for row in rows[:MOST_IN_PDF]]
    title = str(entry.title)
    if len(rows) > MOST_IN_PDF:
        title = _("%(title)s (the first %(shown)s of %(all)s)") % {
            "title": title, "shown": MOST_IN_PDF, "all": len(rows)
        }  # fmt: skip
    if len(shown) == 1:
        return RecordPart(title, facts=tuple(zip((heading(entry, name) for name in names), shown[0], strict=True)))
    return RecordPart(title, columns=tuple(heading(entry, name) for name in names), rows=tuple(shown))


def _moment_in_words(value):
    """Moments and days as a reader knows them; the other files keep them as computers do."""
    if not isinstance(value, str) or not ISO.fullmatch(value):
        return value
    found = datetime.fromisoformat(value)
    return date_time(found) if "T" in value else date(found.date())


def _words(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def pack(person, folder, *, at):
    """The ZIP, in a folder that goes away afterwards; returns its path and how many kinds of records are in it."""
    parts = parts_about(person)
    (folder / "csv").mkdir()
    files = [_file(folder, "your-data.pdf", render_pdf("documents/record.html", as_document(person, parts, at=at)))]
    files.append(_file(folder, "your-data.json", as_json(parts, at=at)))
    for entry, rows in parts:
        name = f"csv/{slugify(entry.label.replace('.', '-'))}.csv"
        lines = ([_words(row[each]) for each in entry.tell] for row in rows)
        files.append(_file(folder, name, csv_bytes(entry.tell, lines)))
    return zip_parts(folder / "your-data.zip", files), len(parts)


def _file(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return Part(path, name, "")
