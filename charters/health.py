"""How alive a charter is: a few parts, each a share with its sentence, and whether it lies in a drawer.

The weights say what matters, out of 100. Who is in it and whether promises can be checked is decided once; whether
anybody reports and keeps them is the life of it, so that counts for more.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from charters.terms import add_months

IN_THE_DRAWER = timedelta(days=180)  # nothing reported, commented or reviewed for so long
WEIGHTS = {"signed": 20, "measurable": 20, "reported": 25, "kept": 25, "reviewed": 10}
REPORTED_WITHIN = 7  # months: a report is due every six


@dataclass(frozen=True)
class HealthPart:
    """One part: its share of what could be (0 to 1), what it weighs, and the sentence that shows why."""

    key: str
    name: str
    share: float
    sentence: str

    @property
    def weight(self):
        return WEIGHTS[self.key]

    @property
    def is_whole(self):
        return self.share == 1

    @property
    def advice(self):
        """What to do so that the share grows; empty where nothing is missing."""
        return "" if self.is_whole else _advice()[self.key]


def _advice():
    return {
        "signed": _("A council that was asked can still sign. Ask those that have not."),
        "measurable": _("Give every promise a measure or a date in the next version."),
        "reported": _("Ask each council to say how its promises stand. Two or three sentences are enough."),
        "kept": _("Ask what is in the way of the promises that are behind, and agree what helps."),
        "reviewed": _("Start the review: ask every council how it goes."),
    }


@dataclass(frozen=True)
class Health:
    """The parts together; parts about which nothing can be said yet are left out."""

    parts: tuple
    last_on: date  # when something was last said about it
    today: date

    @property
    def score(self):
        """0 to 100."""
        weight = sum(part.weight for part in self.parts)
        return round(100 * sum(part.share * part.weight for part in self.parts) / weight) if weight else 0

    @property
    def is_in_drawer(self):
        return self.today - self.last_on > IN_THE_DRAWER

    @property
    def weakest(self):
        """The part with which most would be won; None where nothing is missing."""
        lacking = [part for part in self.parts if not part.is_whole]
        return max(lacking, key=lambda part: (1 - part.share) * part.weight, default=None)


def health(items, life, *, asked, signed, said_on, today):
    """From the commitments as `Tracked`, the life of the version, and how many councils were asked and signed.

    `asked` is None where nobody but the convener signs. `said_on` are the days on which somebody commented, or a review
    was opened or closed.
    """
    parts = [] if asked is None else [_signed(asked, signed)]
    if items:
        parts += [_measurable(items), _reported(items, life, today)]
        parts += [_kept(items)] if any(item.entries for item in items) else []
    if life.review_on:
        parts.append(_reviewed(life, today))
    return Health(tuple(parts), _last_said(items, life, said_on), today)


def _signed(asked, signed):
    words = _("%(signed)s of %(asked)s councils that were asked have signed.") % {"signed": signed, "asked": asked}
    return HealthPart("signed", _("Who is in it"), signed / asked if asked else 1.0, words)


def _measurable(items):
    firm = sum(bool(item.commitment.measure or item.commitment.due_on) for item in items)
    words = _("%(firm)s of %(all)s promises have a measure or a date.") % {"firm": firm, "all": len(items)}
    return HealthPart("measurable", _("Can it be checked"), firm / len(items), words)


def _reported(items, life, today):
    since = add_months(today, -REPORTED_WITHIN)
    fresh = sum(bool(item.is_done or (item.newest and item.newest.stood_on >= since)) for item in items)
    if life.starts_on > since:  # too young to be behind
        fresh = len(items)
        words = _("It has been in force for less than seven months, so no report is late.")
    else:
        words = _("%(fresh)s of %(all)s promises were reported on in the last seven months, or are done.")
        words %= {"fresh": fresh, "all": len(items)}
    return HealthPart("reported", _("Does anybody report"), fresh / len(items), words)


def _kept(items):
    told = [item for item in items if item.entries]
    kept = sum(item.standing in ("green", "done") for item in told)
    words = _("%(kept)s of %(told)s promises that were reported on are on track or done.")
    return HealthPart("kept", _("Is it kept"), kept / len(told), words % {"kept": kept, "told": len(told)})


def _reviewed(life, today):
    late = life.review_on < today
    words = _("Its review is overdue.") if late else _("Its review is planned and not overdue.")
    return HealthPart("reviewed", _("Is it looked at again"), 0.0 if late else 1.0, words)


def _last_said(items, life, said_on):
    days = [life.starts_on, *said_on]
    for item in items:
        days += [entry.stood_on for entry in item.entries]
    return max(days)
