"""What each party puts in and what is saved, one financial year at a time."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.locking import refuse_if_changed
from partnerships.actions.told import open_entry, tell
from partnerships.models import PartyMoney, YearSaving, year_words

KINDS = tuple(PartyMoney.Kind)
SAVINGS = ("planned_pence", "achieved_pence")


def money_of(partnership, year):
    """{field: pence or None} of one year, under the names of the form's fields."""
    known = {(row.party_id, row.kind): row.pence for row in partnership.money.filter(year=year)}
    values = {field_of(party, kind): known.get((party.pk, kind)) for party in parties_of(partnership) for kind in KINDS}
    saving = partnership.savings.filter(year=year).first()
    return values | {name: getattr(saving, name, None) for name in SAVINGS}


def parties_of(partnership):
    """The parties in one order, for forms and tables."""
    return sorted(partnership.parties.all(), key=lambda party: party.pk)


def field_of(party, kind):
    """Name of the form's field for what a party puts in."""
    return f"party{party.pk}-{kind}"


@transaction.atomic
def keep_money(*, partnership, year, amounts, seen=None, by):
    """Write one year: what is empty is not known and has no row; nothing is £0 unless somebody said so."""
    partnership = open_entry(partnership, by)
    part = f"money-{year}"
    refuse_if_changed(seen, money_of(partnership, year), record=partnership, parts=[part])
    for party in parties_of(partnership):
        for kind in KINDS:
            _keep(partnership, party, year, kind, amounts.get(field_of(party, kind)))
    planned, achieved = (amounts.get(name) for name in SAVINGS)
    if planned is None and achieved is None:
        partnership.savings.filter(year=year).delete()
    else:
        facts = {"planned_pence": planned, "achieved_pence": achieved}
        YearSaving.objects.update_or_create(partnership=partnership, year=year, defaults=facts)
    words = _("Money of “%(title)s” entered for %(year)s")
    tell(partnership, "partnerships.money_kept", words, by=by, parts=[part], year=year_words(year))
    return partnership


def _keep(partnership, party, year, kind, pence):
    if pence is None:
        PartyMoney.objects.filter(party=party, year=year, kind=kind).delete()
    else:
        facts = {"partnership": partnership, "pence": pence}
        PartyMoney.objects.update_or_create(party=party, year=year, kind=kind, defaults=facts)
