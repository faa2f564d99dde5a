"""What must always be true of the register, and no constraint of one row can hold."""

from datetime import date
from itertools import pairwise

from django.db.models import Count, F, OuterRef, Q, Subquery

from core.registry import INVARIANT, Finding, provides
from partnerships.models import LeadSpell, ListedRisk, Partnership, PartyMoney, RiskRating


@provides(INVARIANT)
def parties():
    """The convener is a party of its own entry, and what is live has two sides."""
    entries = Partnership.objects.annotate(
        many=Count("parties"), own=Count("parties", Q(parties__council=F("convener")))
    )
    for entry in entries.exclude(own=1):
        yield Finding("partnership.convener", str(entry), "does not name its convener as a party")
    for entry in entries.filter(status="live", many__lt=2):
        yield Finding("partnership.alone", str(entry), "is live with one party only")


@provides(INVARIANT)
def terms():
    """Each renewal goes on where the term before ended, and the last day is that of the last one."""
    for entry in Partnership.objects.filter(renewals__isnull=False).distinct().prefetch_related("renewals"):
        pairs = pairwise([renewal.ended_on for renewal in entry.renewals.all()] + [entry.ends_on or date.min])
        if any(later <= earlier for earlier, later in pairs):
            yield Finding("partnership.terms", str(entry), "has terms that do not follow each other")


@provides(INVARIANT)
def leads():
    """The lead officer of an entry is the one of the spell that has no end."""
    open_spells = LeadSpell.objects.filter(ends_on=None).select_related("partnership")
    for spell in open_spells.exclude(membership=F("partnership__lead")):
        yield Finding("partnership.lead", str(spell.partnership), "has another lead officer than its list of them says")


@provides(INVARIANT)
def ratings():
    """A risk is rated as in the newest row of its ratings."""
    newest = RiskRating.objects.filter(risk=OuterRef("pk")).order_by("-rated_at", "-pk")
    risks = ListedRisk.objects.select_related("partnership").annotate(
        likely=Subquery(newest.values("likelihood")[:1]), bad=Subquery(newest.values("impact")[:1])
    )
    for risk in risks.exclude(likely=F("likelihood"), bad=F("impact")):
        yield Finding("partnership.rating", str(risk), "is rated otherwise than its newest rating says")


@provides(INVARIANT)
def payers():
    """Money is put in by a party of the same partnership."""
    for row in PartyMoney.objects.exclude(partnership=F("party__partnership")).select_related("party", "partnership"):
        yield Finding("partnership.payer", str(row.partnership), "lists money of a party of another partnership")
