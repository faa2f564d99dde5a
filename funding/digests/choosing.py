"""What each reader is told in a run: from what concerns their councils, what they want, and what they know already."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from funding.digests.fitting import concerns, places
from funding.digests.periods import period_of
from funding.digests.telling import Known, last_calls_until, say
from funding.models.digests import SENT, DigestLine, Rhythm, Subscription, Telling, Why
from funding.models.opportunities import Opportunity
from funding.shelf import offer_of

LOOKED_BACK = timedelta(days=62)  # a correction or withdrawal that reached nobody for so long is of no use any more
ORDER = {why: position for position, why in enumerate(Why)}
URGENT = (Why.GONE, Why.CHANGED)  # who knows better does not wait for their own rhythm


@dataclass(frozen=True)
class Pick:
    """One opportunity for a reader, and for which of their councils."""

    opportunity: Opportunity
    why: str
    council_ids: tuple
    was_told: object  # the closing time that they know
    known: Known  # what they know from now on
    needs: tuple = ()  # what it can help with and one of them looks for


@dataclass(frozen=True)
class Wish:
    """A subscription, as far as choosing needs it."""

    pk: int
    reader_id: int
    council_id: int
    rhythm: str
    theme_ids: tuple


class Chooser:
    """One moment of one rhythm; opportunities are read once, whatever the number of readers."""

    def __init__(self, kind, moment):
        self.kind, self.moment = kind, moment
        self.soon = {each: last_calls_until(each, period_of(each, moment).ends_at, moment) for each in SENT}
        self.live = {each.pk: each for each in _live(moment)}
        self._offers = {pk: offer_of(each) for pk, each in self.live.items()}
        self._places, self._fitting = {}, {}

    def for_readers(self, readers):
        """{reader: picks} of those who are told something now."""
        wishes = _wishes(Subscription.objects.filter(reader__in=readers))
        known = _known([wish.pk for wish in wishes], self.live)
        self._read_places({wish.council_id for wish in wishes})
        mine = defaultdict(list)
        for wish in wishes:
            mine[wish.reader_id].append(wish)
        picks = {reader: self._picks(self._told(of_reader, known)) for reader, of_reader in mine.items()}
        return {reader: chosen for reader, chosen in picks.items() if chosen}

    def for_council(self, council, theme_ids=(), told_before=None):
        """What a reader of one council would be told who got everything published before a moment."""
        wish = Wish(0, 0, council.pk, self.kind, tuple(theme_ids))
        self._read_places({council.pk})
        known = {}
        at_once = period_of(Rhythm.NOW, self.moment).begins_at  # corrections before it were told whatever the rhythm
        for pk in self._fits(wish) if told_before else ():
            each = self.live[pk]
            if each.published_at < told_before:
                told_at = max(told_before, at_once)
                closing, is_gone = _closing_at(each, told_at), _was_gone(each, told_at)
                was_soon = closing is not None and closing <= told_before + (self.soon[self.kind] - self.moment)
                known[pk] = (Known(closing, was_soon, is_gone), closing)
        return self._merged(self._told([wish], {wish.pk: known}))

    def _picks(self, told):
        """Everything, if a wish of this rhythm has something to be told; else what may not wait for its own."""
        if any(said and wish.rhythm == self.kind for wish, said in told):
            return self._merged(told)
        return self._merged([(wish, [each for each in said if each[1].why in URGENT]) for wish, said in told])

    def _told(self, wishes, known):
        """[(wish, what is said for it)] of one reader, with one last call by the most frequent of their rhythms."""
        if len(wishes) == 1:
            [wish] = wishes
            soon = self.soon[wish.rhythm]
            return [(wish, self._said(wish, known[wish.pk], dict.fromkeys(self.live, soon)))]
        soon = {}
        for wish in wishes:
            for pk in self._fits(wish) | known[wish.pk].keys():
                soon[pk] = min(self.soon[wish.rhythm], soon.get(pk, self.soon[wish.rhythm]))
        return [(wish, self._said(wish, known[wish.pk], soon)) for wish in wishes]

    def _said(self, wish, known, soon):
        """[(opportunity, what is said, the closing time known before)] of one subscription."""
        fitting = self._fits(wish)
        found = []
        for pk, opportunity in self.live.items():
            before, closing_before = known.get(pk, (None, None))
            if before is None and pk not in fitting:
                continue
            if said := say(opportunity, before, self.moment, soon[pk]):
                found.append((opportunity, said, closing_before))
        return found

    def _merged(self, told):
        """Each opportunity once, with all councils it is for; what matters most comes first, then the newest."""
        by_opportunity = defaultdict(list)
        for wish, said in told:
            for opportunity, what, before in said:
                by_opportunity[opportunity.pk].append((opportunity, what, before, wish.council_id))
        picks = []
        for found in by_opportunity.values():
            opportunity, what, before, _council = min(found, key=lambda each: ORDER[each[1].why])
            councils = tuple(sorted({council for *_others, council in found}))
            wanted = set().union(*(self._places[council].needs for council in councils))
            needs = tuple(need for need in opportunity.needs if need in wanted)
            picks.append(Pick(opportunity, what.why, councils, before, what.known, needs))
        return sorted(picks, key=_place_in_line)

    def _fits(self, wish):
        key = (wish.council_id, wish.theme_ids)
        if key not in self._fitting:
            facts = self._places[wish.council_id]
            self._fitting[key] = {
                pk for pk, each in self.live.items() if concerns(each, self._offers[pk], facts, wish.theme_ids)
            }
        return self._fitting[key]

    def _read_places(self, council_ids):
        if missing := council_ids - self._places.keys():
            self._places |= places(missing)


def _closing_at(opportunity, moment):
    """The closing time that was known at a moment."""
    later = [change for change in opportunity.deadline_changes.all() if change.at >= moment]
    return min(later, key=lambda change: change.at).old_closes_at if later else opportunity.closes_at


def _was_gone(opportunity, moment):
    return opportunity.withdrawn_at is not None and opportunity.withdrawn_at < moment


def _live(moment):
    """What may have to be told: open now or later, or changed lately."""
    is_open = Q(closes_at=None) | Q(closes_at__gt=moment)
    found = Opportunity.objects.filter(is_open | _changed_lately(moment), published_at__lte=moment).distinct()
    return found.select_related("owner").prefetch_related("areas", "themes", "deadline_changes")


def _changed_lately(moment):
    lately = moment - LOOKED_BACK
    return Q(deadline_changes__at__gt=lately) | Q(withdrawn_at__gt=lately)


def misled(moment):
    """Subscriptions that were told what is not true any more; None if nothing was corrected or withdrawn lately."""
    changed = list(Opportunity.objects.filter(_changed_lately(moment)).distinct().values_list("pk", flat=True))
    return Telling.objects.outdated(changed, moment).values("subscription") if changed else None


def _wishes(subscriptions):
    rows = subscriptions.counting().with_theme_ids().order_by("pk")
    rows = rows.values_list("pk", "reader_id", "council_id", "rhythm", "theme_ids")
    return [Wish(pk, reader, council, rhythm, tuple(sorted(themes))) for pk, reader, council, rhythm, themes in rows]


def _known(subscription_ids, live):
    """{subscription: {opportunity: (what was told last, its closing time)}}."""
    tellings = Telling.objects.filter(subscription__in=subscription_ids).arrived().order_by("pk")
    tellings = list(tellings.values_list("subscription_id", "subscription__council", "edition_id"))
    lines = defaultdict(list)
    editions = {edition for _subscription, _council, edition in tellings}
    for line in DigestLine.objects.filter(edition__in=editions, opportunity__in=live):
        lines[line.edition_id].append(line)
    known = defaultdict(dict)
    for subscription, council, edition in tellings:
        for line in lines[edition]:
            if council in line.council_ids:
                told = Known(line.closes_at, line.is_last_call, line.is_gone)
                known[subscription][line.opportunity_id] = (told, line.closes_at)
    return known


def _place_in_line(pick):
    if pick.why == Why.CLOSING:
        return ORDER[pick.why], pick.opportunity.closes_at.timestamp(), pick.opportunity.pk
    return ORDER[pick.why], -pick.opportunity.published_at.timestamp(), -pick.opportunity.pk
