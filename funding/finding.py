"""How the portal's search finds opportunities, and where events of the trail lead."""

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from core import search
from core.search import Found, Hit, fit
from funding.models import Opportunity
from funding.times import closing_words


def opportunities(person, wanted, most):
    """Opportunities the person may read, those that close soon first; a second look for the same finds no more."""
    if not wanted.words or (wanted.near and list(wanted.spelt) == wanted.words):
        return
    text = " ".join(wanted.spelt or wanted.words)
    visible = Opportunity.objects.visible_to(person).exclude(status="withdrawn")
    found = visible.with_words(text).by_urgency().annotate(total=Window(Count("*")))
    rows = list(found[: max(most, 1)])
    yield Found(
        kind="funding",
        label=_("Funding"),
        many=_("Funding"),
        total=rows[0].total if rows else 0,
        hits=[_hit(wanted, row) for row in rows[:most]],
    )


def _hit(wanted, row):
    score = search.NEAR if wanted.near else fit(wanted, row.title) or search.TEXT
    note = f"{row.state.label}: {row.funder}. {closing_words(row.closes_at)}"
    return Hit(row.title, row.get_absolute_url(), note, score, key=row.pk)


def by_reference(person, reference):
    """Where the opportunity of this reference is read."""
    found = Opportunity.objects.visible_to(person).filter(reference=reference).first()
    if found:
        yield found.get_absolute_url()


def addresses(person, wanted):
    """Pages behind events that are about opportunities."""
    ids = wanted.get("funding.opportunity", ())
    if ids:
        rows = Opportunity.objects.visible_to(person).filter(pk__in=ids).values_list("pk", "reference")
        for pk, reference in rows:
            yield "funding.opportunity", pk, reverse("funding:detail", args=[reference])
