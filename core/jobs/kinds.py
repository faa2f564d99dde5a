"""Kinds of long work: apps name them here, so that core can run and show what it knows nothing about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import BigIntegerField, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.db.models.lookups import In

from core.exceptions import Refused
from core.policies import allows


@dataclass(frozen=True)
class Made:
    """A file that came of the work: `content` is the path of a file on disk, or short bytes."""

    filename: str
    content: Path | bytes
    content_type: str = "application/octet-stream"
    name: str = "result"


@dataclass(frozen=True)
class Outcome:
    """What the work returns: a sentence, the lines of the report as (group, text), files, facts for what follows."""

    summary: str
    lines: Iterable = ()
    files: tuple[Made, ...] = ()
    facts: dict = field(default_factory=dict)


class WorkRefused(Refused):
    """The work cannot be done, for a reason its starter can put right; `lines` are shown with it."""

    def __init__(self, message, *, lines=()):
        super().__init__(message)
        self.lines = tuple(lines)


@dataclass(frozen=True)
class JobKind:
    """One kind of work.

    `policy` is asked about `subject(job)` when the work is started, opened, cancelled, fetched and once more before
    it begins. With `atomic` the whole work and its end are one transaction: it happened or it did not. `groups` names
    the groups of report lines; `links(job)` yields (words, address) of where to go when it is done. Work that is for no
    council but has a subject says by `reach(person)` which of a person's jobs are still theirs to know about, as a `Q`.
    """

    name: str
    label: str
    work: Callable
    policy: str
    subject: Callable
    atomic: bool
    groups: Mapping
    links: Callable
    reach: Callable | None = None

    def reached_by(self, person):
        """Which of their own jobs of this kind, for no council, a person may still know about, as a `Q`."""
        if self.reach:
            return self.reach(person)
        is_open = self.subject is _no_subject and allows(person, self.policy, None)
        return Q() if is_open else Q(pk__in=[])


KINDS: dict[str, JobKind] = {}


def about(name, records):
    """For `reach`: the jobs whose parameter of this name is the id of one of these records."""
    number = Cast(KeyTextTransform(name, "params"), BigIntegerField())
    return Q(In(number, records.order_by().values("pk")))


def _no_subject(job):
    return None


def _no_links(job):
    return ()


def job_kind(name, *, label, policy, subject=_no_subject, atomic=False, groups=None, links=_no_links,
             reach=None):  # fmt: skip
    """Register `work(run) -> Outcome`, called in the worker with a `core.jobs.running.Run`."""

    def register(work):
        if name in KINDS:
            raise ValueError(f"the kind of work {name} is declared twice")
        KINDS[name] = JobKind(name, label, work, policy, subject, atomic, groups or {}, links, reach)
        return work

    return register
