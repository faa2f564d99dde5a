"""Councils that have not answered: reminders by hand, and more time for all of them or one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charters import actions
from charters.forms.rounds import ReplyByForm
from charters.views.rounds import RoundForm, RoundPage
from core.editing import EditPage
from core.exceptions import Refused


class Extend(EditPage, RoundForm):
    """A later reply-by date; the box is empty, since the date of today's round cannot be the answer."""

    form_class = ReplyByForm
    title = gettext_lazy("Give councils more time")

    def explanation(self):
        facts = {"day": date_format(self.record.reply_by, "j F Y"), "count": self.record.asked - self.record.answered}
        words = ngettext(
            "Councils were asked to reply by %(day)s. The one that has not answered gets an e-mail with the new date.",
            "Councils were asked to reply by %(day)s. The %(count)s that have not answered get an e-mail with the "
            "new date.",
            facts["count"],
        )
        return words % facts

    def stored(self):
        return {"reply_by": self.record.reply_by}

    def form_kwargs(self):
        return {}

    def done(self, form):
        actions.extend_round(version=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("The councils still to answer have been told the new date"))
        return self.to_board()


class ExtendOne(Extend):
    """A later date for one council alone."""

    title = gettext_lazy("Give one council more time")

    @cached_property
    def response(self):
        waiting = self.record.responses.unanswered().with_version()
        return get_object_or_404(waiting, party__council__slug=self.kwargs["slug"])

    def explanation(self):
        facts = {"council": self.response.party.council.full_name, "day": date_format(self.response.reply_by, "j F Y")}
        words = _("%(council)s was asked to reply by %(day)s. It gets an e-mail with the new date; others keep theirs.")
        return words % facts

    def stored(self):
        return {"reply_by": self.response.reply_by}

    def done(self, form):
        actions.extend_reply(response=self.response, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        council = self.response.party.council.label
        messages.success(self.request, _("%(council)s has been told its new date") % {"council": council})
        return self.to_board()


class Remind(RoundPage):
    """A reminder by hand."""

    template_name = "charters/remind.html"

    def context(self):
        return {**super().context(), "refusal": actions.not_now(self.response)}

    @cached_property
    def response(self):
        return get_object_or_404(self.record.responses.with_version(), party__council__slug=self.kwargs["slug"])

    def get(self, request, *args, **kwargs):
        return self.page(response=self.response)

    def post(self, request, *args, **kwargs):
        try:
            response = actions.remind(response=self.response, by=request.user)
        except Refused as refusal:
            return self.page(response=self.response, refusal=refusal.message)
        messages.success(request, _("Reminder sent to %(council)s") % {"council": response.party.council.label})
        return self.to_board()


class RemindAll(RoundPage):
    """A reminder to everyone who has not answered, after a look at who that is."""

    template_name = "charters/remind_all.html"

    def context(self):
        waiting = list(self.record.responses.unanswered().with_version().by_council())
        reasons = [(response, actions.not_now(response)) for response in waiting]
        return {
            **super().context(),
            "now": [response for response, reason in reasons if not reason],
            "later": [(response, reason) for response, reason in reasons if reason],
        }

    def get(self, request, *args, **kwargs):
        return self.page(refusal="")

    def post(self, request, *args, **kwargs):
        try:
            reminded = len(actions.remind_all(version=self.record, by=request.user))
        except Refused as refusal:
            return self.page(refusal=refusal.message)
        words = ngettext("Reminder sent to %(count)s council", "Reminders sent to %(count)s councils", reminded)
        messages.success(request, words % {"count": reminded})
        return self.to_board()
