"""Rows of text -> what the action takes, by the very rules of the form on which people type it."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.models import Term
from core.exceptions import Refused
from core.govuk_forms import DateInputField
from core.words import normalise
from councils.models import CouncilType, Need, Service
from funding.areas import Principals
from funding.contradictions import refuse_contradictions
from funding.forms.opportunities import NATIONAL, OpportunityForm
from funding.times import LAST_YEAR, clock_text
from funding.typed import DATED, FURTHER_NOTICE

ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$")
NUMBERS = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:,?\s+(.+))?$")
WORDS = re.compile(r"^(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})(?:,?\s+(?:at\s+)?(.+))?$")
NO_END = {"", "until further notice", "open", "rolling", "ongoing", "none"}
YES = {"yes", "y", "true", "1"}
SAME = {
    "funder": "funder", "programme": "programme", "round": "round_name", "summary": "summary",
    "others_may_apply": "others_may_apply", "smallest_grant": "least", "largest_grant": "most",
    "money_in_all": "pot", "match_percent": "match_percent", "residents_from": "population_from",
    "residents_to": "population_to", "link": "link", "apply_link": "apply_link", "contact_email": "contact_email",
    "note": "note",
}  # fmt: skip
SEVERAL = ("types", "nations", "themes", "services", "needs")
LINES = {"areas": "areas", "other_days": "stages"}
TIMES = {
    "opens_on": "opens",
    "opens_time": "opens",
    "closes_on": "closes",
    "closes_time": "closes",
    "closing": "closes",
}
FIELD_OF = {**{field: column for column, field in {**SAME, **LINES}.items()}, **TIMES}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row, in words."""

    place: str
    column: str
    words: str

    def __str__(self):
        return f"{self.place}, {self.column}: {self.words}" if self.column else f"{self.place}: {self.words}"


def checked(rows):
    """([(place, facts)], [Fault]): every row as the form takes it, or every fault of it."""
    good, faults = [], []
    principals = Principals()
    named = {normalise(term.name): term.slug for term in Term.objects.filter(taxonomy=Term.Taxonomy.THEME)}
    for place, cells in rows:
        try:
            typed = typed_from(cells)
        except ValueError as error:
            faults.append(Fault(place, *error.args))
            continue
        typed["themes"] = [named.get(normalise(word), word) for word in typed["themes"]]
        form = OpportunityForm(typed, owners=[(NATIONAL, "")], principals=principals)
        if form.is_valid() and _agrees(form):
            good.append((place, {**form.facts, "source": cells.get("source", "")[:300]}))
        else:
            faults += _faults(place, form, cells)
    return good, faults


def _agrees(form):
    """True unless two of its facts contradict each other; that is told at the field, as when it is typed."""
    try:
        refuse_contradictions(form.facts)
    except Refused as refusal:
        form.add_error(refusal.field, refusal.message)
        return False
    return True


def _faults(place, form, cells):
    """Each message of the form by the name of its column, with what stands there."""
    for name, messages in form.errors.items():
        column = FIELD_OF.get(name, name)
        there = cells.get(column, "")[:80]
        for words in messages:
            yield Fault(place, column, f"{words} (“{there}”)" if there else words)


def typed_from(cells):
    """One row as somebody would have typed it; ValueError(column, words) where it cannot be meant."""
    typed = {field: cells.get(column, "") for column, field in SAME.items()}
    typed |= {field: "\n".join(_several(cells.get(column, ""))) for column, field in LINES.items()}
    typed |= {name: _several(cells.get(name, "")) for name in SEVERAL}
    typed["types"] = [_meant(CouncilType, word) for word in typed["types"]]
    typed["services"] = [_meant(Service, word) for word in typed["services"]]
    typed["needs"] = [_meant(Need, word) for word in typed["needs"]]
    typed["owner"] = NATIONAL
    typed["pays_for"] = cells.get("pays_for", "").casefold() or "both"
    typed["open_to"] = cells.get("open_to", "").casefold() or "councils"
    typed["joint_bids"] = cells.get("joint_bids", "").casefold() in YES
    typed |= _parts("opens", cells.get("opens", ""))
    if cells.get("closes", "").casefold() in NO_END or _is_never(cells["closes"]):
        return typed | {"closing": FURTHER_NOTICE}
    return typed | {"closing": DATED} | _parts("closes", cells["closes"])


def _several(text):
    return [word.strip() for word in re.split(r"[;\n]", text) if word.strip()]


def _meant(choices, word):
    """A value, by itself or by its label; the word itself if it is neither, for the form to refuse."""
    named = {normalise(str(each.label)): each.value for each in choices}
    return word if word in choices.values else named.get(normalise(word), word)


def _is_never(text):
    """A closing in the year 2124 is nobody's deadline: it stands for none. "2359" after a day is a time."""
    years = [found[at] for pattern, at in ((ISO, 1), (NUMBERS, 3), (WORDS, 3)) if (found := pattern.match(text))]
    return bool(years) and int(years[0]) > LAST_YEAR


def _parts(name, text):
    """A day and a time as the fields of the form."""
    if not text:
        return {}
    day, at = _moment(name, text)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {**{f"{name}_on-{part}": str(value) for part, value in parts.items()}, f"{name}_time": at}


def _moment(name, text):
    """(day, time as text) of "2027-03-31T17:00:00", "31/03/2027 5pm" or "31 March 2027 at 17:00"."""
    try:
        if found := ISO.match(text):
            return _of_iso(found)
        if found := NUMBERS.match(text):
            return date(int(found[3]), int(found[2]), int(found[1])), _time(name, found[4])
        if found := WORDS.match(text):
            day = DateInputField(label="").to_python(found.groups()[:3])
            return day, _time(name, found[4])
    except Exception as error:
        if not isinstance(error, (ValueError, OverflowError)) and not hasattr(error, "messages"):
            raise
    words = _("“%(text)s” is no day. Write it like this: 31 March 2027 5pm")
    raise ValueError(name, words % {"text": text[:60]})


def _of_iso(found):
    """With a zone it is put on the clock here; without one it is that clock."""
    year, month, day, at, zone = found.groups()
    on = date(int(year), int(month), int(day))
    if not at:
        return on, ""
    if not zone:
        return on, at
    moment = datetime.fromisoformat(f"{on}T{at}{'+00:00' if zone == 'Z' else zone}")
    local = timezone.localtime(moment)
    return local.date(), f"{local:%H:%M}"


def _time(name, text):
    return clock_text(text, is_end=name == "closes") if text else ""
