"""The e-mail in which several that somebody wanted later come together."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.emails import Message


@dataclass(frozen=True)
class Summary(Message):
    """What happened since the last one: (what, address of its page)."""

    kind = "accounts.summary"
    kind_name = gettext_lazy("Summary")
    template = "accounts/summary"
    is_wanted = True
    news: tuple

    def subject(self):
        count = len(self.news)
        return ngettext("Summary: %(count)s piece of news", "Summary: %(count)s pieces of news", count) % {
            "count": count
        }

    def reason(self):
        return _("You get this summary because you chose it instead of single e-mails.")
