"""A council that was asked has ended: its successors are asked in its place."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import ngettext

from charters import actions
from charters.actions.successors import cannot_ask, not_asked
from charters.views.rounds import RoundPage
from core.exceptions import Refused


class AskSuccessors(RoundPage):
    """Who took over, and what asking them means."""

    template_name = "charters/successors.html"

    @cached_property
    def response(self):
        return get_object_or_404(self.record.responses.with_version(), party__council__slug=self.kwargs["slug"])

    def context(self):
        return {
            **super().context(),
            "response": self.response,
            "council": self.response.party.council,
            "heirs": not_asked(self.response),
            "refusal": cannot_ask(self.response),
        }

    def post(self, request, *args, **kwargs):
        try:
            asked = len(actions.ask_successors(response=self.response, by=request.user))
        except Refused as refusal:
            return self.page(refusal=refusal.message)
        words = ngettext("%(count)s council asked in its place", "%(count)s councils asked in its place", asked)
        messages.success(request, words % {"count": asked})
        return self.to_board()
