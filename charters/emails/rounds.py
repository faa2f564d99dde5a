"""E-mails of a round: to councils that are asked, to officers who wait, to signatories."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from charters.comments import before, told_with
from charters.models import Answer, SectionComment
from core.emails import BULK, Frequency, Message, post
from core.roles import OFFICER_ROLES, Role
from councils.looks import look_of_principal


@dataclass(frozen=True)
class RoundMessage(Message):
    """Something about a version that a council was asked about."""

    title: str
    reference: str
    convener: str
    council: str
    reply_by: date | None  # none when a council may join a version that is in force
    summary: str
    url: str
    noun: str  # charter, memorandum, deal
    one_way: bool  # the convener promises and signs alone

    def reason(self):
        return _("You get this because you act for %(council)s on Common Ground.") % {"council": self.council}


@dataclass(frozen=True)
class InvitationMessage(RoundMessage):
    in_place_of: str = ""  # the council that was asked first and has ended
    what_changed: str = ""  # from the version before; the next four are empty in a first round
    told: tuple[tuple[str, int], ...] = ()  # what was decided about comments: (decision, how many)
    mine: tuple[tuple[str, str, str], ...] = ()  # the council's own: (section, decision, reason)
    comments_url: str = ""
    changes_url: str = ""
    kind: ClassVar = "charters.invitation"
    kind_name: ClassVar = gettext_lazy("Agreement to answer")
    priority: ClassVar = BULK
    template: ClassVar = "charters/invitation"

    def subject(self):
        words = {"convener": self.convener, "council": self.council, "title": self.title}
        if self.one_way:
            return _("%(convener)s tells %(council)s what it will do: %(title)s") % words
        return _("%(convener)s asks %(council)s: %(title)s") % words


@dataclass(frozen=True)
class ReminderMessage(RoundMessage):
    kind: ClassVar = "charters.reminder"
    kind_name: ClassVar = gettext_lazy("Reminder to answer, by an officer")
    priority: ClassVar = BULK
    template: ClassVar = "charters/reminder"

    def subject(self):
        return _("Reminder: %(title)s – please answer by %(day)s") % {
            "title": self.title,
            "day": date_format(self.reply_by, "j F Y"),
        }


@dataclass(frozen=True)
class NewDateMessage(RoundMessage):
    kind: ClassVar = "charters.new-date"
    kind_name: ClassVar = gettext_lazy("More time to answer")
    priority: ClassVar = BULK
    template: ClassVar = "charters/new_date"

    def subject(self):
        return _("More time: %(title)s – now by %(day)s") % {
            "title": self.title,
            "day": date_format(self.reply_by, "j F Y"),
        }


@dataclass(frozen=True)
class WithdrawnMessage(RoundMessage):
    explanation: str
    kind: ClassVar = "charters.withdrawn"
    kind_name: ClassVar = gettext_lazy("Agreement withdrawn")
    priority: ClassVar = BULK
    template: ClassVar = "charters/withdrawn"

    def subject(self):
        return _("Withdrawn: %(title)s") % {"title": self.title}


@dataclass(frozen=True)
class AnswerMessage(RoundMessage):
    """To the convener's officers: a council answered; of a decline, to everyone who has signed too."""

    answer: str
    words: str
    recipient_council: str
    kind: ClassVar = "charters.answered"
    kind_name: ClassVar = gettext_lazy("Answer of a council")
    frequencies: ClassVar = (Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY, Frequency.NEVER)
    template: ClassVar = "charters/answered"

    def subject(self):
        return _("%(council)s: %(answer)s – %(title)s") % {
            "council": self.council,
            "answer": self.answer,
            "title": self.title,
        }

    def reason(self):
        return _("You get this because you act for %(council)s on Common Ground.") % {"council": self.recipient_council}


@dataclass(frozen=True)
class RecordedMessage(RoundMessage):
    """To the council: this is what was written down for it."""

    answer: str
    words: str
    how: str
    day: date
    said_by: str
    kind: ClassVar = "charters.recorded"
    kind_name: ClassVar = gettext_lazy("Your answer, as an officer wrote it down")
    template: ClassVar = "charters/recorded"

    def subject(self):
        return _("Your answer has been recorded: %(title)s") % {"title": self.title}


@dataclass(frozen=True)
class SignedMessage(RoundMessage):
    """Receipt for the council that signed."""

    signed_name: str
    version: int
    text_hash: str
    kind: ClassVar = "charters.signed"
    kind_name: ClassVar = gettext_lazy("Receipt of a signature")
    template: ClassVar = "charters/signed"

    def subject(self):
        return _("Signed for %(council)s: %(title)s") % {"council": self.council, "title": self.title}


@dataclass(frozen=True)
class InForceMessage(RoundMessage):
    signatories: int
    kind: ClassVar = "charters.in-force"
    kind_name: ClassVar = gettext_lazy("Agreement in force")
    frequencies: ClassVar = (Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY)
    priority: ClassVar = BULK
    template: ClassVar = "charters/in_force"

    def subject(self):
        return _("In force: %(title)s") % {"title": self.title}


@dataclass(frozen=True)
class SupersededMessage(RoundMessage):
    """To councils that signed the version before and have not signed the new one."""

    version: int
    by_version: int
    changes_url: str
    kind: ClassVar = "charters.superseded"
    kind_name: ClassVar = gettext_lazy("Version superseded")
    priority: ClassVar = BULK
    template: ClassVar = "charters/superseded"

    def subject(self):
        words = {"title": self.title, "version": self.version, "new": self.by_version}
        return _("Version %(version)s is superseded by version %(new)s: %(title)s") % words


def addresses(council, roles):
    """Current people of a council in these roles; for a council without any, its role mailbox."""
    found = {
        m.user.email: m.user.language
        for m in Membership.objects.current().of_council(council).filter(role__in=roles).select_related("user")
        if m.user.email
    }
    return found or ({council.role_mailbox: "en-gb"} if council.role_mailbox else {})


def unreachable(councils):
    """Of these councils, those that no e-mail would reach: nobody has joined and no mailbox is known."""
    readers = Membership.objects.current().filter(role__in=(Role.CLERK, *OFFICER_ROLES), user__email__isnull=False)
    joined = set(readers.filter(council__in=councils).values_list("council_id", flat=True))
    return [council for council in councils if council.pk not in joined and not council.role_mailbox]


def facts(response, *, own=True):
    """What every e-mail about a round says; its link leads to the council's own page or to the charter's."""
    version, council = response.version, response.party.council
    agreement = version.agreement
    if own:
        path = reverse("charters:response", args=[agreement.reference, council.slug])
    else:
        path = reverse("charters:detail", args=[agreement.reference])
    return {
        "title": agreement.title,
        "reference": agreement.reference,
        "convener": agreement.convener.full_name,
        "council": council.full_name,
        "reply_by": response.reply_by,
        "summary": version.summary,
        "url": settings.SITE_URL + path,
        "noun": str(agreement.noun),
        "one_way": agreement.one_way,
    }


def readers_of(council):
    """Who reads e-mails about a round for a council: its clerks, of a principal its officers, or its mailbox."""
    return addresses(council, (Role.CLERK, *OFFICER_ROLES))


def post_to_council(response, message):
    convener = response.version.agreement.convener
    look = look_of_principal(convener)
    for address, language in readers_of(response.party.council).items():
        post(message, to=address, language=language, reply_to=convener.role_mailbox, look=look)


def invite(responses):
    """Ask each council: clerks of local councils, officers of principals, or the role mailbox."""
    since = _since(responses[0].version) if responses else {}
    own = _own_comments(responses[0].version) if since.get("told") else {}
    for response in responses:
        mine = tuple(own.get(response.party_id, ()))
        former = response.in_place_of.party.council.full_name if response.in_place_of_id else ""
        message = InvitationMessage(**facts(response), **since, mine=mine, in_place_of=former)
        post_to_council(response, message)


def _since(version):
    """What is new to those who know the version before."""
    if before(version) is None:
        return {}
    reference, told = version.agreement.reference, told_with(version)
    return {
        "what_changed": version.what_changed,
        "told": told,
        "comments_url": settings.SITE_URL + reverse("charters:comments", args=[reference]) if told else "",
        "changes_url": settings.SITE_URL + reverse("charters:changes", args=[reference, version.number]),
    }


def _own_comments(version):
    """{party: [(section, decision, reason)]} of the round before."""
    found = {}
    for each in SectionComment.objects.filter(response__version=before(version)).select_related("response"):
        words = (each.heading, each.get_decision_display(), each.reason)
        found.setdefault(each.response.party_id, []).append(words)
    return found


def remind(response):
    post_to_council(response, ReminderMessage(**facts(response)))


def tell_new_date(responses):
    """Tell those still to answer the new date, once."""
    for response in responses:
        post_to_council(response, NewDateMessage(**facts(response)))


def tell_withdrawn(responses, explanation):
    for response in responses:
        post_to_council(response, WithdrawnMessage(**facts(response, own=False), explanation=explanation))


def tell_answer(response):
    """The convener's officers learn of every answer; a decline also reaches everyone who has signed."""
    convener = response.version.agreement.convener
    _tell(response, convener, response.comments or response.reason)
    if response.answer == Answer.DECLINED:
        _tell_signatories(response)


def _tell_signatories(response):
    for signature in response.version.signatures.filter(is_countersignature=False).with_council():
        _tell(response, signature.party.council, "")


def _tell(response, council, words):
    message = AnswerMessage(
        **facts(response, own=council == response.version.agreement.convener),
        answer=response.get_answer_display(),
        words=words,
        recipient_council=council.full_name,
    )
    look = look_of_principal(response.version.agreement.convener)
    for address, language in addresses(council, (Role.CLERK, *OFFICER_ROLES)).items():
        post(message, to=address, language=language, look=look)


def tell_recorded(reply):
    """The council learns what was written down for it; a decline also reaches everyone who has signed."""
    response = reply.response
    message = RecordedMessage(
        **facts(response),
        answer=response.get_answer_display(),
        words=response.comments or response.reason,
        how=reply.get_channel_display(),
        day=reply.received_on,
        said_by=reply.said_by,
    )
    post_to_council(response, message)
    if response.answer == Answer.DECLINED:
        _tell_signatories(response)


def tell_signed(response, signature):
    """The council gets a receipt, the convener's officers are told."""
    receipt = SignedMessage(
        **facts(response),
        signed_name=signature.typed_name,
        version=response.version.number,
        text_hash=signature.text_hash,
    )
    post_to_council(response, receipt)
    _tell_convener_signed(response)


def _tell_convener_signed(response):
    convener = response.version.agreement.convener
    message = AnswerMessage(**facts(response), answer=_("Signed"), words="", recipient_council=convener.full_name)
    for address, language in addresses(convener, OFFICER_ROLES).items():
        post(message, to=address, language=language, look=look_of_principal(convener))


def tell_in_force(version, signatures):
    """Everyone who signed learns that it is in force and where the copy is; if it goes one way, all who were told."""
    signed = {s.party_id for s in signatures}
    told = version.responses.all() if version.agreement.one_way else version.responses.filter(party__in=signed)
    for response in told.with_version():
        post_to_council(response, InForceMessage(**facts(response, own=False), signatories=len(signed) + 1))


def tell_superseded(former, version):
    """Whoever signed the former version and not the new one learns that it no longer binds, and that it may join."""
    joined = version.signatures.values("party")
    left_out = former.signatures.filter(is_countersignature=False).exclude(party__in=joined).values("party")
    path = reverse("charters:changes", args=[version.agreement.reference, version.number])
    versions = {"version": former.number, "by_version": version.number, "changes_url": settings.SITE_URL + path}
    for response in former.responses.filter(party__in=left_out).with_version():
        post_to_council(response, SupersededMessage(**facts(response, own=False), **versions))
