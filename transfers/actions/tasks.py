"""What a transfer asks is answered, in one go or in several, and sent back with the reason by the other side."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from transfers.actions.transfers import locked, tell
from transfers.models import TransferTask
from transfers.stages import place

State = TransferTask.State


def answer_of(task):
    """What the form about it shows."""
    return {**{name: getattr(task, name) for name in task.parts}, "exempt": task.exempt}


@transaction.atomic
def answer_task(*, task, facts, complete, seen=None, by):
    """Keep what is known so far; `complete` only with everything that is needed."""
    transfer = locked(task.transfer)
    task = _row(task, transfer)
    require(by, "transfers.answer_task", task)
    refuse_if_changed(seen, answer_of(task), record=transfer, parts=[part_of(task)])
    if task.lies_behind(transfer.stage):
        raise Refused(_("The transfer has gone on since. The other side can send this back to you"))
    for name, part in task.parts.items():
        value = facts.get(name)
        if complete and part.needed and value in (None, ""):
            raise Refused(_("Enter this before the answer is complete"), field=name)
        setattr(task, name, value)
    task.exempt = facts.get("exempt") or ""
    task.state = State.DONE if complete else State.SAVED
    task.answered_at, task.answered_by = timezone.now(), by
    if complete:
        task.comment, task.commented_at, task.commented_by = "", None, None
    task.save()
    words = _("“%(title)s”: “%(task)s” answered") if complete else _("“%(title)s”: “%(task)s” begun")
    tell(transfer, "transfers.answered" if complete else "transfers.noted", words, by=by, task=task.title,
         parts=[part_of(task)])  # fmt: skip
    return task


@transaction.atomic
def send_back(*, task, comment, by):
    """The other side says at the question itself what is missing; the transfer goes back to the stage that asks it."""
    transfer = locked(task.transfer)
    task = _row(task, transfer)
    require(by, "transfers.send_back", task)
    if task.state != State.DONE:
        raise Refused(_("It is not complete yet"))
    if not transfer.takes_back(task):
        raise Refused(_("It is live: what was agreed is not sent back any more"))
    task.state, task.comment = State.SENT_BACK, comment
    task.commented_at, task.commented_by = timezone.now(), by
    task.save()
    if place(task.stage) < place(transfer.stage):
        transfer.stage, transfer.stage_since = task.stage, timezone.localdate()
        transfer.save(update_fields=["stage", "stage_since"])
    words = _("“%(title)s”: “%(task)s” sent back")
    tell(transfer, "transfers.sent_back", words, by=by, task=task.title, parts=[part_of(task)])
    return task


def part_of(task):
    """Under which name the trail knows an answer."""
    return f"task-{task.code}"


def _row(task, transfer):
    task = TransferTask.objects.select_for_update(of=("self",)).select_related("requirement").get(pk=task.pk)
    task.transfer = transfer
    return task
