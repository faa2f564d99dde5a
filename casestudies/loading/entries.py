"""What stands in a fixture file, entry by entry, and what can be wrong with it."""

import json
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from casestudies import models
from core.text import without_controls

# In the order in which they are loaded: each names only those before it.
MODELS = {
    f"casestudies.{model._meta.model_name}": model
    for model in (
        models.Source,
        models.Term,
        models.Section,
        models.Chapter,
        models.ChecklistItem,
        models.Perspective,
        models.Resource,
        models.CaseStudy,
        models.Party,
        models.Figure,
    )
}
LARGEST_FILE = 5 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Fault:
    """One thing wrong, where a person can find it."""

    file: str
    entry: str
    field: str
    words: str

    def __str__(self):
        return without_controls(": ".join(part for part in (self.file, self.entry, self.field, self.words) if part))


class FaultsFound(Exception):
    """The files are refused whole; every fault is named."""

    def __init__(self, faults):
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = list(faults)


@dataclass
class Entry:
    """One record as the file has it. `key` is its natural key, a tuple."""

    file: str
    place: str  # "entry 12", "sheet Parties, row 4"
    model: type
    fields: dict
    key: tuple = ()
    values: dict = field(default_factory=dict)  # checked: ready for the model
    links: dict = field(default_factory=dict)  # many-to-many: field to a list of natural keys

    @property
    def name(self):
        """Place and natural key: "entry 12 (party ashford-caretaker 3)"."""
        words = [self.model._meta.model_name, *(str(part) for part in self.key if part not in (None, ""))]
        return f"{self.place} ({' '.join(words)})"

    def fault(self, field_name, words):
        return Fault(self.file, self.name, field_name, words)


def read_files(paths):
    """All entries of these files in the order of their names, and what could not even be read."""
    entries, faults = [], []
    for path in sorted(paths, key=lambda path: path.name):
        found, wrong = read_json(path.name, path.read_bytes())
        entries += found
        faults += wrong
    return entries, faults


def read_json(name, content):
    """The entries of one fixture file and the faults that keep others from being read."""
    try:
        rows = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return [], [Fault(name, "", "", _("The file is not in UTF-8. Save it as UTF-8 and try again."))]
    except (ValueError, RecursionError) as error:  # ValueError also: a number of thousands of digits
        line = getattr(error, "lineno", 1)
        return [], [Fault(name, _("line %(line)s") % {"line": line}, "", _("This is no valid JSON from here on"))]
    if not isinstance(rows, list):
        return [], [Fault(name, "", "", _("The file must hold a list of entries"))]
    return read_rows(name, rows)


def read_rows(name, rows):
    """Entries of a list as JSON has it; one that is no entry of ours is a fault."""
    entries, faults = [], []
    for number, row in enumerate(rows, start=1):
        place = _("entry %(number)s") % {"number": number}
        if not isinstance(row, dict) or not isinstance(row.get("fields"), dict):
            faults.append(Fault(name, place, "", _("An entry needs “model” and “fields”")))
        elif not isinstance(row.get("model"), str) or row["model"] not in MODELS:
            words = _("There is no “%(model)s” in the library") % {"model": str(row.get("model"))[:80]}
            faults.append(Fault(name, place, "model", words))
        else:
            entries.append(Entry(name, row.get("place") or place, MODELS[row["model"]], row["fields"]))
    return entries, faults
