"""Requests to join, for those who decide."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.joining import approve_request, owner_of, refuse_request
from accounts.joining_forms import DecideForm
from accounts.models import JoinRequest
from accounts.vouching import vouching_for
from core.roles import Role
from core.views import FormPage, ListPage


class JoinRequests(ListPage):
    """Those that wait first, the oldest at the top; then what was decided lately."""

    policy = "accounts.see_join_requests"
    template_name = "accounts/join_requests.html"
    not_exported = "names and telephone numbers that are deleted when they are no longer needed"

    def rows(self):
        return JoinRequest.objects.visible_to(self.request.user).with_council().waiting_first()


class DecideRequest(FormPage):
    """What the person says, what can be checked, and the decision."""

    policy = "accounts.decide_join_request"
    template_name = "accounts/join_request.html"
    form_class = DecideForm
    title = gettext_lazy("Request to join")
    lookup = {"public_id": "public_id"}

    def scope(self):
        return JoinRequest.objects.visible_to(self.request.user).with_council()

    @cached_property
    def owner(self):
        return owner_of(self.record.address)

    def form_kwargs(self):
        may_sign = self.record.role == Role.CLERK
        return {"with_council": self.record.council_id is None, "initial": {"may_sign": may_sign}}

    def context(self):
        request, owner = self.record, self.owner
        moves = request.takes_over or (request.person_id and owner and request.person_id != owner.pk)
        together = JoinRequest.objects.visible_to(self.request.user).waiting().exclude(pk=request.pk)
        return {
            **super().context(),
            "join_request": request,
            "facts": vouching_for(request, owner),
            "moves_from": owner if moves else None,
            "together": together.filter(sent_together=request.sent_together).with_council(),
        }

    def done(self, form):
        data, by = form.cleaned_data, self.request.user
        if data["decision"] == DecideForm.APPROVE:
            approve_request(request=self.record, may_sign=data["may_sign"], council=form.chosen, by=by)
            words = _("%(name)s can now act for %(council)s.")
        else:
            refuse_request(request=self.record, reason=data["reason"].strip(), by=by)
            words = _("The request of %(name)s for %(council)s is refused. We have told them why.")
        request = JoinRequest.objects.visible_to(by).with_council().get(pk=self.record.pk)
        messages.success(self.request, words % {"name": request.name, "council": request.council_name})
        return redirect("accounts:join-requests")
