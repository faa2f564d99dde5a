"""Who is champion of a council, in short, as pages of every kind want it: kept for a while, read once.

Whoever writes an appointment calls `forget()`.
"""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from charters.models import Appointment
from core.facts import cache

KEPT = 10 * 60  # seconds
KEY = "champion-1"  # another number when what is kept changes its form


@dataclass(frozen=True)
class ChampionFacts:
    """Today's champion, `role` empty if there is none; `lapses_on` is the last day before nobody follows."""

    role: str = ""
    name: str = ""  # if the council wants it on its page
    since: date | None = None
    lapses_on: date | None = None


def champion_facts(council_ids):
    """{council id: its facts}; no query for councils that were asked about lately."""
    today = timezone.localdate()
    keys = {_key(pk, today): pk for pk in council_ids}
    if not keys:
        return {}
    found = cache.get_many(keys)
    missing = [pk for key, pk in keys.items() if key not in found]
    if missing:
        read = {_key(pk, today): asdict(facts) for pk, facts in _read(missing, today).items()}
        cache.set_many(read, KEPT)
        found |= read
    return {pk: ChampionFacts(**found[key]) for key, pk in keys.items()}


def forget(*council_ids):
    """After the commit: the next page reads anew."""
    keys = [_key(pk, timezone.localdate()) for pk in council_ids]
    transaction.on_commit(lambda: cache.delete_many(keys), robust=True)


def _key(pk, today):
    return f"{KEY}:{pk}:{today.isoformat()}"


def _read(council_ids, today):
    """The newest appointment of a council decides whether it lapses; the one of today is shown."""
    appointments = Appointment.objects.standing().filter(council__in=council_ids).select_related("person", "council")
    by_council = {pk: [] for pk in council_ids}
    for appointment in appointments.order_by("-starts_on"):
        by_council[appointment.council_id].append(appointment)
    return {pk: _facts(rows, today) for pk, rows in by_council.items()}


def _facts(rows, today):
    if not rows or rows[0].council.is_dissolved:
        return ChampionFacts()
    lapses_on = None if rows[0].is_last else rows[0].ends_on
    current = next((each for each in rows if each.is_on(today)), None)
    if current is None:
        return ChampionFacts(lapses_on=lapses_on)
    return ChampionFacts(current.role_title, current.public_name, current.starts_on, lapses_on)
