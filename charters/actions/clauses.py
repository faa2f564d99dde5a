"""A principal's own clauses: written, changed, given up again."""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from charters.clauses import shipped
from charters.models import Clause
from core.audit import record
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council

NEW = "new"  # in place of a key: a clause that is not there yet
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def clause_of(council, key):
    """What the form about a clause shows: the council's own wording, the portal's, or nothing for a new one."""
    found = Clause.objects.filter(council=council, key=key).first() or shipped(key)
    names = ("part", "title", "body", "source")
    return {name: str(getattr(found, name)) if found else "" for name in names}


@transaction.atomic
def keep_clause(*, council, key, facts, seen=None, by):
    """The council's own wording of a clause; with `NEW` one of its own. Agreements that hold it stay as they are."""
    council = _held(council, by)
    refuse_if_changed(seen, clause_of(council, key), record=council, parts=[f"clause:{key}"])
    key = f"own-{get_random_string(8, LETTERS)}" if key == NEW else key
    values = {**facts, "written_by": by, "written_at": timezone.now()}
    clause, _made = Clause.objects.update_or_create(council=council, key=key, defaults=values)
    _told(council, _("Clause “%(title)s” written"), clause, by)
    return clause


@transaction.atomic
def drop_clause(*, council, key, seen=None, by):
    """Give up the council's own wording: the portal's stands again, or the clause is gone."""
    council = _held(council, by)
    clause = Clause.objects.filter(council=council, key=key).first()
    if clause is None:
        return
    refuse_if_changed(seen, clause_of(council, key), record=council, parts=[f"clause:{key}"])
    _told(council, _("Own wording of the clause “%(title)s” removed"), clause, by)
    clause.delete()


def _held(council, by):
    """One at a time for each council."""
    require(by, "charters.keep_clauses", council)
    return Council.objects.select_for_update(of=("self",)).get(pk=council.pk)


def _told(council, sentence, clause, by):
    words = sentence % {"title": clause.title}
    parts = [f"clause:{clause.key}"]
    record("charters.clause_kept", council, words, by=by, acting_for=council, restricted=True, parts=parts)
