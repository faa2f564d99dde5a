"""The e-mail of reminders: everything that is due for one mailbox on one day."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import formatting
from core.emails import BULK, Frequency, Message


@dataclass(frozen=True)
class DueLine:
    """One thing that is due, in the words of the app that it belongs to."""

    title: str
    note: str
    due_on: date
    is_overdue: bool
    call: str
    link: str


@dataclass(frozen=True)
class RemindersMessage(Message):
    """One or several things that are due."""

    kind = "core.reminders"
    kind_name = gettext_lazy("Reminder")
    frequencies = (Frequency.NOW, Frequency.NEVER)  # several of a day are one e-mail already
    template = "core/reminders"
    priority = BULK
    lines: tuple
    reasons: tuple
    has_secret_link: bool = False

    @property
    def holds_secret(self):
        """An invitation's link lets somebody in."""
        return self.has_secret_link

    def subject(self):
        if len(self.lines) == 1:
            return _("Reminder: %(title)s") % {"title": self.lines[0].title}
        return _("Reminder: %(things)s") % {"things": self.things()}

    def things(self):
        """ "3 things are due"."""
        count = len(self.lines)
        return ngettext("%(count)s thing is due", "%(count)s things are due", count) % {"count": count}

    def reason(self):
        return " ".join(self.reasons)

    def when(self, line):
        """ "Please do it by 3 December 2026." or that the day has passed."""
        day = formatting.date(line.due_on)
        words = _("It was due by %(day)s.") if line.is_overdue else _("It is due by %(day)s.")
        return words % {"day": day}
