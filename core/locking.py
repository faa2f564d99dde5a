"""Two people, one record: whoever saves second is told what changed since they opened the page.

A form carries a signed token of the values it was filled with. The action compares them with what is stored, under
the row lock, so that of two people who save in the same moment only one is the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core import signing
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from core.audit import last_change
from core.exceptions import Refused
from core.formatting import date_time

SALT = "core.locking"
FIELD = "seen"  # the name under which a form carries the token
UNKNOWN = object()  # the form does not say what it showed


@dataclass(frozen=True)
class Difference:
    """One answer: as the form was filled with it, as it is stored now, and as the person wants it."""

    name: str
    was: object
    now: object
    typed: object

    @property
    def is_there(self):
        """Whether there is anything to tell about this answer."""
        known = [value for value in (self.was, plain(self.now), plain(self.typed)) if value is not UNKNOWN]
        return any(value != known[0] for value in known)


@dataclass(frozen=True)
class Seen:
    """What somebody saw when they opened a form, and what they typed into it."""

    was: Mapping | None  # None: the form did not say
    typed: Mapping = field(default_factory=dict)

    @classmethod
    def read(cls, text, key, typed):
        """From the token in a form; one that is missing, forged or of another page says nothing."""
        try:
            kept = signing.loads(text, salt=SALT)
        except signing.BadSignature:
            kept = None
        if kept is None or kept["key"] != key:
            return cls(None, typed)
        return cls(kept["values"], typed)

    def before(self, name):
        return UNKNOWN if self.was is None or name not in self.was else self.was[name]


class Changed(Refused):
    """Somebody saved the record after this person had opened it."""

    def __init__(self, differences, now, event):
        super().__init__(changed_by(event))
        self.differences, self.now, self.event = differences, now, event
        self.merged = {d.name: d.now if plain(d.typed) == d.was else d.typed for d in differences}


def token(key, values):
    """The text a form carries: which page it is and what it was filled with, signed."""
    kept = {"key": key, "values": {name: plain(value) for name, value in values.items()}}
    return signing.dumps(kept, salt=SALT, compress=True)


def refuse_if_changed(seen, now, *, record, parts):
    """Raise `Changed` if a value of `now` differs from what the person saw and from what they want.

    Called by actions under the row lock. `seen=None` means that the caller saw no form: an import, a command.
    `record` and `parts` say where the audit trail names who changed it.
    """
    if seen is None:
        return
    found = [Difference(name, seen.before(name), value, seen.typed.get(name, UNKNOWN)) for name, value in now.items()]
    lost = [d for d in found if plain(d.now) not in (d.was, plain(d.typed))]
    if lost:
        raise Changed(found, now, last_change(record, parts))


def changed_by(event, person=None):
    """Who was first, and when, as far as the audit trail knows."""
    if event is None:
        return _("Changed by someone else meanwhile")
    when = date_time(event.at)
    if person is not None and event.by_id == person.pk:
        return _("You changed this in another window on %(when)s") % {"when": when}
    return _("Changed by %(actor)s on %(when)s") % {"actor": event.actor, "when": when}


def plain(value):
    """A value as JSON can hold it, the same for what is stored and for what a form makes of the same answer."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if value is None or value is UNKNOWN or isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):  # moments too
        return value.isoformat()
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, list | tuple | set | frozenset | QuerySet):
        return sorted((plain(item) for item in value), key=str)
    raise TypeError(f"no plain form of {type(value).__name__}")
