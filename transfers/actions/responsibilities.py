"""Who does what is written down, for all functions at once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from transfers.actions.transfers import locked, tell
from transfers.models import Function, Responsibilities, Responsibility
from transfers.responsibilities import facts_of_lines, is_alone, lines_of, parties_of


def responsibilities_of(transfer):
    """What the form about it shows."""
    kept = Responsibilities.objects.filter(transfer=transfer).first()
    lines = kept.lines.all() if kept else ()
    return {**facts_of_lines(transfer, lines), "is_exempt": bool(kept and kept.is_exempt)}


@transaction.atomic
def keep_responsibilities(*, transfer, facts, seen=None, by):
    """By either side. What is left empty stays open; a gap or an overlap is refused until it is stated."""
    transfer = locked(transfer)
    require(by, "transfers.work_on", transfer)
    stored = responsibilities_of(transfer)
    refuse_if_changed(seen, stored, record=transfer, parts=["responsibilities"])
    facts = {name: facts.get(name, stored[name]) for name in stored}
    lines = lines_of(transfer, facts)
    named = set()
    for name, line in lines:
        _check(name, line, named)
    matrix, _new = Responsibilities.objects.update_or_create(
        transfer=transfer, defaults={"is_exempt": facts["is_exempt"], "kept_by": by, "kept_at": timezone.now()}
    )
    matrix.lines.all().delete()
    for _name, line in lines:
        line.matrix = matrix
    Responsibility.objects.bulk_create(line for _name, line in lines)
    words = _("Who does what in “%(title)s” written down")
    tell(transfer, "transfers.responsibilities_kept", words, by=by, parts=["responsibilities"])
    return matrix


def _check(name, line, named):
    """Refused where two have it or nobody has, and no word says how that is meant."""
    if line.function == Function.OWN:
        if not line.name:
            raise Refused(_("Enter what has to be done"), field=f"{name}_name")
        if line.name.casefold() in named:
            raise Refused(_("It stands there twice"), field=f"{name}_name")
        named.add(line.name.casefold())
    parties = parties_of(line)
    if is_alone(parties) or line.words:
        return
    if len(parties) > 1:
        raise Refused(_("More than one is named: say who does which part of it"), field=f"{name}_words")
    if parties:
        raise Refused(_("Enter the name of the other body"), field=f"{name}_words")
    raise Refused(_("Say who does it, or why nobody has to"), field=name)
