"""E-mails about signatures on paper: to councils for which a page was recorded, to officers when one objects."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charters.emails.rounds import RoundMessage, addresses, facts, post_to_council
from charters.models import Response
from core.emails import BULK, Frequency, post
from core.roles import OFFICER_ROLES
from councils.looks import look_of_principal


@dataclass(frozen=True)
class PageMessage(RoundMessage):
    """Something about a page that was signed on paper."""

    signed_name: str
    role_title: str
    signed_on: date


@dataclass(frozen=True)
class PaperSignatureMessage(PageMessage):
    """To the council: this page was recorded as its signature."""

    how: str
    received_on: date
    can_object: bool  # until the charter is in force
    kind: ClassVar = "charters.paper-signature"
    kind_name: ClassVar = gettext_lazy("Your signature on paper, as an officer recorded it")
    template: ClassVar = "charters/paper_signature"

    def subject(self):
        return _("Your signature on paper has been recorded: %(title)s") % {"title": self.title}


@dataclass(frozen=True)
class ListedMessage(PageMessage):
    """To a council that an association listed: it may object."""

    association: str
    until: date
    counts_from: date
    kind: ClassVar = "charters.listed"
    kind_name: ClassVar = gettext_lazy("An association signed for your council")
    template: ClassVar = "charters/listed"

    def subject(self):
        words = _("%(association)s signed for your council: %(title)s – object by %(day)s if that is wrong")
        day = date_format(self.until, "j F Y")
        return words % {"association": self.association, "title": self.title, "day": day}


@dataclass(frozen=True)
class CountedMessage(PageMessage):
    """To a council that did not object: the signature counts."""

    association: str
    in_force: bool
    kind: ClassVar = "charters.counted"
    kind_name: ClassVar = gettext_lazy("A signature of an association counts for your council")
    priority: ClassVar = BULK
    template: ClassVar = "charters/counted"

    def subject(self):
        return _("Signed for %(council)s: %(title)s") % {"council": self.council, "title": self.title}


@dataclass(frozen=True)
class PageOverMessage(RoundMessage):
    """To the convener's officers: the period of an association's page is over."""

    association: str
    names: tuple[str, ...]
    kind: ClassVar = "charters.period-over"
    kind_name: ClassVar = gettext_lazy("Signatures of an association that count now")
    frequencies: ClassVar = (Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY, Frequency.NEVER)
    for_officers: ClassVar = True
    template: ClassVar = "charters/period_over"

    def subject(self):
        words = ngettext(
            "%(association)s: its signature for %(count)s council counts now – %(title)s",
            "%(association)s: its signatures for %(count)s councils count now – %(title)s",
            len(self.names),
        )
        return words % {"association": self.association, "count": len(self.names), "title": self.title}


@dataclass(frozen=True)
class ObjectionMessage(RoundMessage):
    """To the convener's officers: a council objected to a page."""

    association: str
    words: str
    kind: ClassVar = "charters.objection"
    kind_name: ClassVar = gettext_lazy("A council objects to a signature on paper")
    for_officers: ClassVar = True
    template: ClassVar = "charters/objection"

    def subject(self):
        words = _("%(council)s objects to the signature on paper: %(title)s")
        return words % {"council": self.council, "title": self.title}


def _of_page(page):
    return {"signed_name": page.typed_name, "role_title": page.role_title, "signed_on": page.signed_on}


def tell_recorded(response, signature, *, can_object):
    """The council learns what was recorded in its name."""
    page = signature.received.page
    message = PaperSignatureMessage(
        **facts(response),
        **_of_page(page),
        how=page.get_channel_display(),
        received_on=page.received_on,
        can_object=can_object,
    )
    post_to_council(response, message)


def tell_listed(page, responses):
    """Each council that an association listed learns until when it may object."""
    for response in responses:
        message = ListedMessage(
            **facts(response),
            **_of_page(page),
            association=page.association,
            until=page.object_until,
            counts_from=page.object_until + timedelta(1),
        )
        post_to_council(response, message)


def tell_counted(response, signature):
    """A council that did not object learns that it has signed."""
    page = signature.received.page
    in_force = response.version.in_force_on is not None
    message = CountedMessage(**facts(response), **_of_page(page), association=page.association, in_force=in_force)
    post_to_council(response, message)


def tell_officers_counted(page, signatures):
    """One e-mail for all councils of a page."""
    if not signatures:
        return
    names = tuple(signature.party.council.label for signature in signatures)
    board = settings.SITE_URL + reverse("charters:board", args=[page.version.agreement.reference])
    _tell_officers(signatures[0], PageOverMessage, association=page.association, names=names, url=board)


def tell_objection(signed_for):
    """The convener's officers learn who objects and why."""
    association = signed_for.page.association
    _tell_officers(signed_for, ObjectionMessage, association=association, words=signed_for.objection)


def _tell_officers(row, message_class, **more):
    """To the officers of the convener, about the answer of the council of this row; its link opens that answer."""
    response = Response.objects.with_version().get(version=row.version_id, party=row.party_id)
    convener = response.version.agreement.convener
    message = message_class(**facts(response) | more)
    for address, language in addresses(convener, OFFICER_ROLES).items():
        post(message, to=address, language=language, look=look_of_principal(convener))
