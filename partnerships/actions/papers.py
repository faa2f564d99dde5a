"""The papers of an entry: listed as its size asks for, looked through, left out only where they are a habit."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.locking import refuse_if_changed
from partnerships.actions.told import open_entry, tell
from partnerships.models import Basis, RequiredDocument
from partnerships.papers import asked_for, is_weaker, least_basis
from partnerships.tiers import tier_of

State = RequiredDocument.State


def follow_size(partnership):
    """Inside an action: what the size asks for now is on the list; what it no longer asks for goes unless it is there.

    A habit that became more than a habit is asked for again, also if it was left out.
    """
    rows = {row.key: row for row in partnership.documents.select_for_update(of=("self",)) if row.key}
    for paper in asked_for(tier_of(partnership)):
        row = rows.pop(paper.key, None)
        if row is None:
            partnership.documents.create(key=paper.key, name=str(paper.name), basis=paper.basis)
        elif is_weaker(row.basis, paper.basis):
            row.basis = paper.basis
            row.state = State.WANTED if row.state == State.WAIVED else row.state
            row.save(update_fields=["basis", "state"])
    for row in rows.values():
        if row.state != State.THERE:
            row.delete()


def papers_of(partnership):
    """What the form about the papers shows, under the names of its fields."""
    rows = partnership.documents.all()
    return {f"paper{row.pk}-{name}": getattr(row, name) for row in rows for name in ("state", "basis", "note")}


@transaction.atomic
def keep_papers(*, partnership, papers, seen=None, by):
    """Where each paper stands: {row id: (state, basis, note)}. Only a habit can be left out, with the reason."""
    partnership = open_entry(partnership, by)
    refuse_if_changed(seen, papers_of(partnership), record=partnership, parts=["papers"])
    for row in partnership.documents.select_for_update(of=("self",)):
        if row.pk not in papers:
            continue
        before, (row.state, row.basis, row.note) = row.basis, papers[row.pk]
        _check(row, before, least_basis(row.key, tier_of(partnership)))
        row.save()
    tell(partnership, "partnerships.papers_kept", _("Papers of “%(title)s” looked through"), by=by, parts=["papers"])
    return partnership


def _check(row, before, least):
    """What a law or a policy asks for is never left out, also not by calling it a habit on the way."""
    name = {"name": row.name}
    if is_weaker(row.basis, least):
        words = {
            Basis.LEGAL: _("A law asks for “%(name)s”. That cannot be changed here"),
            Basis.POLICY: _("The policy of your council asks for “%(name)s”. That cannot be changed here"),
        }[least]
        raise Refused(words % name, field=f"paper{row.pk}-basis")
    if row.state != State.WAIVED:
        return
    if row.basis != Basis.HABIT:
        words = _("“%(name)s” is more than a habit, so it cannot be left out")
        raise Refused(words % name, field=f"paper{row.pk}-state")
    if before != Basis.HABIT:
        words = _("Save first that “%(name)s” is only a habit. Then it can be left out")
        raise Refused(words % name, field=f"paper{row.pk}-state")
    if not row.note.strip():
        raise Refused(_("Enter why it is left out"), field=f"paper{row.pk}-note")
