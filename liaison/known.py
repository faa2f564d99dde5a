"""Who answers for a council today, as pages of every kind want it: kept for a minute, read once.

Every write forgets it for the principal's whole area. What no write here tells is when somebody's membership ends;
therefore no more than a minute.
"""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from core.facts import cache
from councils.models import Council
from liaison.models import Assignment, Cover, OfficerRole

KEPT = 60  # seconds
KEY = "officers-2"  # another number when what is kept changes its form


@dataclass(frozen=True)
class Answering:
    """Somebody who answers for a council today; while a colleague stands in, name and address are the colleague's."""

    principal: int
    principal_name: str
    principal_slug: str
    role: str
    is_primary: bool
    post: str
    name: str
    email: str
    covered_until: date | None = None  # a colleague stands in
    is_whole: bool = False  # for every local council of the principal

    @property
    def role_label(self):
        """In the language of the reader; a deputy says so."""
        return OfficerRole(self.role).label


def known_of(council_ids):
    """{council id: those who answer for it today}; no query for councils that were asked about lately."""
    today = timezone.localdate()
    keys = {key_of(pk, today): pk for pk in council_ids}
    found = cache.get_many(keys) if keys else {}
    missing = [pk for key, pk in keys.items() if key not in found]
    if missing:
        read = {key_of(pk, today): [asdict(each) for each in rows] for pk, rows in _read(missing, today).items()}
        cache.set_many(read, KEPT)
        found |= read
    return {pk: [Answering(**row) for row in found[key]] for key, pk in keys.items()}


def forget(principal):
    """Read anew once what is being written now is there; the whole area, for some answer for all of it."""
    today = timezone.localdate()

    def forget_now():
        children = Council.objects.of_principal(principal).values_list("pk", flat=True)
        own = [key_of_one(principal.pk, today) for key_of_one in (team_key_of, gaps_key_of, posts_key_of)]
        cache.delete_many([*own, *(key_of(pk, today) for pk in children)])

    transaction.on_commit(forget_now, robust=True)


def key_of(pk, today):
    """Under which name it is kept."""
    return f"{KEY}:{pk}:{today.isoformat()}"


def _read(council_ids, today):
    links = Council.parents.through.objects.filter(from_council__in=council_ids)
    parents = {}
    for child, parent in links.values_list("from_council", "to_council"):
        parents.setdefault(child, set()).add(parent)
    areas = set().union(*parents.values()) if parents else set()
    rows = answering(Assignment.objects.filter(principal__in=areas), council_ids, today)
    return {pk: _best(pk, parents.get(pk, set()), rows) for pk in council_ids}


def answering(assignments, council_ids, today):
    """[(assignment, the cover of today or None)] for these councils or their whole area; two queries."""
    here = assignments.filter(council__in=council_ids) | assignments.filter(council=None)
    rows = list(here.current(today).whole().order_by("role", "-is_primary", "pk"))
    covers = standing_in({row.membership_id for row in rows}, today)
    pairs = ((row, covers.get(row.membership_id)) for row in rows)
    return [(row, cover) for row, cover in pairs if cover or row.membership.is_current]


def standing_in(memberships, today):
    """{id of a membership: the cover of today}."""
    covers = Cover.objects.current(today).filter(away__in=memberships).with_people() if memberships else ()
    return {cover.away_id: cover for cover in covers}


def _best(council_id, parents, rows):
    """Somebody named for the council itself goes before whoever has the same part for the whole area."""
    own = [(row, cover) for row, cover in rows if row.council_id == council_id]
    taken = {(row.principal_id, row.role) for row, _cover in own if row.is_primary}
    wide = [
        (row, cover)
        for row, cover in rows
        if row.council_id is None and row.principal_id in parents and (row.principal_id, row.role) not in taken
    ]
    order = list(OfficerRole.values)
    found = [_facts(row, cover) for row, cover in own + wide]
    return sorted(found, key=lambda each: (order.index(each.role), not each.is_primary))


def _facts(row, cover):
    person = (cover.stand_in if cover else row.membership).user
    return Answering(
        principal=row.principal_id,
        principal_name=row.principal.full_name,
        principal_slug=row.principal.slug,
        role=row.role,
        is_primary=row.is_primary,
        post=row.post,
        name=person.name,
        email=person.email or "",
        covered_until=cover.ends_on if cover else None,
        is_whole=row.council_id is None,
    )


def posts_key_of(pk, today):
    return f"{KEY}-posts:{pk}:{today.isoformat()}"


def gaps_key_of(pk, today):
    return f"{KEY}-gaps:{pk}:{today.isoformat()}"


def team_key_of(pk, today):
    return f"{KEY}-team:{pk}:{today.isoformat()}"


def team_of(principal_ids):
    """{principal id: [(role, how many people, how many councils by name)]} today, kept like the rest."""
    today = timezone.localdate()
    keys = {team_key_of(pk, today): pk for pk in principal_ids}
    found = cache.get_many(keys) if keys else {}
    missing = {key: pk for key, pk in keys.items() if key not in found}
    if missing:
        rows = Assignment.objects.filter(principal__in=missing.values(), is_primary=True).current(today).answered()
        counted = (
            rows.order_by()
            .values("principal", "role")
            .annotate(people=Count("membership__user", distinct=True), councils=Count("council"))
        )
        read = {key: [] for key in missing}
        names = {pk: key for key, pk in missing.items()}
        for row in counted:
            read[names[row["principal"]]].append((row["role"], row["people"], row["councils"]))
        cache.set_many(read, KEPT)
        found |= read
    order = list(OfficerRole.values)
    return {pk: sorted(found[key], key=lambda row: order.index(row[0])) for key, pk in keys.items()}


def posts_of(principal_ids):
    """For each principal [(its slug, its name, post, name of the person)] of today, kept like the rest."""
    today = timezone.localdate()
    keys = {posts_key_of(pk, today): pk for pk in principal_ids}
    found = cache.get_many(keys) if keys else {}
    missing = {key: pk for key, pk in keys.items() if key not in found}
    if missing:
        rows = Assignment.objects.filter(principal__in=missing.values()).current(today).answered().order_by()
        named = rows.values_list("principal", "principal__slug", "principal__name", "post", "membership__user__name")
        read = {key: [] for key in missing}
        names = {pk: key for key, pk in missing.items()}
        for pk, *row in named.distinct():
            read[names[pk]].append(tuple(row))
        cache.set_many(read, KEPT)
        found |= read
    return [[tuple(row) for row in found[key]] for key in keys]
