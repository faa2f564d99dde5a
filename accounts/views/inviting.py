"""Inviting one person, and what can be done with an invitation."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts import actions
from accounts.forms import InviteForm
from accounts.models import Invitation
from accounts.policies import roles_open_to
from accounts.querysets import councils_with_people_of
from core.exceptions import Refused
from core.views import FormPage, PortalView


class Invite(FormPage):
    """One mailbox, one role."""

    policy = "accounts.invite"
    lookup = {"slug": "slug"}
    form_class = InviteForm
    template_name = "accounts/invite.html"

    def scope(self):
        person = self.request.user
        return councils_with_people_of(person) if person.is_authenticated else None

    def form_kwargs(self):
        return {"roles": roles_open_to(self.request.user, self.record)}

    def context(self):
        return {**super().context(), "council": self.record}

    def done(self, form):
        data = {key: form.cleaned_data[key] for key in ("role", "address", "name", "may_sign")}
        actions.invite(council=self.record, by=self.request.user, **data)
        sent = _("The invitation is on its way to %(address)s.") % {"address": data["address"]}
        messages.success(self.request, sent)
        return redirect("accounts:people", slug=self.record.slug)


class InvitationButton(PortalView, abstract=True):
    """A button beside an invitation."""

    policy = "accounts.manage_invitation"
    lookup = {"public_id": "public_id"}

    def scope(self):
        return Invitation.objects.visible_to(self.request.user).select_related("council")

    def back(self):
        """To the list from which the button was pressed."""
        target = self.request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(target, allowed_hosts={self.request.get_host()}):
            return redirect(target)
        return redirect("accounts:people", slug=self.record.council.slug)

    def get(self, request, *args, **kwargs):
        return self.back()

    def post(self, request, *args, **kwargs):
        try:
            messages.success(request, self.act(request.user))
        except Refused as refusal:
            messages.error(request, refusal.message)
        return self.back()


class Resend(InvitationButton):
    """A fresh link to the same mailbox."""

    def act(self, by):
        actions.resend_invitation(invitation=self.record, by=by)
        return _("Sent again to %(address)s.") % {"address": self.record.address}


class Cancel(InvitationButton):
    """The link stops working."""

    def act(self, by):
        actions.cancel_invitation(invitation=self.record, by=by)
        return _("The invitation of %(address)s is cancelled.") % {"address": self.record.address}
