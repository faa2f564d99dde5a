"""The shared mailbox of a council when e-mail to it comes back."""

from django.contrib import messages
from django.shortcuts import redirect

from core.exceptions import Refused
from core.mail.addresses import state_of
from core.mail.views import cleared_words
from core.policies import allows
from core.views import Page
from councils import actions
from councils.views.profile import OfCouncil


class Mailbox(OfCouncil, Page):
    """What happens to e-mail for the council, and the two ways to put it right."""

    policy = "councils.clear_mailbox"
    template_name = "councils/mailbox.html"

    def context(self):
        return {
            "council": self.record,
            "state": state_of(self.record.role_mailbox),
            "may_edit": allows(self.request.user, "councils.edit_profile", self.record),
        }

    def post(self, request, *args, **kwargs):
        try:
            released = actions.clear_mailbox(council=self.record, by=request.user)
        except Refused as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, cleared_words(self.record.role_mailbox, released))
        return redirect("councils:mailbox", slug=self.record.slug)
