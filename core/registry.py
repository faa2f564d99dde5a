"""Where apps offer what pages above them show; the portal reads only this, so imports run downhill.

An app's `registry.py` is imported at start-up and decorates its providers:

    @provides(OPEN_WORK)
    def charters_to_answer(person): yield OpenWork(...)
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

OPEN_WORK = "open work"  # (person) -> OpenWork: what needs this person now
COUNCIL_CARD = "council card"  # (person, council) -> CouncilCard: a part of the council page
HOME_PART = "home part"  # (person) -> CouncilCard: a section of a person's home, below what waits for them
CHANNEL = "channel"  # (principal councils) -> Channel: a way in which they are in touch with their local councils
COUNCIL_RECORD = "council record"  # (person, council) -> RecordAddition: what an app adds to a council's record
OFFICER_COLUMN = "officer column"  # (person, councils) -> OfficerColumn: figures per council on an officer's home
SEARCH = "search"  # (person, wanted, most) -> Found, see core/search.py: hits of one kind, the best first
REFERENCE = "reference"  # (person, reference) -> the address of the record it names, if the person may see it
KNOWN_WORDS = "known words"  # () -> words of texts that are the same for everyone: what a slip may have meant
DESTINATION = "destination"  # (person) -> Destination: a page the person can go to
OWN_DATA = "own data"  # (person) -> Destination: where the privacy notice sends those who want to use their rights
EVENT = "event"  # () -> EventKind: the verbs of the audit trail that are an app's own
MEANT_FOR = "meant for"  # (agreement) -> ids of the councils for which an app above had it written
MAILBOX_OF = "mailbox of"  # (address) -> councils that should know when e-mail to this address comes back
CLOSED_RECORD = "closed record"  # (person) -> (model, query of ids): what happened to these is not theirs to read now
RECORD_ADDRESS = "record address"  # (person, {model label: {ids}}) -> (model label, id, url) of what they may open
NAVIGATION = "navigation"  # (person) -> NavigationItem
INVARIANT = "invariant"  # () -> Finding: what in the database can never be true and is
CREATE = "create"  # (person) -> StartLink: what this person can begin
KEPT_BACK = "kept back"  # (message, address) -> True: its reader wants it later or never, and that was seen to
PREFERENCES = "preferences"  # () -> the path of the page on which people choose which e-mails they get
HIDEABLE = "hideable"  # (person) -> Hideable: what somebody may leave out of their home page
PROMISE_LINE = "promise line"  # (person, council) -> PromiseLine: what stands in the council's list of promises, too
HANDOVER_ITEM = "handover item"  # (membership, councils) -> HandoverItem: what is open between its council and these
TIMELINE = "timeline"  # (person, local council) -> TimelineEntry: what took place between it and its principals
PASSING = "passing"  # (membership, successor of a council or None, by) -> how many things that were somebody's moved
HELD = "held"  # (membership) -> Held: what nobody would look after if this person left now
REMINDERS = "reminders"  # (today) -> core.reminders.offers.Offer: what falls due and is worth a reminder

_providers = defaultdict(list)


@dataclass(frozen=True)
class OpenWork:
    """Something that waits for a person. `council` names for whom, `due_on` sorts."""

    title: str
    url: str
    council: str = ""
    due_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """Something that can never be true and is. `check` is its stable name, `record` what a person would call it."""

    check: str
    record: str
    problem: str


@dataclass(frozen=True)
class CouncilCard:
    """A section of the council page: `template` is rendered with `context`; low `order` comes first."""

    title: str
    template: str
    context: dict
    order: int = 50


@dataclass(frozen=True)
class Channel:
    """A way in which principal councils are in touch with local councils; `held` says of which, and in what words."""

    title: str
    held: dict  # id of a principal council: words; one that is not named lacks the channel
    order: int = 50


@dataclass(frozen=True)
class RecordAddition:
    """A part of a council's record: `data` under the key `name`, and `parts` (`RecordPart`) for the document."""

    name: str
    data: list
    parts: tuple = ()


@dataclass(frozen=True)
class OfficerColumn:
    """A column of the officer's table; `total` links to the list behind it.

    `key` names the column in the exported file and never changes, whatever the language of the heading. `cell` is
    asked for the councils of the page that is shown and answers (text, url, tone), or None for nothing.
    """

    key: str
    heading: str
    cell: Callable
    total: str = ""
    total_url: str = ""


@dataclass(frozen=True)
class PromiseLine:
    """Something promised that an app above keeps: `kind` says where, `state` is open, overdue or kept.

    `by_council` is the council itself if it is bound, None if both sides are, else 0.
    """

    kind: str
    title: str
    url: str
    by: str
    to: str
    due_on: date
    state: str
    state_label: str
    tone: str
    by_council: int | None = None


@dataclass(frozen=True)
class HandoverItem:
    """Something open that whoever follows must know. `council` is the id of a local council, None for no single one.

    `is_own` says that it belongs to the leaver in person: a provider of `PASSING` moves it to whoever follows at
    `council`, so each such thing is yielded once.
    """

    kind: str
    title: str
    council: int | None = None
    url: str = ""
    due_on: date | None = None
    note: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class TimelineEntry:
    """Something that took place between a local council and a principal, on its day, not when it was typed.

    `kind` is a short code that never changes and `kind_label` names it; `principal` is the id of the one concerned,
    None for any.
    """

    kind: str
    kind_label: str
    on: date
    title: str
    url: str = ""
    note: str = ""
    principal: int | None = None


@dataclass(frozen=True)
class Held:
    """What a person answers for, in words, and the page on which it is handed over."""

    words: str
    url: str


@dataclass(frozen=True)
class Destination:
    """A page somebody may look for by name; `words` are others by which they know it."""

    title: str
    url: str
    words: str = ""
    note: str = ""


@dataclass(frozen=True)
class EventKind:
    """A verb of the audit trail: `label` names it in a filter; `tells` if it is told to those it concerns."""

    verb: str
    label: str
    tells: bool = False


@dataclass(frozen=True)
class NavigationItem:
    """A link of the main navigation; `prefix` is the address under which it counts as current."""

    text: str
    href: str
    order: int = 50


@dataclass(frozen=True)
class Hideable:
    """Something on the home page that may be hidden; `name` is a short code that never changes."""

    name: str
    title: str


@dataclass(frozen=True)
class StartLink:
    """Something a person may begin, offered on their home."""

    text: str
    href: str


def provides(kind):
    """Register a generator for one kind of thing."""

    def register(provider):
        _providers[kind].append(provider)
        return provider

    return register


def collect(kind, *args):
    """Everything all apps offer of one kind, in the order of registration."""
    return list(each(kind, *args))


def each(kind, *args):
    """The same one by one, for what may be long."""
    for provider in _providers[kind]:
        yield from provider(*args)
