"""The register of one council as a document for a committee: what is late and what could go wrong comes first."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.documents.looks import DocumentLook
from core.formatting import money, number
from councils.looks import document_look
from councils.proportion import Tier
from partnerships.models import Level, ListedRisk, Partnership
from partnerships.risks import HeatMap, heat_map

MOST_RISKS = 10


@dataclass(frozen=True)
class PaperRisk:
    """One of the worst risks."""

    title: str
    partnership: str
    rating: str
    owner: str
    mitigation: str
    review_on: date
    is_overdue: bool


@dataclass(frozen=True)
class PaperEntry:
    """One partnership in a line of the register."""

    title: str
    parties: str
    status: str
    tier: str
    owner: str  # empty: nobody answers for it today
    review_on: date | None
    is_overdue: bool
    worth: str
    risks: str


@dataclass(frozen=True)
class RegisterDocument:
    """The whole register of a council on one day."""

    title: str
    subject: str
    author: str
    reference: str
    issued_at: datetime
    facts: tuple
    risks: tuple[PaperRisk, ...]
    map: HeatMap
    entries: tuple[PaperEntry, ...]
    look: DocumentLook | None = None
    demonstration: bool = False


def register_paper(council, *, at):
    """Every partnership that the council keeps or takes part in and that is not closed: late ones first."""
    today = timezone.localdate(at)
    found = Partnership.objects.of_councils([council.pk]).unfinished().whole().by_title()
    risks = list(ListedRisk.objects.of_councils([council.pk]).standing().whole().worst_first())
    by_entry = {}
    for risk in risks:
        by_entry.setdefault(risk.partnership_id, []).append(risk)
    entries = [(entry, by_entry.get(entry.pk, [])) for entry in found]
    entries.sort(key=lambda pair: (not _is_late(*pair, today), pair[0].is_owned))
    drawn = heat_map([(risk.likelihood, risk.impact) for risk in risks])
    return RegisterDocument(
        title=_("Register of partnerships"),
        subject=_("Register of partnerships of %(council)s") % {"council": council.full_name},
        author=council.full_name,
        reference=_("Register of partnerships, %(council)s") % {"council": council.full_name},
        issued_at=at,
        facts=_facts(entries, risks, today),
        risks=tuple(_risk(risk, today) for risk in risks[:MOST_RISKS]),
        map=drawn,
        entries=tuple(_entry(entry, listed, today) for entry, listed in entries),
        look=document_look(council),
        demonstration=settings.DEMO,
    )


def _is_late(entry, risks, today):
    return entry.is_overdue(today) or any(risk.is_overdue(today) for risk in risks)


def _facts(entries, risks, today):
    known = [entry.value_pence for entry, _risks in entries if entry.value_pence is not None]
    worth = _("%(money)s, known of %(some)s of %(all)s") % {
        "money": money(sum(known)), "some": number(len(known)), "all": number(len(entries)),
    }  # fmt: skip
    return (
        (_("Partnerships"), number(len(entries))),
        (_("Review or end overdue"), number(sum(entry.is_overdue(today) for entry, _risks in entries))),
        (_("Without owner"), number(sum(not entry.is_owned for entry, _risks in entries))),
        (_("Worth"), worth if known else _("Not known")),
        (_("Open risks"), _("%(all)s, of them %(high)s high") % {
            "all": number(len(risks)), "high": number(sum(risk.level == Level.HIGH for risk in risks)),
        }),
        (_("Risks not looked at in time"), number(sum(risk.is_overdue(today) for risk in risks))),
    )  # fmt: skip


def _person(membership):
    return f"{membership.user.name or membership.user.email}, {membership.get_role_display()}"


def _rating(risk):
    return _("%(score)s, %(level)s") % {"score": risk.score, "level": risk.level.label}


def _risk(risk, today):
    return PaperRisk(
        title=risk.title,
        partnership=risk.partnership.title,
        rating=_rating(risk),
        owner=risk.owner_role or _person(risk.owner),
        mitigation=risk.mitigation,
        review_on=risk.next_review_on,
        is_overdue=risk.is_overdue(today),
    )


def _entry(entry, risks, today):
    worst = _("%(many)s, the highest %(rating)s") % {"many": len(risks), "rating": _rating(risks[0])} if risks else ""
    return PaperEntry(
        title=entry.title,
        parties="; ".join(party.label for party in entry.parties.all()),
        status=str(entry.get_status_display()),
        tier=str(Tier(entry.tier).label),
        owner=_person(entry.lead) if entry.is_owned else "",
        review_on=entry.next_review_on,
        is_overdue=entry.is_overdue(today),
        worth=money(entry.value_pence) if entry.value_pence is not None else _("Not known"),
        risks=worst,
    )
