"""Promises: recording, putting right, saying what became of them, contesting, denying, withdrawing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.exceptions import Refused
from core.formatting import date
from core.locking import refuse_if_changed
from core.policies import allows, require
from councils.models import Council
from liaison.emails.promises import tell_other_side
from liaison.kept import forget_kept
from liaison.models import Outcome, Promise, PromiseSide
from liaison.policies import KEEPERS

WORDS = ("text", "made_on", "made_in")  # settled after a week


def promise_as_stored(promise):
    """What the form about a promise shows."""
    return {name: getattr(promise, name) for name in (*WORDS, "due_on", "answers")}


def changeable_by(promise, person):
    """Names of what this person may change today.

    The words while they are settling, by the side that promises or that has written it; who answers, by the side that
    promises; the day by either (a later one is for the other side to grant).
    """
    if not promise.is_open:
        return set()
    mine = {side for side in PromiseSide if person.holds(KEEPERS, promise.council_of(side))}
    found = {"due_on"} if mine else set()
    if promise.is_settling and mine & {promise.side, promise.recorded_side}:
        found.update(WORDS)
    if promise.side in mine:
        found.add("answers")
    return found


def _locked(promise):
    found = Promise.objects.select_for_update(of=("self",)).select_related("principal", "council", "answers__user")
    return found.get(pk=promise.pk)


def _said(verb, promise, sentence, by, parts=()):
    facts = {"text": promise.text, "council": promise.promiser.full_name}
    councils = [promise.principal, promise.council]
    record(f"liaison.promise_{verb}", promise, sentence % facts, by=by, councils=councils, parts=parts, restricted=True)
    forget_kept(*councils)


def _check_days(made_on, due_on):
    if made_on > timezone.localdate():
        raise Refused(_("The day on which it was promised must not be in the future"), field="made_on")
    if due_on < made_on:
        words = _("It cannot fall due before it was promised, on %(day)s")
        raise Refused(words % {"day": date(made_on)}, field="due_on")


def _check_answers(membership, council):
    if membership and (membership.council_id != council.pk or not membership.is_current):
        raise Refused(_("This person does not act for the council that promises"), field="answers")


@transaction.atomic
def record_promise(*, principal, council, side, recorded_side, text, due_on, made_on, made_in="", answers=None, by):
    """One side promised the other something by a day; either side writes it down, the other is told."""
    promise = Promise(
        principal=principal, council=council, side=side, recorded_side=recorded_side, text=text, due_on=due_on,
        made_on=made_on, made_in=made_in, answers=answers, recorded_by=by,
    )  # fmt: skip
    require(by, "liaison.record_promise", promise.recorder)
    if not Council.objects.of_principal(principal).local().current().filter(pk=council.pk).exists():
        raise Refused(_("Choose a local council of the area that still exists"), field="other")
    _check_days(made_on, due_on)
    _check_answers(answers, promise.promiser)
    promise.save()
    _said("made", promise, _("Promise of %(council)s recorded: %(text)s"), by)
    tell_other_side(promise, recorded_side, "recorded" if promise.recorded_by_other else "made")
    return promise


@transaction.atomic
def change_promise(*, promise, said, seen=None, by):
    """Put right what is recorded, as far as this person may: `said` holds the new values by name."""
    promise = _locked(promise)
    require(by, "liaison.keep_promise", promise)
    _refuse_settled(promise)
    stored = promise_as_stored(promise)
    refuse_if_changed(seen, {name: stored[name] for name in said}, record=promise, parts=["promise"])
    changed = {name for name, value in said.items() if value != stored[name]}
    if forbidden := changed - changeable_by(promise, by):
        raise Refused(_("This can no longer be changed"), field=min(forbidden))
    if "due_on" in changed:
        _check_moved(promise, said["due_on"], by)
    for name in changed:
        setattr(promise, name, said[name])
    _check_days(promise.made_on, promise.due_on)
    if "answers" in changed:
        _check_answers(promise.answers, promise.promiser)
    if changed:
        promise.save(update_fields=changed)
        _said("changed", promise, _("Promise of %(council)s put right: %(text)s"), by, parts=["promise"])
        if changed != {"answers"}:
            tell_other_side(promise, _side_of(promise, by), "changed")
    return promise


def _check_moved(promise, due_on, by):
    """More time is granted by the other side, less by the side that promised; just after writing it by its author."""
    grants = allows(by, "liaison.receive_promise", promise)
    settles = promise.is_settling and by.holds(KEEPERS, promise.recorder)
    if due_on > promise.due_on and not (grants or settles):
        words = _("A later day is for %(council)s to grant. Ask them to change it here")
        raise Refused(words % {"council": promise.receiver.full_name}, field="due_on")
    if due_on < promise.due_on and not (settles or allows(by, "liaison.answer_promise", promise)):
        raise Refused(_("Your council can grant a later day, but no earlier day"), field="due_on")


def _side_of(promise, person):
    """For which side somebody acts; whoever acts for both acts for the side that promises."""
    return promise.side if person.holds(KEEPERS, promise.promiser) else PromiseSide(promise.side).other


def _refuse_settled(promise):
    if not promise.counts:
        raise Refused(_("This promise no longer counts: %(state)s") % {"state": promise.state_label})
    if promise.outcome:
        raise Refused(_("It is said already what became of it"))


@transaction.atomic
def report_promise(*, promise, outcome, day=None, words="", by):
    """What became of it, as one side says. "Kept" stands, unless the other side contests it in time.

    Raises Refused when it is kept already, or when the other side calls it not kept before its day is over.
    """
    promise = _locked(promise)
    require(by, "liaison.keep_promise", promise)
    side, today = _side_of(promise, by), timezone.localdate()
    if not promise.counts:
        _refuse_settled(promise)
    if promise.outcome == Outcome.KEPT and not promise.contested_at:
        raise Refused(_("It is recorded as kept already"))
    if outcome == Outcome.NOT_KEPT:
        _check_not_kept(promise, side, words)
        day = today
    _check_day(promise, day, today)
    promise.outcome, promise.outcome_side, promise.outcome_on, promise.outcome_words = outcome, side, day, words
    promise.outcome_at, promise.outcome_by = timezone.now(), by
    promise.contested_at, promise.contested_by, promise.contest_words = None, None, ""
    promise.save()
    sentence = _("Promise of %(council)s kept: %(text)s")
    if outcome == Outcome.NOT_KEPT:
        sentence = _("Promise of %(council)s not kept: %(text)s")
    _said(str(outcome), promise, sentence, by)
    tell_other_side(promise, side, str(outcome), words)
    return promise


def _check_not_kept(promise, side, words):
    if promise.state == "not_kept":
        raise Refused(_("It is recorded as not kept already"), field="outcome")
    if not words:
        raise Refused(_("Say why it was not kept"), field="words")
    if side != promise.side and promise.due_on >= timezone.localdate():
        raise Refused(_("Its day is not over yet: until %(day)s it may be kept") % {"day": date(promise.due_on)})


def _check_day(promise, day, today):
    if day is None or day > today:
        raise Refused(_("Enter the day on which it was done, today at the latest"), field="day")
    if day < promise.made_on:
        raise Refused(_("It was promised later, on %(day)s") % {"day": date(promise.made_on)}, field="day")


@transaction.atomic
def contest_promise(*, promise, words, by):
    """The other side says that it was not kept, within a fortnight after it was reported as kept."""
    promise = _locked(promise)
    require(by, "liaison.receive_promise", promise)
    if not promise.may_be_contested:
        raise Refused(_("There is nothing to contest, or the fortnight for it is over"))
    promise.contested_at, promise.contested_by, promise.contest_words = timezone.now(), by, words
    promise.save(update_fields=["contested_at", "contested_by", "contest_words"])
    _said("contested", promise, _("Promise of %(council)s not kept, says the other side: %(text)s"), by)
    tell_other_side(promise, PromiseSide(promise.side).other, "contested", words)
    return promise


@transaction.atomic
def deny_promise(*, promise, words, by):
    """“We did not promise this”: of what the other side recorded. It is shown so, and counts nowhere."""
    promise = _locked(promise)
    require(by, "liaison.answer_promise", promise)
    if not promise.counts:
        _refuse_settled(promise)
    if not promise.recorded_by_other:
        raise Refused(_("Your own side has recorded this promise"))
    if promise.outcome_side == promise.side:
        raise Refused(_("Your side has said what became of it"))
    promise.denied_at, promise.denied_by, promise.denial = timezone.now(), by, words
    promise.save(update_fields=["denied_at", "denied_by", "denial"])
    _said("denied", promise, _("%(council)s says that it did not promise this: %(text)s"), by)
    tell_other_side(promise, promise.side, "denied", words)
    return promise


def may_withdraw(promise, person):
    """Those to whom it was promised while it is open; within a week, those who have written it."""
    if not promise.is_open:
        return False
    author = promise.is_settling and person.holds(KEEPERS, promise.recorder)
    return author or allows(person, "liaison.receive_promise", promise)


@transaction.atomic
def withdraw_promise(*, promise, words, by):
    """It is no longer expected, or should never have been written: it stays to be read and counts nowhere."""
    promise = _locked(promise)
    require(by, "liaison.keep_promise", promise)
    _refuse_settled(promise)
    if not may_withdraw(promise, by):
        words = _("Only %(council)s can let you off this promise now")
        raise Refused(words % {"council": promise.receiver.full_name})
    promise.withdrawn_at, promise.withdrawn_by, promise.withdrawal = timezone.now(), by, words
    promise.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal"])
    _said("withdrawn", promise, _("Promise of %(council)s withdrawn: %(text)s"), by)
    side = promise.recorded_side if by.holds(KEEPERS, promise.recorder) else _side_of(promise, by)
    tell_other_side(promise, side, "withdrawn", words)
    return promise


@transaction.atomic
def pass_on_promises(*, leaver, successor_of, by):
    """Open promises for which the leaver answers are the successors'; returns how many."""
    mine = Promise.objects.open().filter(answers=leaver).select_related("principal", "council")
    rows = [row for row in mine.select_for_update(of=("self",)) if successor_of(row.council_id)]
    for promise in rows:
        require(by, "liaison.keep_promise", promise)
        promise.answers = successor_of(promise.council_id)
    Promise.objects.bulk_update(rows, ["answers"])
    forget_kept(*{promise.council for promise in rows}, *{promise.principal for promise in rows})
    return len(rows)
