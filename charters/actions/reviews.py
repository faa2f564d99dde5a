"""Looking at a charter again: opened, answered by both sides, closed with what follows; and leaving it with notice."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.actions.drafting import start_new_version, values
from charters.actions.life import held_in_force, renew, tell
from charters.emails import life as emails
from charters.life import life_of
from charters.models import Agreement, Outcome, Review, ReviewView, Withdrawal
from charters.terms import last_day_after_notice
from charters.workflow import VERSION
from core.audit import record, told_who
from core.exceptions import Refused
from core.formatting import date
from core.locking import refuse_if_changed
from core.policies import require


@transaction.atomic
def open_review(*, version, views_by, by):
    """Ask every council in the charter how it goes; one review at a time."""
    version = held_in_force(version)
    require(by, "charters.keep", version)
    if version.reviews.open().exists():
        raise Refused(told_who(_("A review is open already"), version.agreement, ["review"]))
    if views_by <= timezone.localdate():
        raise Refused(_("The day must be in the future"), field="views_by")
    review = Review.objects.create(version=version, views_by=views_by, opened_by=by)
    words = {"title": version.agreement.title, "day": date(views_by)}
    tell(version, "charters.review_opened", _("“%(title)s”: review opened, views until %(day)s") % words, by, "review")
    emails.tell_review_opened(review)
    return review


def view_of(review, party):
    """What the form about a council's view shows."""
    view = review.views.filter(party=party).first()
    names = ("verdict", "wish", "text")
    return values(view, *names) if view else dict.fromkeys(names, "")


@transaction.atomic
def give_view(*, review, party, verdict, wish, text, seen=None, by):
    """A council says how the charter goes; it may change that until the review is closed."""
    version = held_in_force(review.version)
    review = version.reviews.open().filter(pk=review.pk).first()
    require(by, "charters.report_progress", party)
    if review is None:
        raise Refused(_("This review is closed. The page of the review says what follows from it."))
    if not _stays(version, party):
        raise Refused(_("Your council has not signed this"))
    part = f"view:{review.pk}:{party.pk}"
    refuse_if_changed(seen, view_of(review, party), record=version.agreement, parts=[part])
    said = {"verdict": verdict, "wish": wish, "text": text, "written_at": timezone.now(), "written_by": by}
    view, _is_new = ReviewView.objects.update_or_create(review=review, party=party, defaults=said)
    words = {"council": party.council.label, "title": version.agreement.title}
    sentence = _("%(council)s said how “%(title)s” goes") % words
    convener = version.agreement.convener
    record("charters.review_said", version.agreement, sentence, by=by, acting_for=party.council, councils=[convener],
           parts=[part])  # fmt: skip
    return view


@transaction.atomic
def close_review(*, review, outcome, finding, next_review_on=None, months=None, by):
    """Record what the review found and do what follows: carry on, renew, draft a new version, or end the charter."""
    version = held_in_force(review.version)
    require(by, "charters.keep", version)
    held = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if held.closed_at:
        raise Refused(told_who(_("This review is closed already"), version.agreement, ["review"]))
    if outcome == Outcome.CARRY_ON and (not next_review_on or next_review_on <= timezone.localdate()):
        raise Refused(_("Enter a day in the future on which it is looked at again"), field="next_review_on")
    if outcome == Outcome.RENEW and not months:
        raise Refused(_("Enter for how many months more"), field="months")
    held.outcome, held.finding, held.closed_at, held.closed_by = outcome, finding, timezone.now(), by
    held.next_review_on = next_review_on if outcome in (Outcome.CARRY_ON, Outcome.RENEW) else None
    held.save(update_fields=["outcome", "finding", "closed_at", "closed_by", "next_review_on"])
    words = {"title": version.agreement.title, "outcome": held.get_outcome_display()}
    tell(version, "charters.review_closed", _("“%(title)s” reviewed: %(outcome)s") % words, by, "review")
    emails.tell_review_closed(held)
    _follow(version, outcome, finding, months, by)
    return held


def _follow(version, outcome, finding, months, by):
    if outcome == Outcome.RENEW:
        renew(version=version, months=months, note=finding, by=by)
    elif outcome == Outcome.NEW_VERSION:
        start_new_version(agreement=version.agreement, by=by)
    elif outcome == Outcome.END:
        VERSION.move(version, "end", by=by)
        Agreement.objects.filter(pk=version.agreement_id).update(published_at=None, published_by=None)


@transaction.atomic
def leave(*, version, party, minute_reference, reason="", by):
    """A council gives notice; after its last day it is no longer in the charter. For the others that stays in force."""
    version = held_in_force(version)
    require(by, "charters.leave", party)
    if party.is_convener:
        raise Refused(_("The convening council does not leave what it convened. It ends it after a review."))
    if not version.signatures.filter(party=party).exists():
        raise Refused(_("Your council has not signed this, so it need not leave it"))
    if version.withdrawals.filter(party=party).exists():
        raise Refused(told_who(_("Your council has given notice already"), version.agreement, [f"leaves:{party.pk}"]))
    today = timezone.localdate()
    last_day = last_day_after_notice(today, life_of(version).notice_months)
    notice = Withdrawal.objects.create(
        version=version, party=party, given_on=today, last_day=last_day, reason=reason,
        minute_reference=minute_reference, given_by=by,
    )  # fmt: skip
    words = {"council": party.council.label, "title": version.agreement.title, "day": date(last_day)}
    sentence = _("%(council)s leaves “%(title)s” after %(day)s") % words
    councils = [s.party.council for s in version.signatures.with_council()]
    record("charters.left", version.agreement, sentence, by=by, acting_for=party.council, councils=councils,
           parts=[f"leaves:{party.pk}"])  # fmt: skip
    emails.tell_leaving(notice)
    return notice


def _stays(version, party):
    """Signed, and not past its last day."""
    signed = version.signatures.filter(party=party).exists()
    return signed and not version.withdrawals.over().filter(party=party).exists()
