"""Rows of text -> facts of the register: what cannot be kept, what was put right, what was left out."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from core.formatting import list_and
from core.words import normalise
from transfers.mapping import Point, far_away
from transfers.models import Asset, Holding, Tenure, Use
from transfers.models.assets import EAST, NORTH, SOUTH, WEST

HOLDINGS = {
    "land": Holding.LAND, "buildings": Holding.BUILDINGS, "building": Holding.BUILDINGS, "land buildings": Holding.BOTH,
    "land and buildings": Holding.BOTH, "land building": Holding.BOTH, "buildings land": Holding.BOTH,
}  # fmt: skip
TENURES = {"freehold": Tenure.FREEHOLD, "leasehold": Tenure.LEASEHOLD}
USES = {
    "owner occupied": Use.OCCUPIED, "leasehold out": Use.LET, "leased out": Use.LET, "let": Use.LET,
    "leasehold in": Use.RENTED, "leased in": Use.RENTED, "vacant": Use.VACANT, "other": Use.OTHER,
}  # fmt: skip
DEGREES = {"wgs84", "wgs 84", "epsg 4326", "4326", ""}
TEXTS = {"PropertyName": "name", "PostTown": "town", "PostCode": "postcode", "OtherDetail": "use_note"}
SIX_PLACES = Decimal("0.000001")
THOUSANDS = re.compile(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")
DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$")
BRITISH_DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
RATING = re.compile(r"^[A-G]\+?$")


@dataclass
class Checked:
    """What a file says: its rows by their code, what stops it, and what is worth a look."""

    rows: dict = field(default_factory=dict)  # {code: facts}
    faults: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def check(rows, principal):
    """A `Checked`: every row in facts; with a single fault nothing of the file can be applied."""
    found, first, publishers = Checked(), {}, {}
    for number, cells in rows:
        place = _("Row %(row)s") % {"row": number}
        code = cells.get("AssetCode", "")
        if problem := _problem(cells, code, first):
            found.faults.append(f"{place}: {problem}")
            continue
        first[code] = number
        if label := cells.get("OrganisationLabel", ""):
            publishers.setdefault(normalise(label), label)
        facts, notes = _facts(cells)
        found.rows[code] = facts
        found.notes += [f"{place}, {facts['name']}: {note}" for note in notes]
    found.notes[:0] = [*_strangers(publishers.values(), principal), *_far(found.rows)]
    return found


def _problem(cells, code, first):
    """Why a row cannot be kept, or ""."""
    if not code:
        return _("it has no asset code, so later files could not say which asset they mean")
    if code in first:
        return _("the asset code %(code)s stands in row %(row)s already") % {"code": code[:60], "row": first[code]}
    if not cells.get("PropertyName"):
        return _("%(code)s has no name") % {"code": code[:60]}
    if len(code) > _length("code"):
        return _("the asset code is longer than %(most)s characters") % {"most": _length("code")}
    return ""


def _length(name):
    return Asset._meta.get_field(name).max_length


def _facts(cells):
    """(facts of the register, what is worth a look)."""
    notes = []
    facts = {name: cells.get(column, "") for column, name in TEXTS.items()}
    facts["postcode"] = facts["postcode"].upper()
    facts["street"] = " ".join(filter(None, (cells.get("StreetNumber"), cells.get("StreetName"))))
    for name in (*TEXTS.values(), "street"):
        if len(facts[name]) > _length(name):
            facts[name] = facts[name][: _length(name)].rstrip()
            notes.append(_("“%(text)s…” was too long and is cut off") % {"text": facts[name][:40]})
    facts["holding"] = _known(HOLDINGS, cells, "HoldingType", notes)
    facts["tenure"] = _known(TENURES, cells, "TenureType", notes)
    facts["use"] = _known(USES, cells, "TenureDetail", notes)
    facts["uprn"] = _uprn(cells.get("UPRN", ""), notes)
    facts["building_size"] = _size(cells, "BuildingSize", "building_size", notes)
    facts["land_area"] = _size(cells, "LandArea", "land_area", notes)
    facts["energy_rating"] = _matching(RATING, cells.get("EnergyRating", "").upper(), "EnergyRating", notes)
    facts["said_for_on"] = _day(cells.get("EffectiveDate", ""), notes)
    return facts | _place(cells, notes), notes


def _left_out(notes, column, text):
    notes.append(_("%(column)s “%(text)s” is not understood and left out") % {"column": column, "text": text[:40]})


def _known(words, cells, column, notes):
    """One of the words of the Code in any spelling; "" for none."""
    text = cells.get(column, "")
    found = words.get(normalise(text), "")
    if text and not found:
        _left_out(notes, column, text)
    return str(found)


def _matching(pattern, text, column, notes):
    if text and not pattern.match(text):
        _left_out(notes, column, text)
        return ""
    return text


def _uprn(text, notes):
    """Digits alone; a spreadsheet may have made 1.00013E+11 of it, which names another property."""
    if text and not (text.isascii() and text.isdigit() and len(text) <= _length("uprn")):
        _left_out(notes, "UPRN", text)
        return ""
    return text


def _decimal(text):
    """A number, or None; without exponents of any size and without “NaN”. “1,250.5” has thousands, “1,2” nothing."""
    try:
        value = Decimal(text.replace(",", "") if THOUSANDS.match(text) else text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < 10**9 and value.as_tuple().exponent > -40 else None


def _size(cells, column, name, notes):
    text = cells.get(column, "")
    if not text:
        return None
    column_of = Asset._meta.get_field(name)
    value, most = _decimal(text), Decimal(10) ** (column_of.max_digits - column_of.decimal_places)
    if value is None or value < 0 or value >= most - 1:
        _left_out(notes, column, text)
        return None
    return value.quantize(Decimal(1).scaleb(-column_of.decimal_places))


def _day(text, notes):
    """“2026-04-01” or “01/04/2026”."""
    if not text:
        return None
    found, british = DAY.match(text), BRITISH_DAY.match(text)
    parts = found.groups() if found else british.groups()[::-1] if british else None
    try:
        return date(*map(int, parts)) if parts else _left_out(notes, "EffectiveDate", text)
    except ValueError:
        return _left_out(notes, "EffectiveDate", text)


def _place(cells, notes):
    """Latitude and longitude in degrees; turned round where the file has them the other way."""
    nowhere = {"latitude": None, "longitude": None, "is_turned": False}
    texts = [cells.get("GeoX", ""), cells.get("GeoY", "")]
    if not any(texts):
        return nowhere
    x, y = (_decimal(text) for text in texts)
    system = cells.get("CoordinateReferenceSystem", "")
    if x is None or y is None:
        notes.append(_("“%(x)s, %(y)s” are no coordinates and left out") % {"x": texts[0][:20], "y": texts[1][:20]})
        return nowhere
    if normalise(system) not in DEGREES:
        words = _("its coordinates are left out: they are in %(system)s, the register takes WGS84")
        notes.append(words % {"system": system[:20]})
        return nowhere
    if _is_here(latitude=y, longitude=x):
        return _degrees(y, x, is_turned=False)
    if _is_here(latitude=x, longitude=y):
        notes.append(_("GeoX and GeoY were the wrong way round and are turned"))
        return _degrees(x, y, is_turned=True)
    notes.append(_("its coordinates lie outside the United Kingdom and are left out"))
    return nowhere


def _is_here(*, latitude, longitude):
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


def _degrees(latitude, longitude, *, is_turned):
    places = {"latitude": latitude.quantize(SIX_PLACES), "longitude": longitude.quantize(SIX_PLACES)}
    return {**places, "is_turned": is_turned}


def _strangers(publishers, principal):
    """A file of another council, loaded by mistake."""
    own = {word for name in (principal.name, principal.short_name) for word in normalise(name).split()} - COUNCIL_WORDS
    for label in publishers:
        if own.isdisjoint(normalise(label).split()):
            words = _("The file says that it is the register of %(publisher)s; you load it for %(principal)s.")
            yield words % {"publisher": label[:100], "principal": principal.full_name}


COUNCIL_WORDS = {"council", "borough", "city", "district", "county", "metropolitan", "of", "the", "and"}


def _far(rows):
    """Which lie far from all the others: more often a slip in the file than land elsewhere."""
    placed = {code: facts for code, facts in rows.items() if facts["latitude"] is not None}
    points = [Point(code, facts["name"], facts["latitude"], facts["longitude"]) for code, facts in placed.items()]
    if far := far_away(points):
        names = list_and([f"{point.name} ({point.key})" for point in far[:10]])
        words = _("Far from all the others, so not drawn on the map unless looked for: %(names)s")
        yield words % {"names": names}
