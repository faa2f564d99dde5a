"""E-mails about opportunities: another council looks for a partner."""

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from core.emails import Frequency, Message, post
from core.roles import OFFICER_ROLES, Role


@dataclass(frozen=True)
class PartnerMessage(Message):
    """To a council that wants a partner: another one does, too."""

    title: str
    seeker: str
    contact: str
    council: str
    closes: str
    url: str
    kind: ClassVar = "funding.partner"
    kind_name: ClassVar = gettext_lazy("A council looks for a partner, as you do")
    template: ClassVar = "funding/partner"
    frequencies: ClassVar = (Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY, Frequency.NEVER)

    def subject(self):
        return _("%(council)s wants a partner too: %(title)s") % {"council": self.seeker, "title": self.title}

    def reason(self):
        return _("You get this because %(council)s said on Common Ground that it wants a partner.") % {
            "council": self.council
        }


def tell_partner(opportunity, *, seeker, to):
    """The people of a council that looks for a partner learn of another one, and how to reach it."""
    message = PartnerMessage(
        title=opportunity.title,
        seeker=seeker.label,
        contact=contact_of(seeker),
        council=to.full_name,
        closes=opportunity.closing_words,
        url=settings.SITE_URL + opportunity.get_absolute_url(),
    )
    for address, language in addresses_of(to).items():
        post(message, to=address, language=language, reply_to=seeker.role_mailbox)


def contact_of(council):
    """The shared mailbox; a person's own address is theirs to give."""
    return council.role_mailbox


def addresses_of(council):
    """Address to language: the council's clerks or officers; of a council without any, its shared mailbox."""
    people = Membership.objects.current().of_council(council).filter(role__in=(Role.CLERK, *OFFICER_ROLES))
    found = {m.user.email: m.user.language for m in people.select_related("user") if m.user.email}
    return found or ({council.role_mailbox: "en-gb"} if council.role_mailbox else {})
