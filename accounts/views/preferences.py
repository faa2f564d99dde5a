"""A person's own preferences: which e-mails when, what home shows, which language."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.preferences import field_of, preferences_of, set_preferences, show_everything
from accounts.preferences_form import PreferencesForm
from core.editing import EditPage
from core.emails import KINDS
from core.languages import offered
from core.views import PortalView


class Preferences(EditPage):
    """What I chose, and what cannot be chosen."""

    policy = "accounts.own_account"
    form_class = PreferencesForm
    template_name = "accounts/preferences.html"
    title = gettext_lazy("Preferences")

    def stored(self):
        now = preferences_of(self.request.user)
        mail = {field_of(kind): frequency for kind, frequency in now["mail"].items()}
        asked = ["hidden", *(["language"] if len(offered()) > 1 else [])]
        return {**mail, **{name: now[name] for name in asked}}

    def form_kwargs(self):
        return {**super().form_kwargs(), "person": self.request.user}

    def context(self):
        no_choice = [kind for kind in KINDS.values() if len(kind.frequencies) == 1 and not kind.is_wanted]
        always = sorted({str(kind.kind_name) for kind in no_choice})
        return {**super().context(), "always": always, "hides": bool(preferences_of(self.request.user)["hidden"])}

    def done(self, form):
        set_preferences(**form.choices_made(), seen=self.seen(form), by=self.request.user)
        messages.success(self.request, _("Your preferences are saved"))
        return redirect("accounts:preferences")


class ShowEverything(PortalView):
    """The button on a home that hides something."""

    policy = "accounts.own_account"

    def get(self, request):
        return redirect("accounts:preferences")

    def post(self, request):
        show_everything(by=request.user)
        messages.success(request, _("Your home shows everything again"))
        return redirect(settings.LOGIN_REDIRECT_URL)
