"""Files in the 360Giving standard, read grant by grant: a file of any size needs no more memory than one grant."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.text import without_controls
from core.words import normalise
from councils.models import Council, ParishAreaCode
from funding.importing.flat_grants import grants_of_csv, grants_of_spreadsheet
from funding.models.opportunities import MOST_MONEY

CHUNK, LONGEST = 64 * 1024, 1024 * 1024  # letters read at a time; letters of one grant
START = re.compile(r'^\s*\[|"grants"\s*:\s*\[')
BETWEEN = re.compile(r"[\s,]*")
SMALL_AREA = re.compile(r"\s+\d{3}[A-Z]?$")  # "Oxford 008B" is a part of Oxford
READ, PERSON, CURRENCY, UNREADABLE = "read", "person", "currency", "unreadable"


@dataclass(frozen=True)
class Grant:
    """One grant of a file: why it is not kept, or its facts."""

    outcome: str
    facts: dict
    words: str = ""


def grants_of(path):
    """Each grant of the file as a dictionary; Refused when it is no such file."""
    readers = {".csv": grants_of_csv, ".xlsx": grants_of_spreadsheet}
    return readers.get(path.suffix.lower(), _grants_of_json)(path)


def _grants_of_json(path):
    decoder = json.JSONDecoder(parse_float=Decimal)
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        text = _to_start(file)
        while True:
            text = text[BETWEEN.match(text).end() :]
            if text.startswith("]"):
                return
            try:
                grant, end = decoder.raw_decode(text)
                complete = end < len(text)  # a number at the very end may go on
            except (ValueError, ArithmeticError, RecursionError):
                complete = False
            if complete:
                text = text[end:]
                yield grant
                continue
            more = file.read(CHUNK)
            if not more or len(text) > LONGEST:
                raise Refused(_("The file ends or breaks in the middle of a grant. Fetch it again."), field="file")
            text += more


def _to_start(file):
    text = file.read(CHUNK)
    found = START.search(text)
    if found is None:
        raise Refused(_("This is no file of grants in the 360Giving standard (JSON)."), field="file")
    return text[found.end() :]


class Places:
    """Which principal council a place belongs to: by its code, else by the name of the council."""

    def __init__(self):
        principals = list(Council.objects.principal().current())
        self.by_code = {council.code: council.pk for council in principals if council.code}
        self.by_name = {normalise(name): c.pk for c in principals for name in (c.short_name, c.name) if name}
        areas = ParishAreaCode.objects.filter(area__parent__isnull=False)
        self.by_area = dict(areas.values_list("code", "area__parent"))

    def of(self, place):
        """The id of the principal, or None."""
        code, name = _text(place, "geoCode"), _text(place, "name")
        found = self.by_code.get(code) or self.by_area.get(code)
        for words in (code, name, name.removesuffix(" city").removesuffix(" District")):
            found = found or self.by_name.get(normalise(SMALL_AREA.sub("", words)))
        return found


def read_grant(grant, places):
    """A `Grant`: only whole amounts of pounds to organisations are kept."""
    if not isinstance(grant, dict):
        return Grant(UNREADABLE, {}, str(grant)[:80])
    identifier = _text(grant, "id")
    if grant.get("recipientIndividual") or not _first(grant, "recipientOrganization"):
        return Grant(PERSON, {})
    if _text(grant, "currency").upper() != "GBP":
        return Grant(CURRENCY, {}, identifier)
    place = _first(grant, "beneficiaryLocation") or _first(_first(grant, "recipientOrganization"), "location")
    facts = {
        "identifier": identifier[:200],
        "title": _text(grant, "title")[:300],
        "description": _text(grant, "description")[:4000],
        "funder": _text(_first(grant, "fundingOrganization"), "name")[:200],
        "programme": _text(_first(grant, "grantProgramme"), "title")[:200],
        "recipient": _text(_first(grant, "recipientOrganization"), "name")[:300],
        "amount": _pence(grant.get("amountAwarded")),
        "awarded_on": _day(_text(grant, "awardDate")),
        "place": (_text(place, "name") or SMALL_AREA.sub("", _text(place, "geoCode")))[:200],
        "principal_id": places.of(place),
    }
    needed = ("identifier", "title", "funder", "recipient", "amount", "awarded_on")
    missing = [name for name in needed if facts[name] in ("", None)]
    if missing:
        return Grant(UNREADABLE, {}, f"{identifier or '?'}: {', '.join(missing)}")
    return Grant(READ, facts)


def _first(record, name):
    """The first of a list of records, or nothing."""
    found = record.get(name) if isinstance(record, dict) else None
    found = found[0] if isinstance(found, list) and found else found
    return found if isinstance(found, dict) else {}


def _text(record, name):
    value = record.get(name)
    return without_controls(str(value)).strip() if isinstance(value, str | int | Decimal) else ""


def _pence(value):
    """1914.0 -> 191400; None for what is no amount."""
    try:
        pounds = Decimal(str(value))
    except InvalidOperation:
        return None
    if not pounds.is_finite() or not 0 <= pounds <= MOST_MONEY // 100:
        return None
    return int((pounds * 100).to_integral_value())


def _day(text):
    """ "2013-09-27", with or without a time, or "27/09/2013"; None for what is no day."""
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return _plausible(datetime.strptime(text[:10], pattern).date())  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _plausible(day):
    return day if date(1900, 1, 1) <= day else None
