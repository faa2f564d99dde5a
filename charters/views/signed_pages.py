"""Signatures on paper: the officer records one, an association's for many, and a council objects to either."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charters import actions
from charters.actions.objections import too_late
from charters.emails.rounds import unreachable
from charters.forms.signed_pages import ObjectionForm, RecordAssociationForm, RecordSignatureForm
from charters.models import SENT, SIGNABLE, AgreementVersion, Party, Response, SignedFor, SignedPage, VersionStatus
from charters.views.rounds import RoundForm
from core.downloads import as_attachment
from core.formatting import date
from core.views import FormPage, Page
from councils.models import Council


class RecordSignature(FormPage):
    """What a council signed on paper; the convener's own page puts the charter in force."""

    policy = "charters.record_signature"
    lookup = {"agreement__reference": "reference", "council__slug": "slug"}
    form_class = RecordSignatureForm
    template_name = "charters/record_signature.html"

    def scope(self):
        parties = Party.objects.visible_to(self.request.user)
        return parties.select_related("agreement__convener__own_portal", "council")

    @cached_property
    def response(self):
        """What the council was sent last; None for the convener, who sends."""
        sent = Response.objects.filter(party=self.record).with_version().with_signature()
        return sent.live_first().first()

    @cached_property
    def version(self):
        versions = AgreementVersion.objects.filter(agreement=self.record.agreement, status__in=SENT)
        version = versions.live_first().first() if self.record.is_convener else self.response and self.response.version
        if version is None:
            raise Http404
        return version

    def form(self, *args):
        form = super().form(*args)
        form.cancel_url = reverse("charters:board", args=[self.kwargs["reference"]])
        return form

    def context(self):
        return {
            **super().context(),
            "agreement": self.record.agreement,
            "council": self.record.council,
            "is_convener": self.record.is_convener,
            "version": self.version,
            "not_now": self._not_now(),
        }

    def _not_now(self):
        """Why nothing can be recorded, in words; empty when it can."""
        if self.record.is_convener:
            is_closed = self.version.status == VersionStatus.CLOSED
            return "" if is_closed else _("Close the round first. The convening council signs after all others.")
        if self.response.is_signed:
            return _("This council has signed. Nothing needs to be recorded.")
        return "" if self.version.status in SIGNABLE else _("This version is not open for signature.")

    def done(self, form):
        by, council = self.request.user, self.record.council.label
        if self.record.is_convener:
            actions.record_countersignature(version=self.version, by=by, **form.cleaned_data)
            words = _("The %(noun)s is in force. The signed copy is being made.")
            messages.success(self.request, words % {"noun": self.record.agreement.noun})
            return redirect("charters:detail", self.kwargs["reference"])
        actions.record_signature(response=self.response, by=by, **form.cleaned_data)
        words = _("Recorded. %(council)s has been told by e-mail.")
        if unreachable([self.record.council]):
            words = _("Recorded. No e-mail reaches %(council)s, so tell it another way what you recorded.")
        messages.success(self.request, words % {"council": council})
        return redirect("charters:board", self.kwargs["reference"])


class RecordAssociation(RoundForm):
    """An association signed for councils; below, what was recorded before and how it stands."""

    policy = "charters.record_association"
    form_class = RecordAssociationForm
    template_name = "charters/record_association.html"
    title = gettext_lazy("Record the signature of an association")

    @cached_property
    def councils(self):
        can_be_listed = actions.can_be_listed(self.record).values("party__council")
        return Council.objects.filter(pk__in=can_be_listed).by_name()

    def form_kwargs(self):
        return {"councils": self.councils}

    def context(self):
        pages = SignedPage.objects.visible_to(self.request.user).filter(version=self.record)
        is_open = self.record.status in SIGNABLE
        return {
            **super().context(),
            "pages": pages.of_associations().whole(),
            "is_open": is_open,
            "nobody_left": not (is_open and self.councils.exists()),
        }

    def done(self, form):
        facts = {**form.cleaned_data, "councils": list(form.cleaned_data["councils"])}
        page = actions.record_association(version=self.record, by=self.request.user, **facts)
        many = len(facts["councils"])
        words = ngettext(
            "Recorded. %(count)s council has been told and may object until %(day)s.",
            "Recorded. %(count)s councils have been told and may object until %(day)s.",
            many,
        )
        messages.success(self.request, words % {"count": many, "day": date(page.object_until)})
        return redirect("charters:record-association", self.record.agreement.reference)


class Objection(FormPage):
    """A council says that a page was not signed for it."""

    policy = "charters.object"
    lookup = {"version__agreement__reference": "reference", "party__council__slug": "slug", "pk": "pk"}
    form_class = ObjectionForm
    template_name = "charters/object.html"

    def scope(self):
        return SignedFor.objects.visible_to(self.request.user).with_page()

    def to_response(self):
        return reverse("charters:response", args=[self.kwargs["reference"], self.kwargs["slug"]])

    def form(self, *args):
        form = super().form(*args)
        form.cancel_url = self.to_response()
        return form

    def context(self):
        signed_for = self.record
        over = _("Your council has already objected.") if signed_for.objected_at else too_late(signed_for)
        return {
            **super().context(),
            "signed_for": signed_for,
            "agreement": signed_for.version.agreement,
            "council": signed_for.party.council,
            "over": over,
        }

    def done(self, form):
        actions.object_to_page(signed_for=self.record, by=self.request.user, **form.cleaned_data)
        convener = self.record.version.agreement.convener.label
        words = _("Your council’s objection is recorded, and %(convener)s has been told.")
        messages.success(self.request, words % {"convener": convener})
        return redirect(self.to_response())


class Scan(Page):
    """The signed page, for the councils it was signed for and the convener."""

    policy = "charters.read_signed_page"
    lookup = {"version__agreement__reference": "reference", "pk": "pk"}

    def scope(self):
        return SignedPage.objects.visible_to(self.request.user).whole()

    def get(self, request, *args, **kwargs):
        return as_attachment(self.record.scan)
