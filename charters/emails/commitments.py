"""E-mails about commitments: a council reported, the other side commented."""

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.emails.rounds import readers_of
from core.emails import Frequency, Message, post
from councils.looks import look_of_principal


@dataclass(frozen=True)
class ProgressMessage(Message):
    """Something about a commitment."""

    title: str
    commitment: str
    reporter: str
    standing: str
    text: str
    council: str  # of whoever reads it
    url: str

    def reason(self):
        return _("You get this because you act for %(council)s on Common Ground.") % {"council": self.council}


@dataclass(frozen=True)
class ProgressReported(ProgressMessage):
    """To the convener's officers: a council said how its commitment stands."""

    kind: ClassVar = "charters.progress-reported"
    kind_name: ClassVar = gettext_lazy("Progress reported by a council")
    frequencies: ClassVar = (Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY, Frequency.NEVER)
    template: ClassVar = "charters/progress_reported"

    def subject(self):
        words = {"council": self.reporter, "standing": self.standing, "title": self.title}
        return _("%(council)s: %(standing)s – %(title)s") % words


@dataclass(frozen=True)
class ProgressCommented(ProgressMessage):
    """To the council that reported: what the other side says."""

    speaker: str
    words: str
    kind: ClassVar = "charters.progress-commented"
    kind_name: ClassVar = gettext_lazy("Comment on your progress")
    frequencies: ClassVar = (Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY, Frequency.NEVER)
    template: ClassVar = "charters/progress_commented"

    def subject(self):
        return _("%(speaker)s commented: %(title)s") % {"speaker": self.speaker, "title": self.title}


def tell_reported(entry):
    """The convener's officers learn what others report; what the convener itself reports is on its pages."""
    convener = entry.agreement.convener
    if entry.council != convener:
        _send(ProgressReported(**_facts(entry, convener)), convener, convener)


def tell_comment(comment):
    """The council that wrote the entry learns what was said to it."""
    entry = comment.entry
    facts = _facts(entry, entry.council)
    message = ProgressCommented(**facts, speaker=comment.party.council.full_name, words=comment.text)
    _send(message, entry.council, entry.agreement.convener)


def _facts(entry, council):
    address = reverse("charters:commitment-progress", args=[entry.agreement.reference, entry.commitment.key])
    return {
        "title": entry.agreement.title,
        "commitment": entry.commitment.text,
        "reporter": entry.council.full_name,
        "standing": entry.get_standing_display(),
        "text": entry.text,
        "council": council.full_name,
        "url": settings.SITE_URL + address,
    }


def _send(message, council, convener):
    for address, language in readers_of(council).items():
        post(message, to=address, language=language, look=look_of_principal(convener))
