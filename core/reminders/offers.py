"""What an app asks to be reminded of; each subclass says it for one kind of record."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Model

from core.reminders.plan import Schedule


@dataclass(frozen=True)
class Offer:
    """Something that falls due. The texts are asked for in the language of each reader."""

    kind: ClassVar[str]  # "charters.reply"
    holds_secret: ClassVar[bool] = False  # its link lets somebody in
    record: Model
    schedule: Schedule
    occasion: str = ""  # what tells one year's from the next, where the same thing falls due again

    def title(self) -> str:
        """What is to be done, as the heading of the e-mail."""
        raise NotImplementedError

    def note(self) -> str:
        """One or two sentences more."""
        return ""

    def reason(self) -> str:
        """Why this person gets it."""
        raise NotImplementedError

    def call(self) -> str:
        """The words of the link, which must say what it opens: an e-mail may hold several."""
        raise NotImplementedError

    def link(self) -> str:
        """The whole address of the page; asked for once, when it is sent."""
        raise NotImplementedError

    def recipients(self) -> dict:
        """Address to language."""
        raise NotImplementedError

    def reply_to(self) -> str:
        """Where an answer belongs."""
        return ""

    def look(self):
        """The look of the council in whose name it comes, None for Common Ground's."""
        return None

    def still_due(self) -> bool:
        """Asked inside the transaction that sends it, the record locked: nothing has settled it meanwhile."""
        return True

    def note_sent(self):
        """The audit line."""

    @property
    def due_on(self) -> date:
        return self.schedule.due_on

    @property
    def key(self):
        """What the ledger knows it by."""
        return (self.kind, self.record.pk, self.occasion)
