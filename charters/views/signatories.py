"""Who is asked to sign for a council."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from charters import actions
from charters.actions.signatories import can_sign
from charters.forms.signatories import SignatoryForm
from charters.views.signing import ResponsePage
from core.views import FormPage


class NameSignatory(FormPage, ResponsePage):
    """Name who should sign, or somebody else in their place."""

    policy = "charters.name_signatory"
    form_class = SignatoryForm
    template_name = "charters/signatory.html"

    def now(self):
        return self.record.signing_requests.standing().select_related("person").first()

    def form_kwargs(self):
        request = self.now()
        initial = {"person": str(request.person_id)} if request else {}
        return {"memberships": list(can_sign(self.record).order_by("user__name", "pk")), "initial": initial}

    def form(self, *args):
        form = super().form(*args)
        form.cancel_url = self.to("response")
        return form

    def context(self):
        return {**ResponsePage.context(self), **FormPage.context(self), "request_now": self.now()}

    def done(self, form):
        person = form.cleaned_data["person"]
        actions.name_signatory(response=self.record, person=person, by=self.request.user)
        messages.success(self.request, _("%(name)s has been asked to sign") % {"name": person.name})
        return redirect(self.to("response"))
