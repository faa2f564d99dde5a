"""The life of a version: one table. What time and counting can tell (overdue, 24 of 49) is not in it."""

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.models import Kind, SectionComment, VersionStatus
from charters.outlines import outline_of
from core.exceptions import Refused
from core.workflow import Step, Workflow

S = VersionStatus


def is_ready_to_send(version):
    """Title, summary and every required section are written, and comments on versions before are decided."""
    written = {s.key for s in version.sections.all() if s.body.strip()}
    missing = [str(o.heading) for o in outline_of(version.agreement) if o.required and o.key not in written]
    if not version.summary.strip():
        missing.insert(0, _("Summary"))
    if missing:
        raise Refused(_("Write these parts before sending: %(parts)s") % {"parts": ", ".join(missing)})
    if version.agreement.kind == Kind.DEAL and not version.commitments.exclude(kind="commitment").exists():
        raise Refused(_("Write down at least one ask or offer before sending: a deal is made of them"))
    if waiting := SectionComment.objects.about(version.agreement).undecided().count():
        words = ngettext(
            "Decide about %(count)s comment first: councils are told your decisions with the new version",
            "Decide about %(count)s comments first: councils are told your decisions with the new version",
            waiting,
        )
        raise Refused(words % {"count": waiting})


def may_be_closed(version):
    """The last reply-by date has come, or nobody is left to answer; and somebody signed, unless it goes one way."""
    if version.responses.unanswered().of_living().with_day().filter(day__gt=timezone.localdate()).exists():
        raise Refused(_("Councils were given until the reply-by date, and some have not answered yet"))
    if until := version.signed_for.waiting().aggregate(until=Max("page__object_until"))["until"]:
        words = _("Councils for which an association signed may object until %(day)s. Close the round after that day.")
        raise Refused(words % {"day": date_format(until, "j F Y")})
    somebody_signed(version)


def somebody_signed(version):
    """At least one other council has signed, and has not taken that back; nobody does where it goes one way."""
    if not version.agreement.one_way and not version.signatures.filter(is_countersignature=False).exists():
        raise Refused(_("No council has signed yet, so there is nothing to countersign"))


VERSION = Workflow(
    [
        Step(S.DRAFT, S.OUT, "send", "charters.send", is_ready_to_send),
        Step(S.OUT, S.CLOSED, "close", "charters.send", may_be_closed),
        Step(S.CLOSED, S.OUT, "reopen", "charters.send"),
        Step(S.CLOSED, S.IN_FORCE, "countersign", "charters.countersign", somebody_signed),
        Step(S.IN_FORCE, S.SUPERSEDED, "supersede", "charters.countersign"),
        Step(S.IN_FORCE, S.ENDED, "end", "charters.keep"),
        Step(S.OUT, S.WITHDRAWN, "withdraw", "charters.send"),
        Step(S.CLOSED, S.WITHDRAWN, "withdraw", "charters.send"),
        Step(S.DRAFT, S.WITHDRAWN, "withdraw", "charters.send"),
    ]
)
