"""Devolution offers: the list, one offer with where every council stands, and keeping both."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.csv import Export
from core.editing import EditPage
from core.formatting import days_until
from core.models import AuditEvent
from core.policies import allows
from core.views import FormPage, ListPage, Page, PortalView
from councils.models import Council
from transfers import actions
from transfers.forms.offers import DevolutionForm, EndForm, SayForm, StandingForm
from transfers.models import DevolutionOffer, Interest
from transfers.views.keeping import owners_of

NEWEST = 20
COLUMNS = ("reference", "principal", "title", "opens_on", "closes_on", "contract_ends_on", "interested", "exploring",
           "agreed", "live")  # fmt: skip
SIGNS = {"interested": "I", "exploring": "E", "agreed": "A", "live": "L"}


def offer_cells(offer):
    """One offer, read whole; what is not agreed yet is only counted."""
    days = (offer.opens_on, offer.closes_on, offer.contract_ends_on)
    counts = (getattr(offer, f"many_{state}") for state in SIGNS)
    return (offer.reference, offer.principal.full_name, offer.title, *days, *counts)


def interest_cells(interest):
    """Where one council stands, without the note."""
    return (interest.offer.reference, interest.council.full_name, interest.state, interest.since_on)


class Devolutions(ListPage):
    """Every offer, the newest first."""

    policy = "transfers.read"
    template_name = "transfers/devolutions.html"
    export = Export("devolution-offers", COLUMNS, offer_cells)

    def rows(self):
        return DevolutionOffer.objects.visible_to(self.request.user).whole().newest_first()

    def context(self):
        person = self.request.user
        return {"keeps": person.is_authenticated and allows(person, "transfers.keep_register")}


class OfferPage(Page, abstract=True):
    """A page about one offer."""

    policy = "transfers.keep_offer"
    lookup = {"reference": "reference"}

    def scope(self):
        return DevolutionOffer.objects.visible_to(self.request.user).whole()

    def about(self):
        return {"back_url": self.record.get_absolute_url(), "lead": self.record.title}


class Devolution(ListPage, OfferPage):
    """One offer: what moves, how long there is time, and where the councils stand, as tiles and as a table."""

    policy = "transfers.read"
    template_name = "transfers/devolution.html"
    shown_after_sign_in = True
    per_page = 100
    export = Export("interest", ("offer", "council", "state", "since_on"), interest_cells)

    @cached_property
    def seen(self):
        found = Interest.objects.filter(offer=self.record).visible_to(self.request.user, self.record)
        return found.by_council()

    def rows(self):
        return self.seen.select_related("offer", "council")

    def context(self):
        offer, person, today = self.record, self.request.user, timezone.localdate()
        states = {interest.council_id: interest for interest in self.seen}
        area = Council.objects.visible_to(person).of_principal(offer.principal).current().for_list().by_name()
        ends = offer.contract_ends_on
        return {
            "offer": offer,
            "tiles": [(council, states.get(council.pk)) for council in area],
            "signs": {**SIGNS, Interest.State.WITHDRAWN: "W"},
            "counts": [(state, getattr(offer, f"many_{state}")) for state in SIGNS],
            "labels": dict(Interest.State.choices),
            "days": days_until(ends, today) if ends and ends >= today else "",
            "takes_answers": offer.takes_answers(today),
            "keeps": person.is_authenticated and allows(person, "transfers.keep_offer", offer),
            "begins": self.begins(),
            "own": self.own_councils(),
            "events": AuditEvent.objects.about(offer).readable_by(person)[:NEWEST],
        }

    def begins(self):
        """True for those who may begin a transfer from it: once it stands, officers and clerks of the area."""
        offer, person = self.record, self.request.user
        known = person.is_authenticated and offer.is_published and offer.ended_at is None
        return known and allows(person, "transfers.begin_from", offer)

    def own_councils(self):
        """(council, where it stands) of those for which the reader may answer."""
        person = self.request.user
        if not (person.is_authenticated and allows(person, "transfers.answer", self.record)):
            return []
        area = Council.objects.visible_to(person).of_principal(self.record.principal)
        mine = area.filter(pk__in=person.council_ids("clerk")).by_name()
        states = {row.council_id: row for row in Interest.objects.filter(offer=self.record, council__in=mine)}
        return [(council, states.get(council.pk)) for council in mine]


class AddDevolution(FormPage):
    """A draft; an officer of several councils comes here for one of them."""

    policy = "transfers.keep_register"
    form_class = DevolutionForm
    template_name = "transfers/form.html"
    title = gettext_lazy("Offer a service to all local councils")

    @property
    def principal(self):
        owners = list(owners_of(self.request.user))
        return next((council for council in owners if council.slug == self.request.GET.get("of")), owners[0])

    def context(self):
        others = [council for council in owners_of(self.request.user) if council != self.principal]
        return {
            **super().context(), "back_url": reverse("transfers:devolutions"), "lead": self.principal.full_name,
            "others": others,
        }  # fmt: skip

    def done(self, form):
        offer = actions.write_offer(principal=self.principal, facts=form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Saved as a draft. Publish it when it is right."))
        return redirect(offer)


class ChangeDevolution(EditPage, OfferPage):
    """Put it right."""

    form_class = DevolutionForm
    template_name = "transfers/form.html"
    title = gettext_lazy("Change the offer")

    def stored(self):
        return actions.offer_words(self.record)

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.change_offer(offer=self.record, facts=form.cleaned_data, seen=self.seen(form), by=self.request.user)
        messages.success(self.request, _("Saved"))
        return redirect(self.record)


class PublishDevolution(PortalView):
    """A button of the officer."""

    policy = "transfers.keep_offer"
    lookup = {"reference": "reference"}

    def scope(self):
        return DevolutionOffer.objects.visible_to(self.request.user).select_related("principal")

    def post(self, request, *args, **kwargs):
        actions.publish_offer(offer=self.record, by=request.user)
        messages.success(request, _("Published. Every local council of the area is told."))
        return redirect(self.record)


class EndDevolution(FormPage, OfferPage):
    """Nobody can answer it any more."""

    form_class = EndForm
    template_name = "transfers/form.html"
    title = gettext_lazy("End the offer")

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.end_offer(offer=self.record, because=form.cleaned_data["because"], by=self.request.user)
        messages.success(self.request, _("Ended. The councils that had answered are told."))
        return redirect(self.record)


class OfCouncil(EditPage, OfferPage, abstract=True):
    """Where one council of the area stands."""

    template_name = "transfers/form.html"

    @cached_property
    def council(self):
        """The council of the address; 404 for one of elsewhere."""
        found = self.councils().filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found

    def councils(self):
        return Council.objects.visible_to(self.request.user).of_principal(self.record.principal).current()

    @property
    def title(self):
        return _("%(council)s and this offer") % {"council": self.council.full_name}

    def stored(self):
        return actions.standing_of(self.record, self.council)

    def context(self):
        return {**super().context(), **self.about()}

    def facts(self, form):
        said = {"facts": form.cleaned_data, "by": self.request.user}
        return {"offer": self.record, "council": self.council, **said}


class Say(OfCouncil):
    """A clerk answers for the council."""

    policy = "transfers.answer"
    form_class = SayForm

    def councils(self):
        return super().councils().filter(pk__in=self.request.user.council_ids("clerk"))

    def done(self, form):
        actions.say_interest(seen=self.seen(form), **self.facts(form))
        messages.success(self.request, _("Saved. The officers of your principal council see it."))
        return redirect(self.record)


class Standing(OfCouncil):
    """The officer writes down what was agreed, or said another way."""

    form_class = StandingForm

    def done(self, form):
        actions.set_standing(seen=self.seen(form), **self.facts(form))
        messages.success(self.request, _("Saved. The council is told."))
        return redirect(self.record)
