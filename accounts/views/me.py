"""A person's own account, and the council they act for."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import actions
from accounts.actions.resets import cancel_address
from accounts.factors import factors_of
from accounts.forms import AddressForm, CodeForm, NameForm, SwitchForm
from accounts.models import SecondFactorReset
from core.editing import EditPage
from core.exceptions import Refused
from core.models import AuditEvent
from core.views import FormPage, Page, PortalView

NEW_ADDRESS = "address_to_confirm"  # in the session, between the page that asks and the page that confirms


class Me(Page):
    """My account: name, addresses, councils, second factor, last sign-ins."""

    policy = "accounts.own_account"
    template_name = "accounts/me.html"

    def context(self):
        person = self.request.user
        return {
            "addresses": EmailAddress.objects.filter(user=person, verified=True).order_by("-primary", "email"),
            "memberships": person.memberships.select_related("council").order_by("council__name", "starts_on"),
            "factors": factors_of(person),
            "reset": SecondFactorReset.objects.visible_to(person).open().filter(person=person).first(),
            "cancel_address": cancel_address,
            "events": AuditEvent.objects.about(person)[:20],
        }


class Rename(EditPage):
    """The name under which I sign."""

    policy = "accounts.own_account"
    form_class = NameForm
    title = gettext_lazy("Change your name")

    def stored(self):
        return {"name": self.request.user.name}

    def done(self, form):
        actions.rename(by=self.request.user, name=form.cleaned_data["name"], seen=self.seen(form))
        return redirect("accounts:me")


class AddAddress(FormPage):
    """A further address with which I can sign in."""

    policy = "accounts.own_account"
    form_class = AddressForm
    title = gettext_lazy("Add an e-mail address")

    def done(self, form):
        address = form.cleaned_data["address"].lower()
        actions.add_address(by=self.request.user, address=address)
        self.request.session[NEW_ADDRESS] = address
        return redirect("accounts:confirm-address")


class ConfirmAddress(FormPage):
    """The code that we sent to the new address."""

    policy = "accounts.own_account"
    form_class = CodeForm
    template_name = "accounts/confirm_address.html"
    title = gettext_lazy("Check your e-mail")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and NEW_ADDRESS not in request.session:
            return redirect("accounts:me")
        return super().dispatch(request, *args, **kwargs)

    def context(self):
        return {**super().context(), "address": self.request.session[NEW_ADDRESS]}

    def done(self, form):
        address = self.request.session[NEW_ADDRESS]
        actions.confirm_address(by=self.request.user, address=address, code=form.cleaned_data["code"])
        del self.request.session[NEW_ADDRESS]
        messages.success(self.request, _("You can now sign in with %(address)s.") % {"address": address})
        return redirect("accounts:me")


class AddressButton(PortalView, abstract=True):
    """A button beside one of my addresses."""

    policy = "accounts.own_account"

    def get(self, request):
        return redirect("accounts:me")

    def post(self, request):
        try:
            self.act(request.POST.get("address", ""))
        except Refused as refusal:
            messages.error(request, refusal.message)
        return redirect("accounts:me")


class MakePrimary(AddressButton):
    """Mail goes to this address from now on."""

    def act(self, address):
        actions.make_primary(by=self.request.user, address=address)


class RemoveAddress(AddressButton):
    """This address no longer signs me in."""

    def act(self, address):
        actions.remove_address(by=self.request.user, address=address)


class NoCouncil(Page):
    """Signed in, but acting for nobody: what to do."""

    policy = "core.signed_in"
    template_name = "accounts/no_council.html"


class Switch(FormPage):
    """For which of my councils I act."""

    policy = "core.signed_in"
    form_class = SwitchForm
    title = gettext_lazy("Which council are you acting for?")

    def form_kwargs(self):
        acting_for = self.request.acting_for
        initial = {"council": acting_for.slug if acting_for else None}
        return {"memberships": self.request.user.current_memberships, "initial": initial}

    def done(self, form):
        slug = form.cleaned_data["council"]
        councils = (membership.council for membership in self.request.user.current_memberships)
        self.request.session["acting_for"] = next(council.pk for council in councils if council.slug == slug)
        return redirect(settings.LOGIN_REDIRECT_URL)
