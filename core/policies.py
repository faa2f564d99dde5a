"""Who may do what: pure functions of a person and a record, registered under a name.

A view names its policy and the action asks it again, so pages, tasks and commands are bound alike.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

SYSTEM = None  # `by=SYSTEM`: the portal itself acts (a nightly task, a command at the terminal)


@dataclass(frozen=True)
class Policy:
    """One rule; `public` means that a visitor who is not signed in may pass too."""

    name: str
    rule: Callable
    public: bool
    description: str


POLICIES: dict[str, Policy] = {}


def policy(name, *, public=False):
    """Register `rule(person, record) -> bool` as `app.verb`; its docstring says the rule in plain words."""

    def register(rule):
        if name in POLICIES:
            raise ValueError(f"policy {name} is declared twice")
        POLICIES[name] = Policy(name, rule, public, (rule.__doc__ or "").strip())
        return rule

    return register


def allows(person, name, record=None) -> bool:
    """True if the person may do this to the record; a visitor passes only public policies."""
    found = POLICIES[name]
    if person is SYSTEM:
        return True
    if not found.public and not person.is_authenticated:
        return False
    return bool(found.rule(person, record))


def require(person, name, record=None) -> None:
    """Raise PermissionDenied unless `allows`."""
    if not allows(person, name, record):
        raise PermissionDenied(name)


@policy("core.public", public=True)
def anyone(person, record):
    """Anyone, signed in or not."""
    return True


@policy("core.signed_in")
def signed_in(person, record):
    """Anyone who is signed in."""
    return True


@policy("core.see_job")
def may_see_job(person, job):
    """Whoever may do this kind of work today, of those who started it or belong to its council."""
    return allows(person, job.definition.policy, job.subject)


@policy("core.cancel_job")
def may_cancel_job(person, job):
    """Who started it, an officer of the council it is for, and administrators."""
    is_own = job.started_by_id == person.pk or job.council_id in person.officer_council_ids()
    return (is_own or person.is_staff) and may_see_job(person, job)


@policy("core.see_mail")
def may_see_mail(person, record):
    """Administrators see which e-mails went out and which did not, and what came back."""
    return person.is_staff


@policy("core.send_reminders")
def may_send_reminders(person, record):
    """The portal itself, every working day; administrators may have it done again."""
    return person.is_staff


@policy("core.keep_to_retention")
def may_keep_to_retention(person, record):
    """The portal itself, every night; administrators see what is due and what went."""
    return person.is_staff
