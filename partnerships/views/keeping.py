"""Keeping an entry: its parts, parties, papers, its next term and its end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing import EditPage
from core.exceptions import Refused
from core.views import FormPage
from partnerships import actions
from partnerships.forms.keeping import BasicsForm, ExitForm, MoreForm, PapersForm, RenewForm
from partnerships.forms.parties import PartyForm
from partnerships.terms import Span, a_year_on, span_of, suggested_review
from partnerships.tiers import tier_of
from partnerships.views.register import EntryPage, as_the_public_reads

FORMS = {
    "basics": (BasicsForm, gettext_lazy("What every partnership needs")),
    "more": (MoreForm, gettext_lazy("How it is set up")),
}


class Edit(EditPage, EntryPage):
    """A part of the entry."""

    template_name = "partnerships/form.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["part"] not in FORMS:
            raise Http404

    @property
    def form_class(self):
        return FORMS[self.kwargs["part"]][0]

    @property
    def title(self):
        return FORMS[self.kwargs["part"]][1]

    def stored(self):
        return actions.part_of(self.record, self.kwargs["part"])

    def form_kwargs(self):
        return {**super().form_kwargs(), "entry": self.record}

    def context(self):
        return {**super().context(), "back_url": self.hub(), "lead": self.record.title}

    def done(self, form):
        part = self.kwargs["part"]
        actions.edit_entry(
            partnership=self.record, part=part, facts=form.cleaned_data, seen=self.seen(form), by=self.request.user
        )
        messages.success(self.request, _("Saved"))
        return redirect(self.hub())


class Parties(FormPage, EntryPage):
    """Who takes part: name another one, or take one out."""

    form_class = PartyForm
    title = gettext_lazy("Who takes part?")
    template_name = "partnerships/parties.html"

    def form_kwargs(self):
        return {"suggest_url": reverse("councils:suggest")}

    def context(self):
        parties = self.record.parties.all()
        names = {"entry": self.record, "parties": parties, "back_url": self.hub()}
        return {**super().context(), **names, "refusal": "", "mend": ("#id_sort", _("Add the other party"))}

    def post(self, request, *args, **kwargs):
        if "remove" not in request.POST:
            return super().post(request, *args, **kwargs)
        chosen = request.POST["remove"]
        party = next((party for party in self.record.parties.all() if str(party.pk) == chosen), None)
        if party is None:
            return redirect(request.path)
        try:
            actions.remove_party(partnership=self.record, party=party, by=request.user)
        except Refused as refusal:
            return self.page(form=self.form(), refusal=refusal.message)
        return redirect(request.path)

    def done(self, form):
        actions.add_party(
            partnership=self.record,
            who=form.cleaned_data["who"],
            role=form.cleaned_data["role"],
            is_accountable=form.cleaned_data["is_accountable"],
            by=self.request.user,
        )
        return redirect(self.request.path)


class Papers(EditPage, EntryPage):
    """Which papers the partners are asked for, why, and where each stands."""

    form_class = PapersForm
    title = gettext_lazy("Papers that are needed")
    template_name = "partnerships/form.html"

    @cached_property
    def papers(self):
        return list(self.record.documents.all())

    def stored(self):
        return actions.papers_of(self.record)

    def form_kwargs(self):
        return {**super().form_kwargs(), "papers": self.papers, "tier": tier_of(self.record)}

    def context(self):
        lead = _("Ask small partners for as little as you can. What is only a habit can be left out: say why.")
        return {**super().context(), "back_url": self.hub(), "lead": lead}

    def done(self, form):
        actions.keep_papers(
            partnership=self.record, papers=form.standings(), seen=self.seen(form), by=self.request.user
        )
        messages.success(self.request, _("Saved"))
        return redirect(self.hub())


class Renew(FormPage, EntryPage):
    """Another term from the day after the last one."""

    form_class = RenewForm
    title = gettext_lazy("Renew it")
    template_name = "partnerships/form.html"

    def form_kwargs(self):
        entry, today = self.record, timezone.localdate()
        if entry.ends_on is None:
            return {"entry": entry}
        last = a_year_on(entry.ends_on)
        span = span_of(entry)
        longer = Span(span.starts_on, (*span.ends, last), span.notice_months, span.nation)
        lead = entry.lead_id if entry.has_owner else None
        initial = {"lead": lead, "ends_on": last, "next_review_on": suggested_review(longer, today)}
        return {"entry": entry, "initial": initial}

    def context(self):
        return {**super().context(), "back_url": self.hub(), "lead": self.record.title}

    def done(self, form):
        actions.renew(partnership=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Renewed. The review and reminders now follow the new term."))
        return redirect(self.hub())


class Exit(EditPage, EntryPage):
    """The questions of the end; closing asks for all of them."""

    form_class = ExitForm
    title = gettext_lazy("Winding up")
    template_name = "partnerships/form.html"

    def stored(self):
        return actions.exit_of(self.record)

    def context(self):
        lead = _("All five need an answer before it can be closed. Enter “None” where there is nothing.")
        return {**super().context(), "back_url": self.hub(), "lead": lead}

    def done(self, form):
        facts = form.cleaned_data
        actions.answer_exit(partnership=self.record, facts=facts, seen=self.seen(form), by=self.request.user)
        messages.success(self.request, _("Saved"))
        return redirect(self.hub())


class Move(EntryPage):
    """Asks before the entry goes live, is published, wound up or closed."""

    template_name = "partnerships/move.html"
    verbs = {
        "go_live": actions.go_live,
        "wind_up": actions.wind_up,
        "carry_on": actions.carry_on,
        "close": actions.close,
        "write_agreement": actions.write_agreement,
        "write_schedule": actions.write_schedule,
        "publish": lambda **facts: actions.set_published(published=True, **facts),
        "unpublish": lambda **facts: actions.set_published(published=False, **facts),
    }

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["verb"] not in self.verbs:
            raise Http404

    def context(self):
        entry, verb = self.record, self.kwargs["verb"]
        names = {"verb": verb, "entry": entry, "back_url": self.hub(), "refusal": "", "mend": self.mend()}
        return {**names, **as_the_public_reads(entry)} if verb == "publish" else names

    def mend(self):
        """Where that is put right for which the step may be refused: address and words of the link."""
        entry = self.record
        if self.kwargs["verb"] == "close":
            return reverse("partnerships:exit", args=[entry.reference]), _("Answer the questions about the end")
        if self.kwargs["verb"] == "write_agreement" and entry.agreement_id:
            return reverse("charters:detail", args=[entry.agreement.reference]), _("Open the agreement")
        if self.kwargs["verb"] in ("go_live", "carry_on") and entry.parties.count() > 1:
            return reverse("partnerships:edit", args=[entry.reference, "basics"]), _("Fill in what it needs")
        if self.kwargs["verb"] in ("go_live", "carry_on"):
            return reverse("partnerships:parties", args=[entry.reference]), _("Add another party")
        return self.hub(), _("Open the partnership")

    def post(self, request, *args, **kwargs):
        try:
            self.verbs[kwargs["verb"]](partnership=self.record, by=request.user)
        except Refused as refusal:
            return self.page(refusal=refusal.message)
        if kwargs["verb"] in ("write_agreement", "write_schedule"):
            return redirect("charters:draft", self.find_record().agreement.reference)
        if kwargs["verb"] == "wind_up":
            return redirect("partnerships:exit", self.record.reference)
        return redirect(self.hub())
