"""One handover as its pages and PDFs show it: each council with what is written and what is open."""

from datetime import date

from django.utils.functional import cached_property

from core.policies import allows
from core.registry import HandoverItem
from liaison import actions


class Handing:
    """The councils of a handover. While it is open, items are as they stand now; afterwards as they stood that day."""

    def __init__(self, handover, notes):
        self.handover, self.notes = handover, notes

    @cached_property
    def _items(self):
        """{id of a council, None for what belongs to no single one: [HandoverItem]}."""
        if self.handover.is_open:
            return actions.open_items(self.handover)
        return {note.council_id: [_kept(item, note.council_id) for item in note.items] for note in self.notes}

    def items_of(self, note):
        """What is open at the council of a note; with the whole area stands what belongs to no council."""
        return sorted(self._items[note.council_id], key=lambda item: (item.due_on or date.max, item.kind))

    @cached_property
    def general(self):
        """What belongs to the leaver and to no council; it goes to the main successor, or with the whole area."""
        if not self.handover.is_open:
            return [_kept(item, None) for item in self.handover.items]
        return [] if self.handover.notes.filter(council=None).exists() else self._items[None]

    @cached_property
    def lines(self):
        """(note, how many things are open there)."""
        return [(note, len(self._items[note.council_id])) for note in self.notes]

    @property
    def silent(self):
        """Notes without a word."""
        return [note for note in self.notes if not note.is_written]

    @property
    def written(self):
        return len(self.notes) - len(self.silent)

    @cached_property
    def own(self):
        """How many things belong to the leaver in person and will pass on."""
        return sum(item.is_own for items in self._items.values() for item in items)

    @cached_property
    def late(self):
        """Labels of areas for which the leaver was named since it was begun."""
        having = {note.council_id for note in self.notes if note.names_area}
        rows = actions.answered_for(self.handover.leaver)
        return list(dict.fromkeys(row.area_label for row in rows if row.council_id not in having))


def may_read_general(person, handover):
    """What belongs to no single council: officers and managers, the leaver and the main successor."""
    main = (handover.leaver.user_id, handover.successor.user_id)
    return person.pk in main or allows(person, "liaison.see_handovers", handover.principal)


def _kept(item, council):
    due = date.fromisoformat(item["due_on"]) if item["due_on"] else None
    return HandoverItem(item["kind"], item["title"], council, "", due, item["note"], item["is_own"])
