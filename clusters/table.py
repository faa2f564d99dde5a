"""Who pays what as a document for a council meeting."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from clusters.sharing import Basis, Kind
from core.documents.looks import DocumentLook
from core.formatting import money, number, percent
from councils.looks import document_look


@dataclass(frozen=True)
class ScheduleDocument:
    """One year: costs, money from outside, and the share of every council with its rounding."""

    title: str
    subject: str
    author: str
    reference: str
    issued_at: datetime
    name: str
    year: str
    costs: tuple  # (what for, amount)
    outside: tuple  # (who, kind, amount, needed)
    basis: str
    shares: tuple  # (council, part, exact, share, given, to pay)
    facts: tuple
    look: DocumentLook | None = None
    demonstration: bool = False


def basis_words(weights):
    """ "Electorate 70, Equal shares 30"; one alone stands without its number."""
    named = [(str(Basis(basis).label), part) for basis, part in weights.items()]
    if len(named) == 1:
        return named[0][0]
    return ", ".join(f"{label} {number(part)}" for label, part in named)


def exact_money(share):
    """Before rounding, to a hundredth of a penny: £79.6567."""
    return f"£{number(float(share.exact) / 100, 4)}"


def schedule_paper(schedule, found, *, at):
    """The document of a schedule that was read whole and worked out."""
    return ScheduleDocument(
        title=_("Who pays what"),
        subject=_("Who pays what: %(title)s, %(year)s") % {"title": schedule.title, "year": schedule.year_words},
        author=schedule.lead.full_name,
        reference=schedule.reference,
        issued_at=at,
        name=schedule.title,
        year=str(schedule.year_words),
        costs=tuple(
            (name, money(pence), _("once") if once else _("each year")) for name, pence, once in schedule.costs
        ),
        outside=tuple(
            (line.given.payer, str(Kind(line.given.kind).label), money(line.given.pence), money(line.used))
            for line in found.outside
        ),
        basis=basis_words(schedule.weights),
        shares=tuple(_share(share) for share in found.shares),
        facts=(
            (_("Costs in all"), money(found.cost)),
            (_("Paid from elsewhere"), money(found.from_outside)),
            (_("Shared by the councils"), money(found.shared)),
            (_("By"), basis_words(schedule.weights) or "–"),
        ),
        look=document_look(schedule.lead),
        demonstration=settings.DEMO,
    )


def _share(share):
    part = percent(float(share.weight), 2) if share.member.pays else _("takes no part")
    amounts = (money(share.pence), money(share.gives), money(share.to_pay))
    return share.member.name, part, exact_money(share), *amounts
