"""Joining by the link of an invitation."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import EmailAddress, Login
from django.conf import settings
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts import actions
from accounts.forms import ConfirmJoinForm, JoinForm, WhoForm
from accounts.models import Invitation
from accounts.models.invitations import hash_of
from accounts.policies import role_towards
from core.views import FormPage


@method_decorator(never_cache, name="dispatch")
class Accept(FormPage):
    """Who invites, for which council; only the button joins, since mail scanners follow links."""

    policy = "accounts.accept_invitation"
    template_name = "accounts/accept.html"
    title = gettext_lazy("Join Common Ground")

    @cached_property
    def invitation(self):
        waiting = Invitation.objects.waiting().select_related("council", "invited_by")
        return waiting.filter(token_hash=hash_of(self.kwargs["token"])).first()

    @cached_property
    def owner(self):
        """The person whom the invited mailbox already signs in."""
        found = EmailAddress.objects.filter(email=self.invitation.address, verified=True)
        address = found.select_related("user").first()
        return address.user if address else None

    @cached_property
    def situation(self):
        """Who is likely to be reading: decides what the page asks."""
        person = self.request.user
        if person.is_authenticated:
            return "mine" if self.owner in (None, person) else "taken_over"
        return "known" if self.owner else "new"

    def dispatch(self, request, *args, **kwargs):
        if self.invitation is None:
            # used, cancelled, too old or mistyped: kindly, and the same for each
            return TemplateResponse(request, "accounts/invitation_gone.html", status=410).render()
        return super().dispatch(request, *args, **kwargs)

    def form(self, *args):
        if self.situation == "known":
            return WhoForm(*args, owner=self.owner)
        if self.situation == "new":
            return JoinForm(*args, initial={"name": self.invitation.name})
        return ConfirmJoinForm(*args)

    def context(self):
        invitation = self.invitation
        inviter = invitation.invited_by
        return {
            **super().context(),
            "invitation": invitation,
            "inviter": f"{inviter}, {role_towards(inviter, invitation.council)}",
            "situation": self.situation,
            "owner": self.owner,
        }

    def done(self, form):
        token = self.kwargs["token"]
        if self.request.user.is_authenticated:
            membership = actions.accept_invitation(token=token, by=self.request.user)
            self.request.session["acting_for"] = membership.council_id
            return redirect(settings.LOGIN_REDIRECT_URL)
        if self.situation == "known" and form.cleaned_data["who"] == WhoForm.SAME:
            membership = actions.accept_invitation(token=token, by=self.owner)
        else:
            membership = actions.join_as_new_person(token=token, name=form.cleaned_data["name"].strip())
        self.request.session["acting_for"] = membership.council_id
        # the link came to the mailbox, as a code would; those with an authenticator app are asked for it
        return perform_login(self.request, Login(user=membership.user, email=self.invitation.address))
