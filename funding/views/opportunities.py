"""Opportunities: the list, one of them, and what their curators do."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.saved import SavesViews
from core.editing import EditPage
from core.exceptions import Refused
from core.models import AuditEvent
from core.policies import allows
from core.roles import OFFICER_ROLES
from core.views import FormPage, ListPage, Page, PortalView
from councils.models import Council
from funding import actions, exports
from funding.filters import OpportunityFilter
from funding.forms.opportunities import NATIONAL, CorrectForm, OpportunityForm, WithdrawForm
from funding.models import Interest, Opportunity
from funding.typed import as_typed, closing_as_typed
from funding.views.matching import interest_of_area, sides_of
from funding.workflow import OPPORTUNITY

EVENTS = 20


class Opportunities(SavesViews, ListPage):
    """Every opportunity the person may read, what closes soon first."""

    policy = "funding.read"
    template_name = "funding/list.html"
    export = exports.OPPORTUNITIES
    per_page = 25

    def rows(self):
        person = self.request.user
        mine = person.council_ids() if person.is_authenticated else ()
        councils = list(Council.objects.filter(pk__in=mine).by_name()) if mine else []
        self.filters = OpportunityFilter(self.request.GET, councils=councils)
        visible = Opportunity.objects.visible_to(person).exclude(status="withdrawn")
        return self.filters.opportunities(visible).by_urgency().for_list()

    def context(self):
        person = self.request.user
        return {
            "form": self.filters,
            "query": self.request.GET.urlencode(),
            "may_add": person.is_authenticated and allows(person, "funding.add"),
            "may_subscribe": allows(person, "funding.subscribe"),
            "may_see_digests": allows(person, "funding.see_digests"),
        }


class OpportunityPage(Page, abstract=True):
    """A page about one opportunity."""

    policy = "funding.curate"
    lookup = {"reference": "reference"}

    def scope(self):
        return Opportunity.objects.visible_to(self.request.user).whole()

    def context(self):
        return {**super().context(), "opportunity": self.record, "back_url": self.record.get_absolute_url()}

    def to_detail(self):
        return redirect(self.record.get_absolute_url())


class Detail(OpportunityPage):
    """What one needs to know to decide whether to apply."""

    policy = "funding.read"
    template_name = "funding/opportunity.html"
    shown_after_sign_in = True

    def context(self):
        person, opportunity = self.request.user, self.record
        may_curate = person.is_authenticated and allows(person, "funding.curate", opportunity)
        events = AuditEvent.objects.about(opportunity).readable_by(person)[:EVENTS] if may_curate else []
        signed_in = person.is_authenticated
        return {
            **super().context(),
            "sides": list(sides_of(person, opportunity)) if signed_in else [],
            "area": interest_of_area(person, opportunity) if signed_in else [],
            "answers": Interest.Answer,
            "may_curate": may_curate,
            "steps": OPPORTUNITY.open_to(person, opportunity) if may_curate else [],
            "events": events,
        }


def owners_of(person):
    """Choices of a form: for whom the person may add opportunities."""
    mine = Council.objects.filter(pk__in=person.council_ids(*OFFICER_ROLES)).current().by_name()
    national = [(NATIONAL, _("For every council: a national programme"))] if person.is_staff else []
    return [*((council.slug, council.label) for council in mine), *national]


class Add(FormPage):
    """A draft, for one's own principal or, by administrators, for every council."""

    policy = "funding.add"
    form_class = OpportunityForm
    template_name = "funding/form.html"
    title = gettext_lazy("Add a funding opportunity")
    there = None  # the same round, if it is written down already

    def form_kwargs(self):
        return {"owners": owners_of(self.request.user)}

    def context(self):
        return {**super().context(), "back_url": reverse("funding:list"), "there": self.there}

    def done(self, form):
        try:
            opportunity = actions.add_opportunity(owner=form.owner_council, facts=form.facts, by=self.request.user)
        except actions.IsThere as refusal:
            self.there = refusal.opportunity
            raise
        messages.success(self.request, _("Saved as a draft. Look at it, then publish it."))
        return redirect(opportunity.get_absolute_url())


class Edit(EditPage, OpportunityPage):
    """What is written about it."""

    form_class = OpportunityForm
    template_name = "funding/form.html"
    title = gettext_lazy("Edit the opportunity")
    there = None  # another one that would be the same

    def stored(self):
        return as_typed(self.record)

    def form_kwargs(self):
        return {**super().form_kwargs(), "opportunity": self.record}

    def context(self):
        return {**FormPage.context(self), **OpportunityPage.context(self), "there": self.there}

    def done(self, form):
        facts, seen = form.facts, self.seen(form)
        try:
            actions.edit_opportunity(opportunity=self.record, facts=facts, seen=seen, by=self.request.user)
        except actions.IsThere as refusal:
            self.there = refusal.opportunity
            raise
        messages.success(self.request, _("Saved"))
        return self.to_detail()


class Correct(EditPage, OpportunityPage):
    """Another closing time."""

    form_class = CorrectForm
    template_name = "funding/form.html"
    title = gettext_lazy("Correct the closing time")

    def scope(self):
        return super().scope().filter(published_at__isnull=False)  # a draft's is edited like the rest

    def stored(self):
        return closing_as_typed(self.record)

    def context(self):
        return {**FormPage.context(self), **OpportunityPage.context(self)}

    def done(self, form):
        data = form.cleaned_data
        actions.correct_deadline(
            opportunity=self.record,
            closes_at=data["closes_at"],
            reason=data["reason"],
            seen=self.seen(form),
            by=self.request.user,
        )
        messages.success(self.request, _("Corrected. The page keeps the time it had before."))
        return self.to_detail()


class Publish(OpportunityPage, PortalView):
    """For everyone to read; a button on its page."""

    http_method_names = ("post",)

    def post(self, request, *args, **kwargs):
        try:
            actions.publish_opportunity(opportunity=self.record, by=request.user)
        except Refused as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, _("Published. Anyone can read it now."))
        return self.to_detail()


class Withdraw(FormPage, OpportunityPage):
    """Nobody should read it any more."""

    form_class = WithdrawForm
    template_name = "funding/form.html"
    title = gettext_lazy("Withdraw the opportunity")

    def context(self):
        return {**FormPage.context(self), **OpportunityPage.context(self)}

    def done(self, form):
        actions.withdraw_opportunity(opportunity=self.record, reason=form.cleaned_data["reason"], by=self.request.user)
        messages.success(self.request, _("Withdrawn. Only those who look after it see it now."))
        return self.to_detail()
