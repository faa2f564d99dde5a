"""A workflow is a table of steps with one door, `move()`; the table also draws buttons, docs and tests."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.policies import allows, require


@dataclass(frozen=True)
class Step:
    """From one status to another by a verb; `guard(record)` reads facts and raises Refused."""

    source: str
    to: str
    verb: str
    policy: str
    guard: Callable | None = None


class Workflow:
    """The steps of one status field of one model."""

    def __init__(self, steps, *, field="status"):
        self.steps = tuple(steps)
        self.field = field

    def step(self, record, verb):
        """The step `verb` from the record's present status, or Refused."""
        status = getattr(record, self.field)
        for step in self.steps:
            if step.verb == verb and step.source == status:
                return step
        raise Refused(_("This is no longer possible: someone has changed the status. Reload the page."))

    def open_to(self, person, record):
        """Verbs the person may use on the record now, guards not asked."""
        status = getattr(record, self.field)
        return [s.verb for s in self.steps if s.source == status and allows(person, s.policy, record)]

    @transaction.atomic
    def move(self, record, verb, *, by, **facts):
        """Take the step: lock the row, ask policy and guard, store the status with the facts that come with it."""
        locked = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
        setattr(record, self.field, getattr(locked, self.field))
        step = self.step(locked, verb)
        require(by, step.policy, record)
        if step.guard:
            step.guard(locked)
        facts[self.field] = step.to
        for name, value in facts.items():
            setattr(locked, name, value)
            setattr(record, name, value)
        locked.save(update_fields=list(facts))
        return step
