"""The agreement of an entry, written and signed by the same engine as every other."""

from django.db import transaction
from django.utils.translation import gettext as _

from charters import actions as agreements
from core.exceptions import Refused
from core.policies import require
from partnerships.actions.told import locked, tell
from partnerships.models import Status
from partnerships.schedule import schedule_heading, schedule_text
from partnerships.sums import money_table
from partnerships.terms import span_of, whole_months
from partnerships.tiers import tier_of
from partnerships.writing import first_words, kind_for

MOST_MONTHS = 240  # that an agreement may last


@transaction.atomic
def write_agreement(*, partnership, by):
    """Start its memorandum or agreement with what the register knows; the entry keeps the key to it."""
    partnership = locked(partnership)
    require(by, "partnerships.keep", partnership)
    if partnership.agreement_id:
        raise Refused(_("It has an agreement already. Start a new version of that one."))
    if partnership.status not in (Status.PROPOSED, Status.LIVE):
        raise Refused(_("It comes to its end, so nothing new is agreed"))
    agreement = agreements.begin_written(
        kind=kind_for(tier_of(partnership)),
        title=partnership.title,
        convener=partnership.convener,
        details={
            "summary": partnership.purpose,
            "review_on": partnership.next_review_on,
            "lasts_months": _months(partnership),
            "notice_months": partnership.notice_months,
        },
        known=first_words(partnership),
        schedules=[(schedule_heading(), schedule_text(money_table(partnership)))],
        by=by,
    )
    partnership.agreement = agreement
    partnership.save(update_fields=["agreement"])
    tell(partnership, "partnerships.agreement_started", _("Agreement of “%(title)s” started"), by=by)
    return partnership


def _months(partnership):
    """How long the term of today lasts, in whole months; None without an end."""
    terms = span_of(partnership).terms
    return whole_months(terms[-1], MOST_MONTHS) if terms else None


@transaction.atomic
def write_schedule(*, partnership, by):
    """Put who pays what, by party and year, into the draft of its agreement, instead of what stood there before."""
    partnership = locked(partnership)
    require(by, "partnerships.keep", partnership)
    body = schedule_text(money_table(partnership))
    agreements.put_schedules(
        agreement=partnership.agreement,
        schedules=[(schedule_heading(), body)] if body else [],
        empty=_("No money is listed yet, so there is nothing to put into the agreement."),
        by=by,
    )
    words = _("Money put into the draft agreement of “%(title)s”")
    tell(partnership, "partnerships.schedule_written", words, by=by)
    return partnership
