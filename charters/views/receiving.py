"""Replies that came by post, telephone or e-mail: the officer writes one down, those it concerns open the scan."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters import actions
from charters.forms.receiving import RecordReplyForm
from charters.models import ReceivedReply, VersionStatus
from charters.views.signing import ResponsePage
from core.downloads import as_attachment
from core.editing import EditPage
from core.views import FormPage, Page


class RecordReply(EditPage, ResponsePage):
    """What a council answered outside the portal, with the page it wrote."""

    policy = "charters.record_reply"
    form_class = RecordReplyForm
    template_name = "charters/record_reply.html"

    def stored(self):
        return actions.recorded_of(self.record)

    def form_kwargs(self):
        initial = {**self.stored(), "received_on": timezone.localdate()}
        return {"initial": initial, "one_way": self.record.version.agreement.one_way}

    def form(self, *args):
        form = super().form(*args)
        form.cancel_url = reverse("charters:board", args=[self.kwargs["reference"]])
        return form

    def context(self):
        return {**ResponsePage.context(self), **FormPage.context(self), "not_now": self._not_now()}

    def _not_now(self):
        """Why nothing can be recorded, in words; empty when it can."""
        if self.record.is_signed:
            return _("This council has signed. Nothing needs to be recorded.")
        if self.record.version.status != VersionStatus.OUT:
            return _("This round is closed, so no answer can be recorded any more.")
        if actions.answered_itself(self.record):
            return _("This council has answered here itself. Only its own people can change that answer.")
        return ""

    def done(self, form):
        actions.record_reply(response=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        council = self.record.party.council.label
        messages.success(self.request, _("Recorded. %(council)s has been told by e-mail.") % {"council": council})
        return redirect("charters:board", self.kwargs["reference"])


class Scan(Page):
    """The letter that came, for the council and the convener."""

    policy = "charters.read_scan"
    lookup = {
        "response__version__agreement__reference": "reference",
        "response__party__council__slug": "slug",
        "pk": "pk",
    }

    def scope(self):
        return ReceivedReply.objects.visible_to(self.request.user).whole()

    def get(self, request, *args, **kwargs):
        if not hasattr(self.record, "scan"):
            raise Http404
        return as_attachment(self.record.scan)
