"""Looking at a charter again, and leaving it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters import actions
from charters.forms.life import CloseReviewForm, LeaveForm, OpenReviewForm, ViewForm
from charters.life import life_of
from charters.models import Party
from charters.terms import last_day_after_notice
from charters.views.commitments import ProgressPage
from core.editing import EditPage
from core.formatting import date
from core.policies import allows
from core.views import FormPage, Page


class ReviewPage(ProgressPage):
    """The review that is open, or the last one: what every council said and what followed."""

    template_name = "charters/review.html"

    def context(self):
        reviews = list(self.version.reviews.prefetch_related("views__party__council"))
        parties = Party.objects.visible_to(self.request.user).in_charter().filter(agreement=self.record)
        mine = [p for p in parties.in_order() if allows(self.request.user, "charters.report_progress", p)]
        return {
            "agreement": self.record,
            "reviews": reviews,
            "is_open": bool(reviews) and reviews[0].closed_at is None,
            "mine": mine,
            "may_keep": allows(self.request.user, "charters.keep", self.version),
        }


class LifeForm(FormPage, ProgressPage, abstract=True):
    """A form about the life of a version in force."""

    policy = "charters.keep"
    template_name = "charters/life_form.html"
    back = "charters:review"

    def form(self, *args):
        form = super().form(*args)
        form.cancel_url = reverse(self.back, args=[self.record.reference])
        return form

    def context(self):
        return {**FormPage.context(self), "agreement": self.record, "explanation": self.explanation()}

    def explanation(self):
        return ""

    def to_review(self, words):
        messages.success(self.request, words)
        return redirect("charters:detail" if self.has_ended() else "charters:review", self.record.reference)

    def has_ended(self):
        return False


class Open(LifeForm):
    """Ask every council in the charter."""

    form_class = OpenReviewForm

    @property
    def title(self):
        return _("Review the %(noun)s") % {"noun": self.record.noun}

    def explanation(self):
        return _("Every council in it is asked what works, what does not, and what should follow.")

    def done(self, form):
        actions.open_review(version=self.version, by=self.request.user, **form.cleaned_data)
        return self.to_review(_("The review is open. The councils have been asked."))


class Close(LifeForm):
    """Record what was found and what follows."""

    form_class = CloseReviewForm
    title = gettext_lazy("Close the review")

    @cached_property
    def review(self):
        review = self.version.reviews.open().first()
        if review is None:
            raise Http404
        return review

    def explanation(self):
        facts = {"said": self.review.views.count(), "all": self.version.signatures.count()}
        return _("%(said)s of %(all)s councils have said how it goes.") % facts

    def done(self, form):
        self.outcome = form.cleaned_data["outcome"]
        actions.close_review(review=self.review, by=self.request.user, **form.cleaned_data)
        return self.to_review(_("The review is closed, and the councils have been told."))

    def has_ended(self):
        return self.outcome == "end"


class PartyForm(FormPage, Page, abstract=True):
    """A form for one council in a charter."""

    lookup = {"agreement__reference": "reference", "council__slug": "slug"}
    template_name = "charters/life_form.html"

    def scope(self):
        mine = Party.objects.visible_to(self.request.user).in_charter()
        return mine.select_related("agreement__convener", "council")

    @cached_property
    def version(self):
        return self.record.agreement.versions.select_related("agreement__convener").get(status="in_force")

    def context(self):
        names = {"agreement": self.record.agreement, "council": self.record.council}
        return {**FormPage.context(self), **names, "explanation": self.explanation()}


class Say(EditPage, PartyForm):
    """How a council sees it; it may change that until the review is closed."""

    policy = "charters.report_progress"
    form_class = ViewForm

    @property
    def title(self):
        words = {"council": self.record.council.full_name, "noun": self.record.agreement.noun}
        return _("How does the %(noun)s go for %(council)s?") % words

    @cached_property
    def review(self):
        review = self.version.reviews.open().first()
        if review is None:
            raise Http404
        return review

    def explanation(self):
        words = _("You can change your answer until the review is closed. Please answer by %(day)s.")
        return words % {"day": date(self.review.views_by)}

    def stored(self):
        return actions.view_of(self.review, self.record)

    def done(self, form):
        actions.give_view(
            review=self.review, party=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data
        )
        messages.success(self.request, _("Saved. Thank you."))
        return redirect("charters:review", self.record.agreement.reference)


class Leave(PartyForm):
    """A council gives notice."""

    policy = "charters.leave"
    form_class = LeaveForm

    @property
    def title(self):
        words = {"council": self.record.council.full_name, "noun": self.record.agreement.noun}
        return _("Leave the %(noun)s for %(council)s") % words

    def explanation(self):
        day = last_day_after_notice(timezone.localdate(), life_of(self.version).notice_months)
        words = _(
            "If you give notice today, %(day)s is the last day of your council in the charter. For the others it stays "
            "in force. Every council in it is told. This cannot be undone; your council can sign a later version."
        )
        return words % {"day": date(day)}

    def done(self, form):
        facts = {name: form.cleaned_data[name] for name in ("minute_reference", "reason")}
        notice = actions.leave(version=self.version, party=self.record, by=self.request.user, **facts)
        words = _("Notice given. The last day of your council in it is %(day)s.")
        messages.success(self.request, words % {"day": date(notice.last_day)})
        return redirect("charters:life", self.record.agreement.reference)
