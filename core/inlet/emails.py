"""The e-mail by which an answer reaches the mailbox it was meant for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.emails import Message


@dataclass(frozen=True)
class ForwardedLetter(Message):
    """Someone answered an e-mail of the portal; this is what they wrote."""

    kind = "core.forwarded"
    kind_name = gettext_lazy("Answer passed on")
    template = "core/forwarded"
    sender: str
    their_subject: str
    words: str
    answered: str

    def subject(self):
        return _("Answer from %(sender)s: %(subject)s") % {"sender": self.sender, "subject": self.their_subject}

    def reason(self):
        return _(
            "You get this e-mail because someone answered an e-mail that Common Ground sent for your council. "
            "Your reply goes to them, not to us."
        )
