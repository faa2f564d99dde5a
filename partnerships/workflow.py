"""The life of an entry: proposed, live, being wound up, closed."""

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
    "exit_liabilities": gettext_lazy("who bears what is still owed"),
    "legacy_owner": gettext_lazy("who looks after what stays"),
    "final_evaluation": gettext_lazy("the final evaluation"),
}


def missing_to_go_live(partnership):
    """What is still to be entered, in words."""
    found = {
        "lead": (partnership.has_owner, _("a lead officer of today")),
        "starts_on": (partnership.starts_on, _("the first day")),
        "next_review_on": (partnership.next_review_on, _("the next review")),
        "end_point": (partnership.end_point.strip(), _("the end point")),
        "exit_plan": (partnership.exit_plan.strip(), _("the exit plan")),
        "parties": (partnership.parties.count() > 1, _("a second party")),
    }
    return [words for there, words in found.values() if not there]


def is_answered_for(partnership):
    """Nothing goes live without an owner, a review, an end point and an exit plan."""
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
