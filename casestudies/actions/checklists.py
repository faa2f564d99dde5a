"""A council's own checklist runs: begun, answered bit by bit, finished."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.actions.printouts import ask_for_result
from casestudies.models import Chapter, ChecklistRun, ItemAnswer
from core.audit import record
from core.exceptions import Refused
from core.formatting import list_and
from core.locking import refuse_if_changed
from core.policies import require

ANSWER = ("standing", "note", "evidence")


@transaction.atomic
def start_run(*, council, chapter, by):
    """Begin the checklist of a chapter for a council; one that is under way is taken up again."""
    require(by, "casestudies.run_checklist", council)
    chapter = Chapter.objects.get(pk=chapter.pk)
    open_run = ChecklistRun.objects.of_council(council).under_way().filter(chapter=chapter).first()
    if open_run:
        return open_run
    try:
        with transaction.atomic():
            run = ChecklistRun.objects.create(council=council, chapter=chapter, started_by=by)
    except IntegrityError:  # somebody of the same council pressed the button at the same moment
        return ChecklistRun.objects.of_council(council).under_way().get(chapter=chapter)
    _tell(run, "casestudies.run_started", _("Checklist “%(chapter)s” started"), by=by)
    return run


def answers_of(run):
    """What the form of a run shows: standing, note and evidence of each item."""
    given = {answer.item_id: answer for answer in run.answers.all()}
    shown = {}
    for item in run.chapter.items.all():
        for name in ANSWER:
            shown[f"item{item.number}-{name}"] = getattr(given.get(item.pk), name, "")
    return shown


@transaction.atomic
def save_answers(*, run, answers, seen=None, by):
    """Keep what was answered so far. `answers` maps an item to its standing, note and evidence; no standing clears it.

    `seen` is what the form was filled with: refused if somebody of the council saved something else meanwhile.
    """
    run = _locked(run)
    require(by, "casestudies.answer_run", run)
    if run.is_finished:
        raise Refused(_("This checklist is finished. Start it again to answer anew."))
    refuse_if_changed(seen, answers_of(run), record=run, parts=["answers"])
    for item, answer in answers.items():
        if not answer["standing"]:
            run.answers.filter(item=item).delete()
            continue
        run.answers.update_or_create(item=item, defaults={**answer, "asked": item.text})
    _tell(run, "casestudies.run_saved", _("Answers to the checklist “%(chapter)s” saved"), by=by)
    return run


@transaction.atomic
def finish_run(*, run, answers, seen=None, by):
    """Save and end the run with today's date; every item needs an answer. The result is printed by the worker."""
    run = save_answers(run=run, answers=answers, seen=seen, by=by)
    answered = set(run.answers.values_list("item_id", flat=True))
    missing = [item.number for item in run.chapter.items.all() if item.pk not in answered]
    if missing:
        numbers = list_and(missing)
        words = _("Answer every item before you finish. Still open: %(numbers)s") % {"numbers": numbers}
        raise Refused(words, field=f"item{missing[0]}-standing")
    run.finished_at, run.finished_by = timezone.now(), by
    run.save(update_fields=["finished_at", "finished_by"])
    _tell(run, "casestudies.run_finished", _("Checklist “%(chapter)s” finished"), by=by)
    ask_for_result(run=run, by=by)
    return run


@transaction.atomic
def discard_run(*, run, by):
    """Throw away a run that is under way; finished ones stay, they are the council's history."""
    run = _locked(run)
    require(by, "casestudies.answer_run", run)
    if run.is_finished:
        raise Refused(_("A finished checklist is kept"))
    _tell(run, "casestudies.run_discarded", _("Checklist “%(chapter)s” discarded before it was finished"), by=by)
    ItemAnswer.objects.filter(run=run).delete()
    run.delete()


def _locked(run):
    found = ChecklistRun.objects.select_for_update(of=("self",)).filter(pk=run.pk).first()
    if found is None:
        raise Refused(_("This checklist was discarded"))
    return found


def _tell(run, verb, sentence, *, by):
    """Restricted: what a council finds out about itself is its own business, not its principal's."""
    words = sentence % {"chapter": run.chapter.title}
    record(verb, run, words, by=by, acting_for=run.council, restricted=True, parts=["answers"])
