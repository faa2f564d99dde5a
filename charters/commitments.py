"""How the commitments of an agreement stand: rows read once, put together for pages, charts, home and paper."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from charters import terms
from charters.models import Commitment, ProgressEntry, Signature, Standing, Withdrawal

WORST_FIRST = (Standing.RED, Standing.AMBER, Standing.GREEN, Standing.DONE)
SYMBOLS = {"red": "■", "amber": "▲", "green": "●", "done": "✓", "": "○"}  # each its own shape: never by colour alone
TONES = {"red": "bad", "amber": "waiting", "green": "good", "done": "good", "": "closed"}


def worst(standings):
    """The worst of several, "" of none."""
    return next((each.value for each in WORST_FIRST if each in standings), "")


@dataclass(frozen=True)
class Tracked:
    """One commitment with everything that was said about it, in whichever version it stood."""

    commitment: Commitment
    entries: tuple  # newest first
    reporters: tuple  # parties in the charter that answer for it
    in_force_on: date | None

    def latest(self, on=None):
        """The last word of each party that answers for it, up to a day: {party id: entry}."""
        found = {}
        for entry in self.entries:
            if on is None or entry.stood_on <= on:
                found.setdefault(entry.party_id, entry)
        return found

    def standing_on(self, day):
        """How it stood at the end of a day: the worst of the last words, "" before the first."""
        return worst({entry.standing for entry in self.latest(day).values()})

    @property
    def standing(self):
        return worst({entry.standing for entry in self.latest().values()})

    @property
    def label(self):
        return Standing(self.standing).label if self.standing else ""

    @property
    def symbol(self):
        return SYMBOLS[self.standing]

    @property
    def tone(self):
        return TONES[self.standing]

    @property
    def counts(self):
        """[(standing, how many councils)], worst first, of the last words."""
        said = [entry.standing for entry in self.latest().values()]
        return [(each, said.count(each)) for each in WORST_FIRST if each in said]

    @property
    def newest(self):
        return self.entries[0] if self.entries else None

    @property
    def is_done(self):
        return self.standing == Standing.DONE

    @property
    def is_late(self):
        """Due, and not done by everyone who has spoken."""
        due = self.commitment.due_on
        return bool(due) and due < timezone.localdate() and not self.is_done

    def report_due_on(self, party):
        """By when a party says again how it stands; None once it has said that it is done."""
        last = self.latest().get(party.pk)
        if last and last.standing == Standing.DONE:
            return None
        return terms.report_due_on(self.in_force_on, last.stood_on if last else None, self.commitment.due_on)

    @property
    def spoken(self):
        """How many of those that answer for it have said something."""
        return len(self.latest())


def tracked(version):
    """The commitments of a version in its order, each as `Tracked`, comments included."""
    return tracked_of([version], whole=True)[version.pk]


def tracked_of(versions, *, whole=False):
    """{version id: its commitments as `Tracked`}, by the same few queries for any number; `whole` with comments."""
    by_pk = {version.pk: version for version in versions}
    commitments = list(Commitment.objects.filter(version__in=by_pk).select_related("owner"))
    said, signed = _said(commitments, whole=whole), in_charters(by_pk)
    found = {pk: [] for pk in by_pk}
    for commitment in commitments:
        answering = tuple(party for party in signed[commitment.version_id] if commitment.binds(party))
        entries = tuple(said.get(commitment.key, ()))
        in_force_on = by_pk[commitment.version_id].in_force_on
        found[commitment.version_id].append(Tracked(commitment, entries, answering, in_force_on))
    return found


def _said(commitments, *, whole):
    """{key of a commitment: its entries in every version that carried it, newest first}."""
    entries = ProgressEntry.objects.filter(commitment__key__in={commitment.key for commitment in commitments}).whole()
    said = {}
    for entry in (entries.prefetch_related("comments__party__council") if whole else entries).order_by(
        "-stood_on", "-pk"
    ):
        said.setdefault(entry.commitment.key, []).append(entry)
    return said


def in_charters(versions):
    """{version id: the parties that signed it and have not left it, the convener first}."""
    found = {pk: [] for pk in versions}
    gone = Withdrawal.objects.over().filter(version=OuterRef("version"), party=OuterRef("party"))
    signatures = Signature.objects.filter(~Exists(gone), version__in=versions).select_related("party__council")
    order = ("-party__is_convener", "-party__side", "party__council__search_name", "pk")
    for signature in signatures.order_by(*order):
        found[signature.version_id].append(signature.party)
    return found


def report_due(items, party):
    """[(day, Tracked)] of what a party has to report on, the earliest first."""
    days = ((item.report_due_on(party), item) for item in items if item.commitment.binds(party))
    return sorted(((day, item) for day, item in days if day), key=lambda pair: (pair[0], pair[1].commitment.position))
