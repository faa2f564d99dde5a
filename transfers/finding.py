"""How assets and services are found: by words, by reference, from a line of the trail."""

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from core import search
from core.search import Found, Hit, fit
from transfers.known import devolutions, registers
from transfers.models import Asset, DevolutionOffer


def assets(person, wanted, most):
    """Those on a register that have all the words; a second look for the same words finds no more."""
    if not registers() or (wanted.near and list(wanted.spelt) == wanted.words):
        return
    text = " ".join(wanted.spelt) if wanted.spelt else wanted.text
    found = Asset.objects.visible_to(person).listed().with_words(text).annotate(total=Window(Count("*")))
    rows = list(found.whole().offered_first()[: max(most, 1)])
    hits = [
        Hit(
            title=row.name,
            url=row.get_absolute_url(),
            note=", ".join(filter(None, (_("Open for transfer") if row.is_offered else "", row.town,
                                         row.principal.full_name))),
            score=search.NEAR if wanted.near else fit(wanted, row.name) or search.TEXT,
            key=row.pk,
        )
        for row in rows[:most]
    ]  # fmt: skip
    total = rows[0].total if rows else 0
    yield Found("assets", _("Asset or service"), total, hits, many=_("Assets and services"))


def offers(person, wanted, most):
    """Services that are offered to every local council of an area: few, so they are looked through in memory."""
    hits = [
        Hit(title=title, url=reverse("transfers:devolution", args=[reference]), note=principal, score=score)
        for reference, title, moves, principal in devolutions()
        if (score := fit(wanted, title, f"{moves} {principal}"))
    ]
    hits.sort(key=lambda hit: -hit.score)
    yield Found("devolution", _("Devolution offer"), len(hits), hits[:most], many=_("Devolution offers"))


def by_reference(person, reference):
    """The page of the row or the offer with this reference."""
    for asset in Asset.objects.visible_to(person).filter(reference=reference):
        yield asset.get_absolute_url()
    for offer in DevolutionOffer.objects.visible_to(person).filter(reference=reference):
        yield offer.get_absolute_url()


def addresses(person, wanted):
    """Pages behind events that are about assets."""
    if wanted.get("transfers.asset"):
        seen = Asset.objects.visible_to(person).filter(pk__in=wanted["transfers.asset"])
        for pk, reference in seen.values_list("pk", "reference"):
            yield "transfers.asset", pk, reverse("transfers:asset", args=[reference])
    if wanted.get("transfers.devolutionoffer"):
        seen = DevolutionOffer.objects.visible_to(person).filter(pk__in=wanted["transfers.devolutionoffer"])
        for pk, reference in seen.values_list("pk", "reference"):
            yield "transfers.devolutionoffer", pk, reverse("transfers:devolution", args=[reference])
