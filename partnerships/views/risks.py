"""Risks of one partnership, and of all of a principal council's."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing import EditPage
from core.policies import allows
from core.views import FormPage, ListPage
from partnerships import actions
from partnerships.exports_risks import RISKS_FILE
from partnerships.forms.risks import ChangeRiskForm, RiskForm
from partnerships.models import ListedRisk
from partnerships.risks import heat_map
from partnerships.views.register import EntryPage


def councils_of(partnership):
    """Whose people may look after a risk."""
    return partnership.council_ids | {partnership.convener_id}


class Risks(ListPage, EntryPage):
    """The risks of one partnership: map, list, how each was rated over time."""

    policy = "partnerships.see_inside"
    template_name = "partnerships/risks.html"
    export = RISKS_FILE

    def rows(self):
        return ListedRisk.objects.filter(partnership=self.record).whole().worst_first()

    def context(self):
        ratings = self.record.risks.filter(status="open").values_list("likelihood", "impact")
        return {
            "entry": self.record,
            "map": heat_map(ratings),
            "today": timezone.localdate(),
            "keeps": allows(self.request.user, "partnerships.keep", self.record) and self.record.is_open,
        }


class AllRisks(ListPage):
    """Open risks of all partnerships of the officer's councils, the worst first."""

    policy = "partnerships.see_risks"
    template_name = "partnerships/all_risks.html"
    export = RISKS_FILE

    @cached_property
    def found(self):
        return (
            ListedRisk.objects.visible_to(self.request.user)
            .of_councils(self.request.user.officer_council_ids())
            .standing()
        )

    @property
    def show(self):
        return "overdue" if self.request.GET.get("show") == "overdue" else ""

    def rows(self):
        found = self.found.overdue(timezone.localdate()) if self.show else self.found
        return found.whole().worst_first()

    def context(self):
        ratings = self.found.values_list("likelihood", "impact")
        return {"map": heat_map(ratings), "today": timezone.localdate(), "show": self.show}


class RaiseRisk(FormPage, EntryPage):
    """Another risk, with its first rating."""

    form_class = RiskForm
    title = gettext_lazy("Name a risk")
    template_name = "partnerships/form.html"

    def form_kwargs(self):
        return {"councils": councils_of(self.record)}

    def context(self):
        back = reverse("partnerships:risks", args=[self.record.reference])
        return {**super().context(), "back_url": back, "lead": self.record.title}

    def done(self, form):
        actions.raise_risk(partnership=self.record, facts=form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Saved"))
        return redirect("partnerships:risks", self.record.reference)


class ChangeRisk(EditPage):
    """Rate a risk anew, pass it on, close it."""

    policy = "partnerships.keep_risk"
    lookup = {"partnership__reference": "reference", "number": "number"}
    form_class = ChangeRiskForm
    template_name = "partnerships/form.html"

    def scope(self):
        return ListedRisk.objects.visible_to(self.request.user).whole()

    @property
    def title(self):
        return _("Risk %(number)s") % {"number": self.record.number}

    def stored(self):
        return actions.risk_of(self.record)

    def form_kwargs(self):
        return {**super().form_kwargs(), "councils": councils_of(self.record.partnership)}

    def context(self):
        return {**super().context(), "back_url": self.record.get_absolute_url(), "lead": self.record.partnership.title}

    def done(self, form):
        facts = form.cleaned_data
        actions.change_risk(risk=self.record, facts=facts, seen=self.seen(form), by=self.request.user)
        messages.success(self.request, _("Saved"))
        return redirect(self.record.get_absolute_url())
