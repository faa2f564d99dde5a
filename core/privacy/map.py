"""The map of personal data: what each table holds about people, how long, and what a removal does with it.

An app's `personal.py` is imported at start-up and enters each of its tables:

    declare("accounts.Invitation", _("Invitations"), about=…, tell=…, erase={"name": EMPTY}, kept=Kept(…))

`tests/architecture/test_personal_data.py` refuses a table with an e-mail address, a key to a person or free text that
has no entry, and an entry that leaves one of these fields out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings
from django.db.models import Q

DELETE = "delete"  # the row goes
EMPTY = "empty"  # the field is emptied
UNREACHABLE = "unreachable"  # an address that no mail can reach, where the table must have one


@dataclass(frozen=True)
class Words:
    """These words instead of what stood there."""

    words: str


@dataclass(frozen=True)
class Kept:
    """How long rows are kept and why.

    `period` names a number of days in `settings.RETENTION`; `due(moment)` are the rows whose time ended before that
    moment, and `end(rows)` what is done with them, if they are not deleted.
    """

    because: str
    period: str = ""
    due: Callable | None = None
    end: Callable | None = None

    @property
    def days(self):
        """How many days, or None: as long as what it belongs to."""
        return settings.RETENTION[self.period] if self.period else None


@dataclass(frozen=True)
class Entry:
    """One table.

    - `about(who)`: a Q, the rows about a person. Of those, `tell` is what the person gets, `erase` what a removal does
      to each field (or DELETE), and `known_by` the fields that hold a name or an address of that very person.
    - `people`: keys to accounts. They stay and lead to an account without a name.
    - `scrub`: texts in which anybody may have been named. A removal goes through every row that is `changeable`, for
      addresses wherever they are, for names only as far as `reach(who)`.
    - `stays`: fields that keep what they hold, each with the reason; `plain`: texts that say nothing about a person.
    - `frozen`: the triggers that are put aside for a removal.
    - `special(who)`: what no rule for a field can do; returns how many rows it changed.
    """

    label: str
    title: str
    kept: Kept
    about: Callable | None = None
    tell: tuple = ()
    known_by: tuple = ()
    erase: Mapping | str = field(default_factory=dict)
    people: tuple = ()
    scrub: tuple = ()
    reach: Callable | None = None
    changeable: Q = field(default_factory=Q)
    stays: Mapping = field(default_factory=dict)
    plain: tuple = ()
    frozen: tuple = ()
    special: Callable | None = None

    @property
    def model(self):
        return apps.get_model(self.label)

    @property
    def accounted_for(self):
        """Names of the fields that the entry says something about."""
        erased = () if self.erase == DELETE else self.erase
        everything = self.model._meta.concrete_fields if self.erase == DELETE else ()
        return {
            *self.people, *self.scrub, *self.stays, *self.plain, *erased, *(each.name for each in everything)
        }  # fmt: skip


MAP: dict[str, Entry] = {}
NOTHING_PERSONAL: dict[str, str] = {}  # table: why there is nothing about people in it


def declare(label, title, **facts):
    """Enter a table."""
    if label in MAP or label in NOTHING_PERSONAL:
        raise ValueError(f"{label} is in the map of personal data twice")
    MAP[label] = Entry(label, title, **facts)


def nothing_personal(label, because):
    """Enter a table whose texts say nothing about people; not possible for one with addresses or keys to people."""
    if label in MAP or label in NOTHING_PERSONAL:
        raise ValueError(f"{label} is in the map of personal data twice")
    NOTHING_PERSONAL[label] = because


def entries():
    """All entries; tables of history last, so that what a removal itself leaves there is gone through, too."""
    return sorted(MAP.values(), key=lambda entry: (entry.label.endswith("Event"), entry.label))
