"""E-mails about case studies that councils write: asked, answered, published."""

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from casestudies.models import Approval
from core.emails import Frequency, Message, post
from core.roles import OFFICER_ROLES, Role


@dataclass(frozen=True)
class StudyMessage(Message):
    """Something about a case study of the recipient's council."""

    title: str
    owner: str
    council: str
    url: str

    def reason(self):
        return _("You get this because you act for %(council)s on Common Ground.") % {"council": self.council}


@dataclass(frozen=True)
class ApprovalAsked(StudyMessage):
    kind: ClassVar = "casestudies.approval_asked"
    kind_name: ClassVar = gettext_lazy("Case study to approve")
    template: ClassVar = "casestudies/approval_asked"

    def subject(self):
        return _("Please approve: %(title)s") % {"title": self.title}


@dataclass(frozen=True)
class ApprovalAnswered(StudyMessage):
    answering: str
    approved: bool
    words: str
    all_approved: bool
    kind: ClassVar = "casestudies.approval_answered"
    kind_name: ClassVar = gettext_lazy("Answer about a case study")
    template: ClassVar = "casestudies/approval_answered"
    frequencies: ClassVar = (Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY)

    def subject(self):
        words = _("Approved: %(title)s") if self.approved else _("Changes asked for: %(title)s")
        return words % {"title": self.title}


@dataclass(frozen=True)
class StudyPublished(StudyMessage):
    kind: ClassVar = "casestudies.published"
    kind_name: ClassVar = gettext_lazy("Case study published")
    template: ClassVar = "casestudies/published"
    frequencies: ClassVar = (Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY, Frequency.NEVER)

    def subject(self):
        return _("Published: %(title)s") % {"title": self.title}


def ask_to_approve(approval):
    """To the people of a council that took part."""
    path = reverse("casestudies:approve", args=[approval.publication.study.slug, approval.council.slug])
    _send(ApprovalAsked(**_facts(approval.publication, approval.council, path)), approval.council)


def tell_answer(approval):
    """To the owner's people: what a council answered, and whether anyone is left."""
    publication, owner = approval.publication, approval.publication.owner
    message = ApprovalAnswered(
        **_facts(publication, owner, _own(publication)),
        answering=approval.council.full_name,
        approved=approval.answer == Approval.Answer.APPROVED,
        words=approval.words,
        all_approved=not publication.approvals.exclude(answer=Approval.Answer.APPROVED).exists(),
    )
    _send(message, owner)


def tell_published(publication, council):
    """To every council that took part."""
    _send(StudyPublished(**_facts(publication, council, publication.study.get_absolute_url())), council)


def _own(publication):
    return reverse("casestudies:own-study", args=[publication.study.slug])


def _facts(publication, council, path):
    owner = publication.owner
    return {
        "title": publication.study.title,
        "owner": owner.full_name if owner else "",
        "council": council.full_name,
        "url": settings.SITE_URL + path,
    }


def readers_of(council):
    """Address to language: the council's clerks or officers; of a council without any, its shared mailbox."""
    people = Membership.objects.current().of_council(council).filter(role__in=(Role.CLERK, *OFFICER_ROLES))
    found = {m.user.email: m.user.language for m in people.select_related("user") if m.user.email}
    return found or ({council.role_mailbox: "en-gb"} if council.role_mailbox else {})


def _send(message, council):
    for address, language in readers_of(council).items():
        post(message, to=address, language=language)
