"""Comparing checked entries with what is here, and writing only the difference."""

from collections import Counter
from dataclasses import dataclass, field

from casestudies.loading.entries import MODELS
from casestudies.models import CaseStudy, Figure, Party
from councils.models import Council

PARTS = (Party, Figure)  # those of a study that the files bring belong to it whole
LINES_KEPT = 500


@dataclass
class Report:
    """What a load changes: counts by verb, and one line for each record."""

    counts: Counter = field(default_factory=Counter)
    lines: list = field(default_factory=list)

    def add(self, verb, model, name, fields=()):
        self.counts[verb] += 1
        if verb != "same":
            kind = str(model._meta.verbose_name)
            self.lines.append({"verb": verb, "kind": kind, "name": name, "fields": list(fields)})

    @property
    def changes(self):
        return sum(count for verb, count in self.counts.items() if verb != "same")

    def as_json(self):
        return {"counts": dict(self.counts), "lines": self.lines[:LINES_KEPT]}


def compare(entries):
    """What applying these entries would change."""
    return _walk(entries, write=False)


def apply(entries):
    """Write the difference; the caller holds the transaction."""
    return _walk(entries, write=True)


def _walk(entries, *, write):
    report, rows = Report(), {model: _existing(model, entries) for model in MODELS.values()}
    order = {model: position for position, model in enumerate(MODELS.values())}
    for entry in sorted(entries, key=lambda entry: order[entry.model]):
        before = rows[entry.model].get(entry.key)
        changed = _difference(entry, before)
        verb = "new" if before is None else "changed" if changed else "same"
        report.add(verb, entry.model, " ".join(map(str, entry.key)), changed if before is not None else ())
        if write and verb != "same":
            rows[entry.model][entry.key] = _write(entry, before, rows)
    _remove_parts(entries, rows, report, write=write)
    return report


def _existing(model, entries):
    """Rows of this model by natural key, with what the comparison reads."""
    if not any(entry.model is model for entry in entries):
        return _by_key(model, model._default_manager.all())
    links = [f.name for f in model._meta.many_to_many]
    keys = [f.name for f in model._meta.fields if f.remote_field]
    return _by_key(model, model._default_manager.select_related(*keys).prefetch_related(*links))


def _by_key(model, rows):
    return {tuple(_part(row, name) for name in model.NATURAL): row for row in rows}


def _part(row, name):
    for step in name.split("__"):
        row = getattr(row, step)
    return row


def _difference(entry, row):
    """The fields that are not as the entry has them."""
    if row is None:
        return []
    changed = [name for name, value in entry.values.items() if _shape(getattr(row, name)) != _shape(value)]
    for name, keys in entry.links.items():
        here = {tuple(linked.natural_key()) for linked in getattr(row, name).all()}
        changed += [name] if here != set(keys) else []
    return changed


def _shape(value):
    """Rows and natural keys compare as keys, councils as themselves."""
    if isinstance(value, Council) or not hasattr(value, "natural_key"):
        return value
    return tuple(value.natural_key())


def _write(entry, row, rows):
    row = row or entry.model()
    for name, value in entry.values.items():
        related = entry.model._meta.get_field(name).related_model
        is_key = related in rows and value is not None
        setattr(row, name, rows[related][value] if is_key else value)
    row.save()
    for name, keys in entry.links.items():
        related = entry.model._meta.get_field(name).related_model
        getattr(row, name).set([rows[related][key] for key in keys])
    return row


def _remove_parts(entries, rows, report, *, write):
    """Parties and figures that a study of these files had and has no longer."""
    studies = {entry.key[0] for entry in entries if entry.model is CaseStudy}
    for model in PARTS:
        wanted = {entry.key for entry in entries if entry.model is model}
        for key, row in rows[model].items():
            if key[0] in studies and key not in wanted:
                report.add("removed", model, " ".join(map(str, key)))
                if write:
                    row.delete()
