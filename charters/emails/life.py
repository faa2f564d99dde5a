"""E-mails about the life of a charter: reviewed, renewed, left."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.commitments import in_charters
from charters.emails.rounds import readers_of
from charters.models import Outcome
from core import formatting
from core.emails import BULK, Frequency, Message, post
from councils.looks import look_of_principal


@dataclass(frozen=True)
class LifeMessage(Message):
    """Something about a charter that the reader's council is in."""

    title: str
    convener: str
    council: str
    url: str
    noun: str  # charter, memorandum, deal

    def reason(self):
        words = {"council": self.council, "noun": self.noun}
        return _("You get this because this %(noun)s concerns %(council)s.") % words


@dataclass(frozen=True)
class RenewedMessage(LifeMessage):
    """The charter stays in force for another term."""

    ends_on: date
    notice_by: date
    kind: ClassVar = "charters.renewed"
    kind_name: ClassVar = gettext_lazy("Agreement renewed")
    frequencies: ClassVar = (Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY)
    priority: ClassVar = BULK
    template: ClassVar = "charters/renewed"

    def subject(self):
        words = {"title": self.title, "day": formatting.date(self.ends_on)}
        return _("Renewed until %(day)s: %(title)s") % words


@dataclass(frozen=True)
class ReviewOpenedMessage(LifeMessage):
    """Every council in the charter is asked how it goes."""

    views_by: date
    kind: ClassVar = "charters.review-opened"
    kind_name: ClassVar = gettext_lazy("Agreement under review")
    priority: ClassVar = BULK
    template: ClassVar = "charters/review_opened"

    def subject(self):
        words = {"title": self.title, "day": formatting.date(self.views_by)}
        return _("How does it go? %(title)s – please say by %(day)s") % words


@dataclass(frozen=True)
class ReviewClosedMessage(LifeMessage):
    """What the review found and what follows."""

    outcome: str
    finding: str
    next_review_on: date | None
    has_ended: bool
    kind: ClassVar = "charters.review-closed"
    kind_name: ClassVar = gettext_lazy("Outcome of a review")
    priority: ClassVar = BULK
    template: ClassVar = "charters/review_closed"

    def subject(self):
        return _("Reviewed: %(title)s – %(outcome)s") % {"title": self.title, "outcome": self.outcome}

    def reason(self):
        if self.has_ended:
            return _("You get this because %(council)s was in this charter.") % {"council": self.council}
        return super().reason()


@dataclass(frozen=True)
class LeavingMessage(LifeMessage):
    """A council has given notice; for the others the charter stays in force."""

    leaving: str
    last_day: date
    words: str
    kind: ClassVar = "charters.leaving"
    kind_name: ClassVar = gettext_lazy("A council leaves an agreement")
    priority: ClassVar = BULK
    template: ClassVar = "charters/leaving"

    def subject(self):
        return _("%(council)s leaves: %(title)s") % {"council": self.leaving, "title": self.title}


def tell_review_opened(review):
    """Each council gets the link to its own form."""
    for council in in_it(review.version):
        path = reverse("charters:review-say", args=[review.agreement.reference, council.slug])
        words = {**facts(review.version, council), "url": settings.SITE_URL + path}
        send(ReviewOpenedMessage(**words, views_by=review.views_by), council, review.version)


def tell_review_closed(review):
    """Every council in the charter learns what follows."""
    has_ended = review.outcome == Outcome.END  # what is in force has a page of reviews, what has ended has its record
    path = reverse("charters:detail" if has_ended else "charters:review", args=[review.agreement.reference])
    for council in concerned(review.version):
        words = {**facts(review.version, council), "url": settings.SITE_URL + path, "has_ended": has_ended}
        found = {"outcome": review.get_outcome_display(), "finding": review.finding}
        message = ReviewClosedMessage(**words, **found, next_review_on=review.next_review_on)
        send(message, council, review.version)


def tell_leaving(notice):
    """All who are in it, the council that leaves among them: that is its receipt."""
    leaving = notice.party.council.full_name
    for council in in_it(notice.version):
        words = facts(notice.version, council)
        message = LeavingMessage(**words, leaving=leaving, last_day=notice.last_day, words=notice.reason)
        send(message, council, notice.version)


def tell_renewed(version, life):
    """Every council in the charter learns until when it binds and until when it can give notice."""
    for council in concerned(version):
        send(
            RenewedMessage(**facts(version, council), ends_on=life.ends_on, notice_by=life.notice_by), council, version
        )


def in_it(version):
    """The councils that signed and have not left, the convener among them."""
    return [party.council for party in in_charters([version.pk])[version.pk]]


def concerned(version):
    """The councils in it, and those to which a one-way commitment is made."""
    told = version.responses.select_related("party__council").by_council() if version.agreement.one_way else ()
    return [*in_it(version), *(response.party.council for response in told)]


def facts(version, council):
    """What every e-mail about a charter's life says."""
    agreement = version.agreement
    return {
        "title": agreement.title,
        "convener": agreement.convener.full_name,
        "council": council.full_name,
        "noun": str(agreement.noun),
        "url": settings.SITE_URL + reverse("charters:life", args=[agreement.reference]),
    }


def send(message, council, version):
    """To the people of a council, in the look of the convener."""
    convener = version.agreement.convener
    for address, language in readers_of(council).items():
        post(message, to=address, language=language, reply_to=convener.role_mailbox, look=look_of_principal(convener))
