"""Officers keep the register: what no file names, what is open for transfer, what the public does not read."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing import EditPage
from core.views import FormPage
from councils.models import Council
from transfers import actions
from transfers.forms.assets import AssetForm, ChangeAssetForm, OfferForm, PlaceForm, WithholdForm
from transfers.views.assets import AssetPage


def owners_of(person):
    """The principal councils whose registers the person keeps."""
    return Council.objects.filter(pk__in=person.officer_council_ids()).current().by_name()


class Add(FormPage):
    """An asset or a service that no file names; an officer of several councils comes here from one of them."""

    policy = "transfers.keep_register"
    form_class = AssetForm
    template_name = "transfers/form.html"
    title = gettext_lazy("Enter an asset or a service")

    @property
    def principal(self):
        owners = list(owners_of(self.request.user))
        asked = self.request.GET.get("of", "")
        return next((council for council in owners if council.slug == asked), owners[0])

    def form_kwargs(self):
        return {"principal": self.principal}

    def context(self):
        others = [council for council in owners_of(self.request.user) if council != self.principal]
        back = reverse("transfers:list")
        return {**super().context(), "back_url": back, "lead": self.principal.full_name, "others": others}

    def done(self, form):
        asset = actions.add_asset(principal=self.principal, facts=form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Entered. Everyone can read it."))
        return redirect(asset)


class EditAsset(EditPage, AssetPage, abstract=True):
    """A form about one row."""

    template_name = "transfers/form.html"

    def context(self):
        return {**super().context(), "back_url": self.record.get_absolute_url(), "lead": self.record.name}

    def saved(self):
        messages.success(self.request, _("Saved"))
        return redirect(self.record)


class Change(EditAsset):
    """Its facts; of a row that a file names, where it lies."""

    title = gettext_lazy("What stands on the register")

    def form(self, *args):
        self.form_class = ChangeAssetForm if self.record.is_by_hand else PlaceForm
        return super().form(*args)

    def form_kwargs(self):
        return {**super().form_kwargs(), "principal": self.record.principal}

    def stored(self):
        return actions.facts_of(self.record)

    def context(self):
        note = "" if self.record.is_by_hand else _("Everything else comes from your file. Put it right there.")
        return {**super().context(), "note": note}

    def done(self, form):
        actions.change_asset(asset=self.record, facts=form.cleaned_data, seen=self.seen(form), by=self.request.user)
        return self.saved()


class Offer(EditAsset):
    """Open for transfer, why, and what a local council would take on."""

    form_class = OfferForm
    title = gettext_lazy("Open it for transfer")

    def stored(self):
        return actions.offer_of(self.record)

    def done(self, form):
        actions.offer_asset(asset=self.record, facts=form.cleaned_data, seen=self.seen(form), by=self.request.user)
        return self.saved()


class Withhold(EditAsset):
    """Kept from the public, or for everyone."""

    form_class = WithholdForm
    title = gettext_lazy("Who may read it")

    def stored(self):
        return actions.withholding_of(self.record)

    def done(self, form):
        actions.withhold_asset(asset=self.record, facts=form.cleaned_data, seen=self.seen(form), by=self.request.user)
        return self.saved()
