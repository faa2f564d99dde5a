"""How promises of a council stand, as home pages and the council page show it: kept for a minute, read once."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from core.facts import cache
from core.roles import OFFICER_ROLES, Role
from liaison.known import answering
from liaison.models import POINT_ROLES, Assignment, Promise, PromiseSide
from liaison.rates import quarters

KEPT = 60  # seconds
KEY = "promises-1"  # another number when what is kept changes its form


@dataclass(frozen=True)
class OpenPromise:
    """One that is still open; `users` have to do with it, nobody in particular if it is empty."""

    public_id: str
    text: str
    due_on: date
    principal: int  # id
    promiser: int
    other: str  # label of the other council
    users: tuple


@dataclass(frozen=True)
class Kept:
    """`due`: (side that promised, due_on, state) of the last twelve months."""

    open: tuple
    due: tuple


def kept_of(council_ids):
    """{council id: how its promises stand}; no query for councils that were asked about lately."""
    today = timezone.localdate()
    keys = {_key(pk, today): pk for pk in council_ids}
    found = cache.get_many(keys) if keys else {}
    missing = {pk: key for key, pk in keys.items() if key not in found}
    if missing:
        read = {missing[pk]: (kept.open, kept.due) for pk, kept in _read(missing, today).items()}
        cache.set_many(read, KEPT)
        found |= read
    return {pk: Kept(*found[key]) for key, pk in keys.items()}


def forget_kept(*councils):
    """Read anew once what is being written now is there."""
    keys = [_key(council.pk, timezone.localdate()) for council in councils]
    transaction.on_commit(lambda: cache.delete_many(keys), robust=True)


def _key(pk, today):
    return f"{KEY}:{pk}:{today.isoformat()}"


def _read(council_ids, today):
    start = quarters(today)[0].first
    rows = list(Promise.objects.counting().between(council_ids).recent(start).whole())
    charged = who_answers([row for row in rows if row.is_open], today)
    found = {pk: ([], []) for pk in council_ids}
    for row in rows:
        for own in (row.principal, row.council):
            if own.pk in found:
                opened, due = found[own.pk]
                if row.is_open:
                    other = row.council if own == row.principal else row.principal
                    facts = (row.principal_id, row.promiser.pk, other.label, charged[row.pk])
                    opened.append(OpenPromise(str(row.public_id), row.text, row.due_on, *facts))
                if row.due_on >= start:
                    due.append((row.side, row.due_on, row.state))
    return {pk: Kept(tuple(opened), tuple(due)) for pk, (opened, due) in found.items()}


def who_answers(promises, today):
    """{promise id: ids of the people who answer for it}: who was named, else the point person; () is anybody."""
    councils = {row.council_id for row in promises if row.side == PromiseSide.PRINCIPAL}
    points = {}
    if councils:
        principals = {row.principal_id for row in promises}
        assignments = Assignment.objects.filter(principal__in=principals, role__in=POINT_ROLES, is_primary=True)
        for row, cover in answering(assignments, councils, today):
            person = (cover.stand_in if cover else row.membership).user_id
            points.setdefault((row.principal_id, row.council_id), set()).add(person)
    return {row.pk: _charged(row, points) for row in promises}


def _charged(row, points):
    if row.answers and row.answers.is_current:
        return (row.answers.user_id,)
    if row.side == PromiseSide.LOCAL:
        return ()
    named = points.get((row.principal_id, row.council_id)) or points.get((row.principal_id, None), ())
    return tuple(sorted(named))


def readers_of_side(promise, side):
    """{address: language} of those who get e-mails about it for one side; of a local council its mailbox if need be."""
    council = promise.council_of(side)
    people = Membership.objects.current().of_council(council).select_related("user")
    charged = who_answers([promise], timezone.localdate())[promise.pk] if side == promise.side else ()
    if side == PromiseSide.PRINCIPAL and side != promise.side:
        as_theirs = who_answers([_mirrored(promise)], timezone.localdate())
        charged = as_theirs[promise.pk]
    roles = (Role.CLERK,) if side == PromiseSide.LOCAL else OFFICER_ROLES
    people = people.filter(user__in=charged) if charged else people.filter(role__in=roles)
    found = {m.user.email: m.user.language for m in people if m.user.email}
    if not found and council.role_mailbox:
        found[council.role_mailbox] = "en-gb"
    return found


def _mirrored(promise):
    """The same as if the principal had promised it, to find whom the local council asks."""
    return Promise(
        pk=promise.pk, principal=promise.principal, council=promise.council, side=PromiseSide.PRINCIPAL, answers=None
    )
