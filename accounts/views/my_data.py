"""Your data: what is held, a copy to take along, and the removal."""

from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import actions
from accounts.actions.removal import PROOF, obstacles, remove_person
from accounts.forms import CodeForm
from accounts.models import Removal
from accounts.who import who_is
from core.exceptions import Refused
from core.jobs.actions import start_job
from core.privacy.outcome import held_about
from core.views import FormPage, Page, PortalView


class MyData(Page):
    """What the portal holds about me and for how long, and what I can ask for."""

    policy = "accounts.own_data"
    template_name = "accounts/my_data.html"

    def context(self):
        return {"held": list(held_about(who_is(self.request.user)))}


class TakeMyData(PortalView):
    """The button that has the copy made; opened as a page it leads back."""

    policy = "accounts.own_data"

    def get(self, request):
        return redirect("accounts:my-data")

    def post(self, request):
        title = _("All data about you")
        key = f"person:{request.user.pk}"
        return redirect(start_job(kind="accounts.my_data", title=title, subject=request.user, key=key, by=request.user))


class RemoveMe(Page):
    """What goes, what stays and why; the button sends a code."""

    policy = "accounts.own_data"
    template_name = "accounts/remove_me.html"

    def context(self):
        held = list(held_about(who_is(self.request.user)))
        return {
            "refusal": "",
            "going": [kind for kind in held if kind.goes],
            "staying": [kind for kind in held if not kind.goes],
            "obstacles": list(obstacles(self.request.user)),
            "has_app": actions.has_app(self.request.user),
        }

    def post(self, request):
        if list(obstacles(request.user)):
            return self.page()
        try:
            actions.start_identity_proof(by=request.user, purpose=_("Remove your account"), subject_key=PROOF)
        except Refused as refusal:
            return self.page(refusal=refusal.message)
        return redirect("accounts:confirm-remove-me")


class ConfirmRemoveMe(FormPage):
    """The code; after it the account is gone."""

    policy = "accounts.own_data"
    form_class = CodeForm
    template_name = "accounts/confirm_remove_me.html"
    title = gettext_lazy("Confirm that you want to be removed")

    def context(self):
        return {**super().context(), "has_app": actions.has_app(self.request.user)}

    def done(self, form):
        person = self.request.user
        if reasons := list(obstacles(person)):
            raise Refused(" ".join(reasons))
        actions.confirm_identity_proof(by=person, subject_key=PROOF, code=form.cleaned_data["code"])
        remove_person(person=person, why=Removal.Why.OWN_WISH, by=person)
        logout(self.request)
        return redirect("accounts:removed")


class Removed(Page):
    """The end, for somebody who is nobody here any more."""

    policy = "core.public"
    template_name = "accounts/removed.html"
