"""Which local councils could join forces with one: its neighbours, and in words why each of them fits.

Near is who shares a ward with it or was declared a neighbour; nothing else brings a council into a group. Size,
services, needs, time for new work and clusters that stand say how well it fits, and so the order.
"""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clusters.models import Member, Neighbours
from clusters.wards import wards
from core.formatting import list_and, number
from councils.models import Council, Need, ParishAreaCode, Profile, Service
from councils.models.profile import Score

BANDS = (500, 1_000, 2_500, 5_000, 10_000, 25_000)  # people: the last of each band
MOST = 8  # others in a group; more cannot sit round a table
WEIGHTS = {"declared": 4, "ward": 3, "needs": 2, "cluster": 1, "size": 1, "services": 1, "time": 1}


@dataclass(frozen=True)
class Reason:
    """`kind` is one of WEIGHTS."""

    kind: str
    words: str


@dataclass(frozen=True)
class Fitting:
    """Another council, and why."""

    council: Council
    reasons: tuple

    @property
    def weight(self):
        return sum(WEIGHTS[reason.kind] for reason in self.reasons)

    @property
    def is_declared(self):
        return any(reason.kind == "declared" for reason in self.reasons)


@dataclass(frozen=True)
class Group:
    """A council and those that fit, the best first."""

    council: Council
    others: tuple
    missing: tuple  # words on what is not known
    clusters: tuple  # that it is in already

    def drawing(self, size=260):
        """[(number, x, y, is declared)] of the others round the council in the middle."""
        middle, ring, many = size / 2, size / 2 - 24, len(self.others) or 1
        turns = [2 * math.pi * at / many - math.pi / 2 for at in range(len(self.others))]
        return [
            (
                at + 1,
                round(middle + ring * math.cos(turn), 1),
                round(middle + ring * math.sin(turn), 1),
                each.is_declared,
            )
            for at, (turn, each) in enumerate(zip(turns, self.others, strict=True))
        ]


def band_of(people):
    """The number of the band, None if the number of people is not known."""
    return None if people is None else sum(people > last for last in BANDS)


def find_groups(councils, *, offices=()):
    """[Group] of these local councils, in as many queries for one as for a county.

    `offices`: ids of the principals whose officers ask: what councils say about their capacity is for them alone.
    """
    return Finder(list(councils), offices=set(offices)).groups()


class Finder:
    """What is known of some councils and of all that are near them, read at once."""

    def __init__(self, councils, *, offices):
        self.asked, self.offices = councils, offices
        self.wards_of = self._own_wards()
        self.near = self._by_ward()
        self.declared = self._declared()
        self.councils = self._councils()
        self.profiles = {profile.council_id: profile for profile in Profile.objects.filter(council__in=self.councils)}
        self.clusters = self._clusters()

    def _own_wards(self):
        """{council id: codes of wards}."""
        of_parish, _in_ward, _names = wards()
        rows = ParishAreaCode.objects.filter(area__councils__in=self.asked).values_list("area__councils", "code")
        found = {}
        for pk, code in rows:
            found.setdefault(pk, set()).update(of_parish.get(code, ()))
        return found

    def _by_ward(self):
        """{council id: {other council id: codes of the wards that both are in}}."""
        _of_parish, in_ward, _names = wards()
        parishes = {code for found in self.wards_of.values() for ward in found for code in in_ward[ward]}
        rows = ParishAreaCode.objects.filter(code__in=parishes, area__councils__isnull=False)
        at = {}
        for pk, code in rows.values_list("area__councils", "code"):
            at.setdefault(code, set()).add(pk)
        near = {council.pk: {} for council in self.asked}
        for pk, found in self.wards_of.items():
            for ward in found:
                for other in {each for code in in_ward[ward] for each in at.get(code, ())} - {pk}:
                    near[pk].setdefault(other, set()).add(ward)
        return near

    def _declared(self):
        """{council id: {other council id: who said so}}."""
        found = {council.pk: {} for council in self.asked}
        for row in Neighbours.objects.of_councils(found).select_related("declared_for"):
            for here, there in ((row.first_id, row.second_id), (row.second_id, row.first_id)):
                if here in found:
                    found[here][there] = row.declared_for
        return found

    def _councils(self):
        ids = {pk for links in (*self.near.values(), *self.declared.values()) for pk in links}
        found = Council.objects.filter(pk__in=ids).local().current().with_parents()
        return {council.pk: council for council in (*found, *self.asked)}

    def _clusters(self):
        """{council id: {cluster id: title}} of clusters at work."""
        rows = Member.objects.taking_part().filter(cluster__started_at__isnull=False, cluster__ended_at=None)
        found = {}
        for pk, cluster, title in rows.filter(council__in=self.councils).values_list(
            "council", "cluster", "cluster__title"
        ):
            found.setdefault(pk, {})[cluster] = title
        return found

    def groups(self):
        return [self._group(council) for council in self.asked]

    def _group(self, council):
        ids = [pk for pk in {**self.near[council.pk], **self.declared[council.pk]} if pk in self.councils]
        others = [Fitting(self.councils[pk], tuple(self._reasons(council, self.councils[pk]))) for pk in ids]
        others.sort(key=lambda each: (-each.weight, each.council.search_name, each.council.pk))
        missing, profile = [], self.profiles.get(council.pk)
        if not self.wards_of.get(council.pk):
            missing.append(_("It is not in the list of wards of 2019; its neighbours must be declared"))
        elif not self.near[council.pk]:
            missing.append(_("It shared no ward with another council in 2019; its neighbours must be declared"))
        if profile is None or profile.population is None:
            missing.append(_("How many people live there is not known, so sizes are not compared"))
        clusters = tuple(self.clusters.get(council.pk, {}).values())
        return Group(council, tuple(others[:MOST]), tuple(missing), clusters)

    def _reasons(self, council, other):
        said_by = self.declared[council.pk].get(other.pk)
        if said_by is not None:
            yield Reason("declared", _("Declared a neighbour by %(council)s") % {"council": said_by.full_name})
        _of_parish, _in_ward, names = wards()
        if shared := self.near[council.pk].get(other.pk):
            said = {"wards": list_and(sorted(names[ward] for ward in shared))}
            yield Reason("ward", _("In the same ward: %(wards)s (2019)") % said)
        together = self.clusters.get(council.pk, {}).keys() & self.clusters.get(other.pk, {}).keys()
        for cluster in sorted(together):
            title = self.clusters[council.pk][cluster]
            yield Reason("cluster", _("Both are in the cluster “%(title)s”") % {"title": title})
        mine, theirs = self.profiles.get(council.pk), self.profiles.get(other.pk)
        if mine and theirs:
            yield from self._likeness(mine, theirs)
        is_ours = bool(self.offices) and bool(self.offices & other.own_principal_ids)
        if is_ours and theirs and theirs.capacity is not None and theirs.capacity >= Score.HIGH:
            yield Reason("time", _("Has time for new work"))

    def _likeness(self, mine, theirs):
        if mine.population is not None and band_of(mine.population) == band_of(theirs.population):
            sizes = {"mine": number(mine.population), "theirs": number(theirs.population)}
            yield Reason("size", _("Of like size: %(mine)s and %(theirs)s people") % sizes)
        for kind, words, choices, name in (
            ("services", _("Both run: %(what)s"), Service, "services"),
            ("needs", _("Both look for: %(what)s"), Need, "needs"),
        ):
            both = [str(choices(each).label).lower() for each in getattr(mine, name) if each in getattr(theirs, name)]
            if both:
                yield Reason(kind, words % {"what": list_and(both)})
