"""A lost second factor: asking, confirming who somebody is, and stopping it."""

from allauth.account.internal.decorators import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.actions.resets import (
    ask_for_reset,
    begin_reset,
    behind_link,
    cancel_reset,
    cancel_reset_by_link,
    confirm_reset,
)
from accounts.knowing import who_confirms
from accounts.models import SecondFactorReset
from accounts.reset_forms import DecideResetForm, ReasonForm
from accounts.views.people import OneMembership
from accounts.views.signin import too_many
from core.views import FormPage, ListPage, Page


@method_decorator(never_cache, name="dispatch")
class LostDevice(Page):
    """Between the code from the e-mail and the second factor: ask for a reset, and see how far it is."""

    policy = "core.public"
    template_name = "accounts/lost_device.html"

    @cached_property
    def person(self):
        """Whose mailbox it is: they entered its code a moment ago. Nobody else learns anything here."""
        stage = LoginStageController.enter(self.request, AuthenticateStage.key)
        return stage.login.user if stage else None

    def dispatch(self, request, *args, **kwargs):
        if self.person is None:
            return redirect("account_login")
        if request.method == "POST" and (answer := too_many(request, "lost_device", str(self.person.pk))):
            return answer
        return super().dispatch(request, *args, **kwargs)

    def context(self):
        reset = SecondFactorReset.objects.visible_to(self.person).open().filter(person=self.person).first()
        return {"reset": reset, "hours": settings.SECOND_FACTOR_RESET_HOURS, "who": who_confirms(self.person)}

    def post(self, request, *args, **kwargs):
        ask_for_reset(by=self.person)
        return redirect("account_lost_device")


class Resets(ListPage):
    """Those that wait first, the oldest at the top; then what is over."""

    policy = "accounts.see_resets"
    template_name = "accounts/resets.html"
    not_exported = "short-lived work that is deleted after a year; the audit trail keeps it"

    def rows(self):
        return SecondFactorReset.objects.visible_to(self.request.user).with_people().open_first()


class DecideReset(FormPage):
    """Who it is about, and how one knows that it is them; or stop it."""

    policy = "accounts.decide_reset"
    template_name = "accounts/reset.html"
    form_class = DecideResetForm
    title = gettext_lazy("Reset of a second factor")
    lookup = {"public_id": "public_id"}

    def scope(self):
        return SecondFactorReset.objects.visible_to(self.request.user).with_people()

    def form_kwargs(self):
        return {"may_confirm": self.record.is_waiting}

    def context(self):
        memberships = self.record.person.current_memberships
        facts = {"reset": self.record, "memberships": memberships, "hours": settings.SECOND_FACTOR_RESET_HOURS}
        return {**super().context(), **facts}

    def done(self, form):
        by, data, person = self.request.user, form.cleaned_data, self.record.person
        if data["decision"] == DecideResetForm.CONFIRM:
            confirm_reset(reset=self.record, reason=data["reason"], by=by)
            words = _("You have confirmed who %(person)s is. We have told them when the reset comes.")
        else:
            cancel_reset(reset=self.record, by=by)
            words = _("The reset for %(person)s is cancelled. We have told them.")
        messages.success(self.request, words % {"person": person})
        return redirect("accounts:reset", public_id=self.record.public_id)


class ResetApp(OneMembership, FormPage):
    """For somebody who rang: say how one knows that it is them, and the delay begins."""

    policy = "accounts.reset_second_factor"
    form_class = ReasonForm
    template_name = "accounts/reset_app.html"
    title = gettext_lazy("Reset a second factor")

    def context(self):
        facts = {"membership": self.record, "hours": settings.SECOND_FACTOR_RESET_HOURS}
        return {**super().context(), **facts}

    def done(self, form):
        reset = begin_reset(membership=self.record, reason=form.cleaned_data["reason"], by=self.request.user)
        messages.success(self.request, _("The delay runs. We have told %(person)s.") % {"person": self.record.user})
        return redirect("accounts:reset", public_id=reset.public_id)


@method_decorator(never_cache, name="dispatch")
class CancelReset(Page):
    """The link in the person's mail; only the button stops it."""

    policy = "accounts.cancel_reset_by_link"
    template_name = "accounts/cancel_reset.html"

    def context(self):
        return {"reset": behind_link(self.kwargs["token"])}

    def post(self, request, *args, **kwargs):
        cancel_reset_by_link(token=self.kwargs["token"])
        return redirect(request.path)
