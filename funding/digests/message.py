"""The funding e-mail: the same facts as text, as HTML, as a page and on paper."""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.emails import BULK, Message
from core.formatting import list_and
from funding.models.digests import Why

AT_LENGTH = 20  # opportunities of one e-mail that are told at length; the others in a line each
LONGEST = 600  # characters of a summary or a note in an e-mail
MOST = 150  # opportunities in one e-mail; more come with the next


@dataclass(frozen=True)
class Item:
    """One opportunity, in the words of its reader's language."""

    why: str
    label: str  # "New", "New closing time"
    title: str
    funder: str
    closing: str
    before: str  # the closing time they were told, where it is another now
    amount: str
    pays_for: str
    match: str
    summary: str
    note: str
    url: str
    is_brief: bool
    fits: str = ""  # what it can help with that they look for


@dataclass(frozen=True)
class Section:
    """What concerns the same councils of the reader."""

    councils: tuple[str, ...]
    items: tuple
    place: str = ""  # where all of them lie; else it stands with each name

    def heading(self):
        """For which councils it is."""
        return _("For %(councils)s") % {"councils": in_place(list_and(self.councils), self.place)}


@dataclass(frozen=True)
class Digest(Message):
    """New opportunities, new closing times, and what closes soon, by council."""

    kind = "funding.digest"
    kind_name = gettext_lazy("Funding for your councils")
    template = "funding/digest"
    priority = BULK
    is_wanted = True
    lifetime = timedelta(days=6)  # then the next one is near, and says what is still open
    councils: tuple[str, ...]
    sections: tuple
    notes: tuple  # (who, text) on top, from principal councils
    manage: str  # where its reader chooses; from a shared e-mail each has their own
    stop: str
    page: str  # where it can be read again
    more: int = 0  # opportunities that are told on the page alone
    counted: str = ""  # what `things()` said before it was shortened
    is_test: bool = False
    place: str = ""  # where all its councils lie; else it stands with each name

    def subject(self):
        return _("Test: %(subject)s") % {"subject": self.headline()} if self.is_test else self.headline()

    def headline(self):
        """Whom it is for and how much it tells."""
        if len(self.councils) == 1:
            return _("Funding for %(council)s: %(things)s") % {"council": self.councils[0], "things": self.things()}
        return _("Funding for your councils: %(things)s") % {"things": self.things()}

    def things(self):
        """ "2 new, 1 closing soon"."""
        if self.counted:
            return self.counted
        whys = [item.why for section in self.sections for item in section.items]
        new = sum(why in (Why.NEW, Why.AGAIN) for why in whys)
        told = [
            (new, ngettext("%(many)s new", "%(many)s new", new)),
            (whys.count(Why.CHANGED), _("%(many)s with a new closing time")),
            (whys.count(Why.CLOSING), _("%(many)s closing soon")),
            (whys.count(Why.GONE), _("%(many)s withdrawn")),
        ]
        return ", ".join(words % {"many": many} for many, words in told if many)

    def reason(self):
        return _("You get this e-mail because you chose to be told of funding for %(councils)s.") % {
            "councils": self.whom()
        }

    def whom(self):
        """Its councils in a line."""
        return in_place(", ".join(self.councils), self.place)

    @property
    def has_several(self):
        """True if its sections need to say for which councils they are."""
        return len(self.councils) > 1


def in_place(names, place):
    """Several names, and once where all of them lie."""
    return _("%(councils)s (all in %(place)s)") % {"councils": names, "place": place} if place else names


def as_content(digest):
    """The digest as it is kept, without anything of its reader."""
    content = asdict(digest)
    return {name: content[name] for name in ("councils", "sections", "notes", "place")}


def from_content(content, *, manage="", stop="", page=""):
    """The digest again."""
    sections = tuple(
        Section(tuple(each["councils"]), tuple(Item(**item) for item in each["items"]), each.get("place", ""))
        for each in content["sections"]
    )
    notes = tuple(tuple(note) for note in content["notes"])
    councils, place = tuple(content["councils"]), content.get("place", "")
    return Digest(councils, sections, notes, manage=manage, stop=stop, page=page, place=place)


def addressed(digest, **addresses):
    """The digest with addresses of pages put in."""
    return replace(digest, **addresses)
