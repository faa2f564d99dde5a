"""The life of an entry: proposed, live, being wound up, closed."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.exceptions import Refused
from core.formatting import list_and
from core.workflow import Step, Workflow
from partnerships.models import Status

S = Status
EXIT_WORDS = {
    "exit_assets": gettext_lazy("what happens to what you own together"),
    "exit_staff": gettext_lazy("what happens to the staff"),
    "exit_liabilities": gettext_lazy("who pays what is still owed"),
    "legacy_owner": gettext_lazy("who looks after what remains"),
    "final_evaluation": gettext_lazy("what it achieved"),
}


LIVE_WORDS = {
    "lead": gettext_lazy("a current lead officer"),
    "starts_on": gettext_lazy("the first day"),
    "next_review_on": gettext_lazy("the next review"),
    "end_point": gettext_lazy("how everybody will know that it is over"),
    "exit_plan": gettext_lazy("what happens when it ends"),
}


def missing_in_live(partnership):
    """Refused, at its field, while something is empty that a live partnership must have."""
    for name, words in LIVE_WORDS.items():
        if not _has(partnership, name):
            raise Refused(_("A live partnership needs %(what)s") % {"what": words}, field=name)


def _has(partnership, name):
    if name == "lead":
        return partnership.has_owner
    value = getattr(partnership, name)
    return bool(value.strip() if isinstance(value, str) else value)


def missing_to_go_live(partnership):
    """What is still to be entered or mended, in words."""
    missing = [str(words) for name, words in LIVE_WORDS.items() if not _has(partnership, name)]
    if partnership.parties.count() < 2:
        missing.append(_("a second party"))
    today = timezone.localdate()
    if partnership.next_review_on and partnership.next_review_on < today:
        missing.append(_("a next review that is not in the past"))
    if partnership.ends_on and partnership.ends_on < today:
        missing.append(_("a last day that is not in the past"))
    return missing


def is_answered_for(partnership):
    """Nothing goes live without an owner, an end point, an exit plan, and a review and an end that lie ahead."""
    missing = missing_to_go_live(partnership)
    if missing:
        raise Refused(_("Before it goes live, enter %(what)s") % {"what": list_and(missing)})


def is_wound_up(partnership):
    """Nothing is closed before every question of the exit is answered."""
    missing = [str(words) for name, words in EXIT_WORDS.items() if not getattr(partnership, name).strip()]
    if missing:
        raise Refused(_("Before it is closed, enter %(what)s") % {"what": list_and(missing)})


PARTNERSHIP = Workflow(
    [
        Step(S.PROPOSED, S.LIVE, "go_live", "partnerships.keep", is_answered_for),
        Step(S.LIVE, S.CLOSING, "wind_up", "partnerships.keep"),
        Step(S.PROPOSED, S.CLOSING, "wind_up", "partnerships.keep"),
        Step(S.CLOSING, S.LIVE, "carry_on", "partnerships.keep", is_answered_for),
        Step(S.CLOSING, S.CLOSED, "close", "partnerships.keep", is_wound_up),
    ]
)
