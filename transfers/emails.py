"""The e-mail to the other council: a yearly statement was issued, replaced, agreed or contested."""

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from core.emails import Message, post
from core.formatting import money
from core.roles import OFFICER_ROLES, Role
from councils.looks import look_of_principal
from transfers.stages import Side


@dataclass(frozen=True)
class StatementTold(Message):
    """What happened to the statement of one year; amounts are left out where the money is exempt."""

    what: str  # issued, replaced, agreed, contested
    actor: str  # the council that did it
    title: str
    year: str  # 2025/26
    local: str
    local_share: str  # in pounds; empty: exempt
    principal: str
    principal_share: str
    words: str
    url: str
    kind: ClassVar = "transfers.statement"
    kind_name: ClassVar = gettext_lazy("Yearly statement of a transfer")
    template: ClassVar = "transfers/statement"

    def subject(self):
        subjects = {
            "replaced": _("%(title)s: the statement of %(year)s was put right"),
            "agreed": _("%(title)s: the statement of %(year)s is agreed"),
            "contested": _("%(title)s: the statement of %(year)s is contested"),
        }
        return subjects.get(self.what, _("%(title)s: statement of %(year)s")) % {"title": self.title, "year": self.year}

    def lead(self):
        """What happened, in a sentence."""
        leads = {
            "replaced": _("%(council)s has issued a new statement of what the year cost. It replaces the one before."),
            "agreed": _("%(council)s agrees with your statement."),
            "contested": _("%(council)s does not agree with your statement."),
        }
        issued = _("%(council)s has issued the statement of what the year cost and who pays how much of it.")
        return leads.get(self.what, issued) % {"council": self.actor}

    def asks(self):
        """True where the reader is to answer."""
        return self.what not in ("agreed", "contested")

    def reason(self):
        return _("You get this because your council is party to this transfer on Common Ground.")


def tell_other_side(statement, what, side, words=""):
    """To those who have to do with it on the side that did not do it."""
    transfer = statement.transfer
    actor, other = (transfer.local, transfer.principal) if side == Side.LOCAL else (transfer.principal, transfer.local)
    open_to_all = not transfer.money.is_exempt
    message = StatementTold(
        what=what, actor=actor.full_name, title=transfer.title, year=statement.span.words,
        local=transfer.local.full_name, local_share=money(statement.local_pence) if open_to_all else "",
        principal=transfer.principal.full_name,
        principal_share=money(statement.principal_pence) if open_to_all else "",
        words=words if open_to_all else "",
        url=settings.SITE_URL + reverse("transfers:year", args=[transfer.reference, statement.year]),
    )  # fmt: skip
    look = look_of_principal(transfer.principal)
    for address, language in _readers(transfer, other).items():
        post(message, to=address, language=language, reply_to=actor.role_mailbox, look=look)


def _readers(transfer, council):
    """{address: language}: who leads it, or the council's clerks or officers; nobody there: its shared mailbox."""
    people = Membership.objects.current().of_council(council).select_related("user")
    if council == transfer.local:
        people = people.filter(role=Role.CLERK)
    elif transfer.is_led:
        people = people.filter(pk=transfer.lead_id)
    else:
        people = people.filter(role__in=OFFICER_ROLES)
    found = {m.user.email: m.user.language for m in people if m.user.email}
    return found or ({council.role_mailbox: "en-gb"} if council.role_mailbox else {})
