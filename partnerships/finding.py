"""How partnerships are found: by words, by reference, from a line of the trail."""

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from core import search
from core.search import Found, Hit, fit
from partnerships.models import Assessment, Partnership


def partnerships(person, wanted, most):
    """Entries whose title or partners have all the words; a second look for the same words finds no more."""
    if wanted.near and list(wanted.spelt) == wanted.words:
        return
    text = " ".join(wanted.spelt) if wanted.spelt else wanted.text
    found = Partnership.objects.visible_to(person).with_words(text).annotate(total=Window(Count("*")))
    rows = list(found.select_related("convener").by_title()[: max(most, 1)])
    hits = [
        Hit(
            title=row.title,
            url=row.get_absolute_url(),
            note=f"{row.get_status_display()}, {row.convener.label}",
            score=search.NEAR if wanted.near else fit(wanted, row.title) or search.TEXT,
            key=row.pk,
        )
        for row in rows[:most]
    ]
    total = rows[0].total if rows else 0
    yield Found("partnerships", _("Partnership"), total, hits, many=_("Partnerships"))


def by_reference(person, reference):
    """The page of the entry with this reference, for those who may see it."""
    for entry in Partnership.objects.visible_to(person).filter(reference=reference):
        yield entry.get_absolute_url()


def addresses(person, wanted):
    """Pages behind events that are about entries or assessments."""
    for label, model, name in (
        ("partnerships.partnership", Partnership, "partnerships:detail"),
        ("partnerships.assessment", Assessment, "partnerships:assessment"),
    ):
        if wanted.get(label):
            seen = model.objects.visible_to(person).filter(pk__in=wanted[label])
            for pk, reference in seen.values_list("pk", "reference"):
                yield label, pk, reverse(name, args=[reference])
