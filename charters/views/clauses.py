"""The library of clauses of a principal council: read, worded anew, added to."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from charters import actions
from charters.clauses import PART_CHOICES, library_of, shipped
from charters.forms.clauses import ClauseForm
from charters.models import Clause
from core.editing import EditPage
from core.views import Page
from councils.models import Council


class ClausesPage(Page, abstract=True):
    """A page about the clauses of a principal for which the person is an officer."""

    policy = "charters.keep_clauses"
    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.filter(pk__in=self.request.user.officer_council_ids())

    def hub(self):
        return reverse("charters:clauses", args=[self.record.slug])


class Clauses(ClausesPage):
    """All clauses, part by part."""

    template_name = "charters/clauses.html"

    def context(self):
        order = [key for key, _words in PART_CHOICES]
        found = sorted(library_of(self.record), key=lambda each: order.index(each.part))
        words = dict(PART_CHOICES)
        groups = [(words[part], list(each)) for part, each in groupby(found, key=lambda each: each.part)]
        return {"council": self.record, "groups": groups, "new": actions.NEW_CLAUSE}


class EditClause(EditPage, ClausesPage):
    """One clause in the council's own words."""

    form_class = ClauseForm
    template_name = "charters/clause.html"

    def own_of(self, council):
        return Clause.objects.filter(council=council, key=self.kwargs["key"])

    @property
    def title(self):
        return _("Add a clause") if self.kwargs["key"] == actions.NEW_CLAUSE else _("Change a clause")

    def find_record(self):
        council, key = super().find_record(), self.kwargs["key"]
        if key != actions.NEW_CLAUSE and not shipped(key) and not self.own_of(council).exists():
            raise Http404
        return council

    def stored(self):
        return actions.clause_of(self.record, self.kwargs["key"])

    def form_kwargs(self):
        return {**super().form_kwargs(), "is_own": self.own_of(self.record).exists()}

    def context(self):
        return {**super().context(), "back_url": self.hub(), "caption": self.record.label}

    def done(self, form):
        facts, key, seen = dict(form.cleaned_data), self.kwargs["key"], self.seen(form)
        if facts.pop("drop", False):
            actions.drop_clause(council=self.record, key=key, seen=seen, by=self.request.user)
        else:
            actions.keep_clause(council=self.record, key=key, facts=facts, seen=seen, by=self.request.user)
        return redirect(self.hub())
