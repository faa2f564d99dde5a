"""Documents of clusters as data: the recharge statement of a shared post."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from clusters.capacity import charges
from clusters.models import PostShare
from core.documents.looks import DocumentLook
from core.formatting import date, money, number
from councils.looks import document_look


@dataclass(frozen=True)
class RechargeDocument:
    """What each council pays for its part of a post in a quarter."""

    title: str
    subject: str
    author: str
    reference: str
    issued_at: datetime
    post: str
    quarter: str
    lines: tuple  # (council, how much, days, hours, rate, amount)
    total: str
    look: DocumentLook | None = None
    demonstration: bool = False


def shares_charged(post, quarter):
    """Shares of a post that may be charged in a quarter, one query."""
    return list(
        PostShare.objects.filter(post=post).between(quarter.first, quarter.last).whole().order_by("starts_on", "pk")
    )


def recharge_paper(post, quarter, *, at):
    """The statement as a document, for a meeting and for the invoices."""
    found = charges(shares_charged(post, quarter), quarter)
    return RechargeDocument(
        title=_("Recharge statement"),
        subject=_("Recharge statement: %(post)s, %(quarter)s") % {"post": post.title, "quarter": quarter.words},
        author=post.employer.full_name,
        reference=post.reference,
        issued_at=at,
        post=post.title,
        quarter=quarter.words,
        lines=tuple(_line(charge) for charge in found),
        total=money(sum(charge.pence for charge in found)),
        look=document_look(post.employer),
        demonstration=settings.DEMO,
    )


def _line(charge):
    share = charge.share
    days = _("%(first)s to %(last)s") % {"first": date(charge.first), "last": date(charge.last)}
    rate = money(share.hour_pence)
    return share.council.full_name, share.words, days, number(charge.hours, 2), rate, money(charge.pence)
