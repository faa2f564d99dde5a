"""The e-mail to the other side: a promise was recorded, changed, kept, not kept, contested, denied or withdrawn."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.emails import Message, post
from councils.looks import look_of_principal
from liaison.kept import readers_of_side


@dataclass(frozen=True)
class PromiseTold(Message):
    """What happened to one promise; `words` are those of the side that did it."""

    what: str
    actor: str  # the council that did it
    promiser: str
    is_reader: bool  # the readers' council is the one that promises
    text: str
    due_on: date
    words: str
    contest_until: date | None
    url: str
    kind: ClassVar = "liaison.promise"
    kind_name: ClassVar = gettext_lazy("What became of a promise")
    template: ClassVar = "liaison/promise"

    def subject(self):
        subjects = {
            "made": _("%(council)s has made you a promise"),
            "recorded": _("%(council)s has recorded a promise of yours"),
            "changed": _("%(council)s has changed what is recorded of a promise"),
            "kept": _("%(council)s: a promise was kept"),
            "not_kept": _("%(council)s: a promise was not kept"),
            "contested": _("%(council)s says that a promise was not kept"),
            "denied": _("%(council)s says that it did not promise this"),
            "withdrawn": _("%(council)s has withdrawn a promise from the list"),
        }
        return subjects[self.what] % {"council": self.actor}

    def follows(self):
        """What the readers can do; "" if there is nothing."""
        if self.what == "recorded":
            return _("If you did not promise this, say so on its page: it then counts nowhere.")
        if self.contest_until:
            return _("If it was not kept, you can say so on its page.")
        return ""

    def reason(self):
        return _("You get this because you answer for promises of your council on Common Ground.")


def tell_other_side(promise, side, what, words=""):
    """To those who have to do with it on the side that did not do it."""
    other, look = promise.council_of(_other(side)), look_of_principal(promise.principal)
    message = PromiseTold(
        what=what, actor=promise.council_of(side).full_name, promiser=promise.promiser.full_name,
        is_reader=promise.promiser == other, text=promise.text, due_on=promise.due_on, words=words,
        contest_until=promise.contest_until if what == "kept" else None,
        url=settings.SITE_URL + promise.get_absolute_url(),
    )  # fmt: skip
    for address, language in readers_of_side(promise, _other(side)).items():
        post(message, to=address, language=language, reply_to=promise.council_of(side).role_mailbox, look=look)


def _other(side):
    return "local" if side == "principal" else "principal"
