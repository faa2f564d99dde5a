"""Who puts in what, by party and financial year."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.editing import EditPage
from core.policies import allows
from core.views import ExportedPage
from partnerships import actions
from partnerships.exports_risks import MONEY_FILE
from partnerships.forms.risks import MoneyForm
from partnerships.models import PartyMoney, year_words
from partnerships.models.money import FIRST_YEAR, LAST_YEAR
from partnerships.sums import money_table, years_to_fill
from partnerships.views.register import EntryPage


class Money(ExportedPage, EntryPage):
    """All years in one table, what is saved, and how it fits to what the entry is worth."""

    policy = "partnerships.see_inside"
    template_name = "partnerships/money.html"
    export = MONEY_FILE

    def rows(self):
        """Every amount as a line of the file."""
        entry = self.record
        for row in entry.money.select_related("party__council", "party__body"):
            yield entry, row.year, row.party.label, row.kind, row.pence
        for row in entry.savings.all():
            for what, pence in (("saving_planned", row.planned_pence), ("saving_achieved", row.achieved_pence)):
                if pence is not None:
                    yield entry, row.year, "", what, pence

    def context(self):
        keeps = allows(self.request.user, "partnerships.keep", self.record) and self.record.is_open
        years = years_to_fill(self.record, timezone.localdate())
        agreement = self.record.agreement
        return {
            "entry": self.record,
            "table_of": money_table(self.record),
            "years": years,
            "keeps": keeps,
            "has_draft": keeps and agreement is not None and agreement.versions.filter(status="draft").exists(),
        }


class MoneyYear(EditPage, EntryPage):
    """One financial year."""

    form_class = MoneyForm
    template_name = "partnerships/form.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not FIRST_YEAR <= kwargs["year"] <= LAST_YEAR:
            raise Http404

    @property
    def title(self):
        return _("Money from April %(first)s to March %(last)s") % {
            "first": self.kwargs["year"],
            "last": self.kwargs["year"] + 1,
        }

    @cached_property
    def fields(self):
        parties = actions.parties_of(self.record)
        return [(actions.field_of(party, kind), party, kind) for party in parties for kind in PartyMoney.Kind]

    def stored(self):
        return actions.money_of(self.record, self.kwargs["year"])

    def form_kwargs(self):
        return {**super().form_kwargs(), "fields": self.fields}

    def context(self):
        lead = _("Leave empty what is not known. Enter 0 only where you know that it is nothing.")
        back = reverse("partnerships:money", args=[self.record.reference])
        return {**super().context(), "back_url": back, "lead": lead}

    def done(self, form):
        amounts, year = form.cleaned_data, self.kwargs["year"]
        actions.keep_money(
            partnership=self.record, year=year, amounts=amounts, seen=self.seen(form), by=self.request.user
        )
        messages.success(self.request, _("Saved for %(year)s") % {"year": year_words(year)})
        return redirect("partnerships:money", self.record.reference)
