"""Taking a person out of every table, by the map. The one place that may put append-only triggers aside."""

from collections import Counter
from contextlib import nullcontext

import pgtrigger
from django.db import transaction
from django.db.models import Case, CharField, TextField, Value, When
from django.db.models.functions import Cast, Concat

from core.models import REMOVED_DOMAIN
from core.privacy.map import DELETE, EMPTY, UNREACHABLE, Words, entries


@transaction.atomic
def take_out(who):
    """Do what the map says; returns {title of the table: how many rows were changed or deleted}."""
    changed = Counter()
    for entry in entries():
        for work in (_erase, _scrub, _special):
            changed[str(entry.title)] += work(entry, who)
    return {title: count for title, count in changed.items() if count}


def _special(entry, who):
    with _unfrozen(entry):
        return entry.special(who) if entry.special else 0


def _unfrozen(entry):
    """The triggers of this table that are put aside, until the block ends and for this connection only."""
    names = (name if ":" in name else f"{entry.label}:{name}" for name in entry.frozen)
    return pgtrigger.ignore(*names) if entry.frozen else nullcontext()


def _erase(entry, who):
    """The rows about the person: deleted, or each field by its rule."""
    if not entry.about or not entry.erase:
        return 0
    rows = entry.model._base_manager.filter(entry.about(who))
    keys = list(rows.values_list("pk", flat=True).distinct())
    mine = entry.model._base_manager.filter(pk__in=keys)
    with _unfrozen(entry):
        if entry.erase == DELETE:
            mine.delete()
        elif keys:
            mine.update(**{name: _instead(entry, name, rule) for name, rule in entry.erase.items()})
    return len(keys)


def _instead(entry, name, rule):
    """What is stored from now on."""
    column = entry.model._meta.get_field(name)
    if rule == EMPTY:
        return None if column.null else _empty(column)
    if rule == UNREACHABLE:
        address = Concat(
            Value("removed-"), Cast("pk", CharField()), Value(f"@{REMOVED_DOMAIN}"), output_field=TextField()
        )
        return Case(When(**{name: ""}, then=Value("")), default=address, output_field=TextField())
    return rule.words if isinstance(rule, Words) else rule


def _empty(column):
    return column.get_default() if column.has_default() else ""


def _scrub(entry, who):
    """Texts in which the person may be named, in whatever row."""
    changed = 0
    rows = entry.model._base_manager.filter(entry.changeable)
    for name in entry.scrub:
        changed += _rewrite(entry, rows.filter(who.mentioned(name, names=False)), name, who, names=False)
        if entry.reach:
            near = rows.filter(who.mentioned(name), entry.reach(who))
            changed += _rewrite(entry, near, name, who, names=True)
    return changed


def _rewrite(entry, rows, name, who, *, names):
    changed, longest = 0, getattr(entry.model._meta.get_field(name), "max_length", None)
    with _unfrozen(entry):
        for pk, value in list(rows.order_by().values_list("pk", name).distinct()):
            now = who.without(value, names=names)
            now = now[:longest] if isinstance(now, str) else now
            if now != value:
                entry.model._base_manager.filter(pk=pk).update(**{name: now})
                changed += 1
    return changed
