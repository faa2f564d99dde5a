"""The progress report of a charter as a document: what was promised, how it stands, and how that changed."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from charters import charts
from charters.commitments import tracked
from charters.life import life_of
from charters.models import Standing
from core.documents.looks import DocumentLook
from core.formatting import date, list_and
from councils.looks import document_look


@dataclass(frozen=True)
class ReportLine:
    """One promise; `standing` in words with its sign."""

    text: str
    measure: str
    standing: str
    late: bool
    report: str
    source: str


@dataclass(frozen=True)
class ReportSide:
    """The promises of one side."""

    heading: str
    lines: tuple[ReportLine, ...]


@dataclass(frozen=True)
class ProgressReportDocument:
    """All promises of a version in force at one moment."""

    title: str
    subject: str
    author: str
    reference: str
    issued_at: datetime
    facts: tuple
    sides: tuple[ReportSide, ...]
    columns: tuple
    rows: tuple
    look: DocumentLook | None = None
    demonstration: bool = False


def progress_report(version, *, at):
    """From rows to the document."""
    agreement, items = version.agreement, tracked(version)
    drawn = charts.columns(items, version.in_force_on, timezone.localdate(at))
    words = {each.value: str(each.label) for each in Standing}
    order = ("done", "green", "amber", "red", "")
    return ProgressReportDocument(
        title=agreement.title,
        subject=_("Progress report"),
        author=agreement.convener.full_name,
        reference=agreement.reference,
        issued_at=at,
        facts=_facts(version, items),
        sides=tuple(_sides(items)),
        columns=(_("At the end of"), *(words.get(each, _("Nothing reported yet")) for each in order)),
        rows=tuple((date(column.on), *(column.counts[each] for each in order)) for column in drawn),
        look=document_look(agreement.convener),
        demonstration=settings.DEMO,
    )


def _facts(version, items):
    life = life_of(version)
    stood = [(str(each.label), sum(item.standing == each for item in items)) for each in reversed(Standing)]
    told = [f"{label}: {count}" for label, count in stood if count]
    facts = [
        (_("Version"), str(version.number)),
        (_("In force since"), date(version.in_force_on)),
        (_("Councils in it"), str(version.signatures.staying().count())),
        (_("Promises"), str(len(items))),
        (_("How they stand"), list_and(told) or _("Nothing reported yet")),
    ]
    facts += [(_("To be reviewed"), date(life.review_on))] if life.review_on else []
    return tuple(facts + ([(_("This term ends"), date(life.ends_on))] if life.ends_on else []))


def _sides(items):
    headings = {
        "both": _("Both sides together"),
        "principal": _("Principal councils"),
        "local": _("Local councils"),
    }
    for side, heading in headings.items():
        mine = [item for item in items if item.commitment.owner_side == side]
        if mine:
            yield ReportSide(heading, tuple(_line(item) for item in mine))


def _line(item):
    commitment, newest = item.commitment, item.newest
    kind = "" if commitment.kind == "commitment" else f"{commitment.get_kind_display()}: "
    facts = [commitment.measure, _("Target: %(target)s") % {"target": commitment.target} if commitment.target else ""]
    facts.append(_("By %(day)s") % {"day": date(commitment.due_on)} if commitment.due_on else "")
    said = (
        " ".join(part for part in (f"{newest.figure}." if newest.figure else "", newest.text) if part) if newest else ""
    )
    return ReportLine(
        text=kind + commitment.text,
        measure=". ".join(fact for fact in facts if fact),
        standing=f"{item.symbol} {item.label or _('Nothing reported yet')}",
        late=item.is_late,
        report=said,
        source=f"{newest.council.full_name}, {date(newest.stood_on)}" if newest else "",
    )
