"""A council answers and signs; the convening principal countersigns."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import confirm_identity_proof, start_identity_proof
from accounts.actions.proof import has_app
from charters import actions
from charters.actions.objections import too_late
from charters.comments import before, parts_of
from charters.forms.signing import AnswerForm, ProofForm, SignForm
from charters.models import AgreementVersion, DecisionTaker, Response, VersionStatus, decision_takers
from core.downloads import DocumentPage
from core.editing import EditPage
from core.policies import allows
from core.views import FormPage, Page
from councils.models import Council


class ResponsePage(Page, abstract=True):
    """A page where one council speaks about the version it was sent last."""

    lookup = {"version__agreement__reference": "reference", "party__council__slug": "slug"}

    def scope(self):
        found = Response.objects.visible_to(self.request.user).with_version().with_signature()
        responses = found.select_related("in_place_of__party__council")
        return responses.live_first()

    def context(self):
        version = self.record.version
        return {
            "response": self.record,
            "version": version,
            "agreement": version.agreement,
            "council": self.record.party.council,
            "is_parish_meeting": self.record.party.council.type == Council.Type.PARISH_MEETING,
        }

    def to(self, name):
        return reverse(f"charters:{name}", args=[self.kwargs["reference"], self.kwargs["slug"]])


def commenting(person, response):
    """What the council has said about sections, and whether and about what it can say more."""
    open_to = response.version.status == VersionStatus.OUT and allows(person, "charters.answer", response)
    commented = list(response.section_comments.all())
    return {
        "commented": commented,
        "may_comment": open_to,
        "sections": parts_of(response.version) if open_to else {},
        "open_comments": {each.section_key for each in commented if not each.decision},
    }


class ResponseDetail(ResponsePage):
    """What this council is asked, what it has said, and what it can do now."""

    policy = "charters.read_response"
    template_name = "charters/response.html"

    def context(self):
        person, response = self.request.user, self.record
        shared = response.version.responses.filter(share_comments=True).exclude(pk=response.pk).for_board()
        return {
            **super().context(),
            "may_answer": allows(person, "charters.answer", response),
            "may_sign": allows(person, "charters.sign", response),
            "received": response.received.whole(),
            **commenting(person, response),
            "has_changes": before(response.version) is not None,
            "signature": response.version.signatures.filter(party=response.party).first(),
            "signed_pages": self.signed_pages(),
            "successors": response.taken_over_by.select_related("party__council"),
            "asked_to_sign": response.signing_requests.standing().select_related("person").first(),
            "may_name": allows(person, "charters.name_signatory", response),
            "shared": shared,
        }

    def signed_pages(self):
        """Pages on paper that were recorded for the council, each with whether it can still object."""
        person, response = self.request.user, self.record
        rows = response.version.signed_for.filter(party=response.party).with_page().order_by("-pk")
        for row in rows:
            row.may_object = not row.objected_at and allows(person, "charters.object", row) and not too_late(row)
        return rows


class Paper(ResponsePage, DocumentPage):
    """The paper for the council's meeting, as a PDF."""

    policy = "charters.read_response"
    template_name = "charters/not_ready.html"

    def document(self):
        return self.record.paper


class GiveAnswer(EditPage, ResponsePage):
    """Accept, accept with comments, or decline with a reason."""

    policy = "charters.answer"
    form_class = AnswerForm
    template_name = "charters/answer.html"

    def stored(self):
        return actions.answer_of(self.record)

    def form_kwargs(self):
        return {**super().form_kwargs(), "one_way": self.record.version.agreement.one_way}

    def context(self):
        return {**ResponsePage.context(self), **FormPage.context(self)}

    def done(self, form):
        actions.answer(response=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Your council’s answer has been recorded"))
        return redirect(self.to("response"))


def kept_signature(session, key):
    """The details typed on the page before, or None when the session has ended."""
    kept = session.get(f"sign:{key}")
    return {**kept, "resolution_on": date.fromisoformat(kept["resolution_on"])} if kept else None


class SigningStep(FormPage, abstract=True):
    """A page of signing: whoever has signed already, or pressed twice, is shown that instead."""

    def get(self, request, *args, **kwargs):
        return redirect(self.after_url()) if self.is_done() else super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.second() if self.is_done() else super().post(request, *args, **kwargs)

    def refused(self, form, refusal):
        """Somebody signed in the same moment: they are shown that, not a form that can no longer be sent."""
        self.record = self.find_record()
        return self.second() if self.is_done() else super().refused(form, refusal)

    def second(self):
        """To what was signed; unless it was they themselves who pressed twice, with who was first."""
        if not self.signatures().filter(signed_by=self.request.user).exists():
            messages.warning(self.request, self.told_second())
        return redirect(self.after_url())


class SigningPage(SigningStep, abstract=True):
    """The first page of signing: the decision and who signs. Continuing sends the code."""

    form_class = SignForm
    template_name = "charters/sign.html"

    def form_kwargs(self):
        council = self.signing_council()
        takers = decision_takers(council)
        kept = kept_signature(self.request.session, self.proof_key())
        return {"takers": takers, "initial": kept or {"decision_taker": takers[0].value if len(takers) == 1 else None}}

    def done(self, form):
        kept = {**form.cleaned_data, "resolution_on": form.cleaned_data["resolution_on"].isoformat()}
        self.request.session[f"sign:{self.proof_key()}"] = kept
        start_identity_proof(by=self.request.user, purpose=self.purpose(), subject_key=self.proof_key())
        return redirect(self.check_url())


class SigningCheck(SigningStep, abstract=True):
    """The second page: check the details, prove identity, sign."""

    form_class = ProofForm
    template_name = "charters/sign_check.html"

    def details(self):
        return kept_signature(self.request.session, self.proof_key())

    def get(self, request, *args, **kwargs):
        lost = not self.details() and not self.is_done()
        return redirect(self.first_url()) if lost else super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        lost = not self.details() and not self.is_done()
        return redirect(self.first_url()) if lost else super().post(request, *args, **kwargs)

    def form_kwargs(self):
        if has_app(self.request.user):
            return {"code_hint": _("Open your authenticator app and enter the 6 numbers it shows")}
        hint = _("We have sent a code to %(address)s. It works for 15 minutes.")
        return {"code_hint": hint % {"address": self.request.user.email}}

    def context(self):
        details = self.details()
        shown = details and {**details, "decision_taker": DecisionTaker(details["decision_taker"]).label}
        return {**super().context(), "details": shown, "first_url": self.first_url()}

    def done(self, form):
        key, by = self.proof_key(), self.request.user
        confirm_identity_proof(by=by, subject_key=key, code=form.cleaned_data["code"])
        self.sign(self.details())
        del self.request.session[f"sign:{key}"]
        return redirect(self.after_url())


class _ForResponse:
    """Signing as one of the councils asked."""

    policy = "charters.sign"

    def signing_council(self):
        return self.record.party.council

    def is_done(self):
        return self.record.is_signed

    def signatures(self):
        return self.record.version.signatures.filter(party=self.record.party)

    def told_second(self):
        return actions.already_signed(self.record)

    def proof_key(self):
        return self.record.proof_key

    def purpose(self):
        values = {"title": self.record.version.agreement.title, "council": self.record.party.council.label}
        return _("sign “%(title)s” for %(council)s") % values

    def first_url(self):
        return self.to("sign")

    def check_url(self):
        return self.to("sign-check")

    def after_url(self):
        return self.to("signed")

    def sign(self, details):
        actions.sign(response=self.record, by=self.request.user, **details)


class Sign(_ForResponse, SigningPage, ResponsePage):
    title = gettext_lazy("Sign for your council")

    def context(self):
        return {**ResponsePage.context(self), **FormPage.context(self)}


class SignCheck(_ForResponse, SigningCheck, ResponsePage):
    title = gettext_lazy("Check and sign")

    def context(self):
        return {**ResponsePage.context(self), **SigningCheck.context(self)}


class Signed(ResponsePage):
    """Confirmation with the reference and what happens next."""

    policy = "charters.read_response"
    template_name = "charters/signed.html"

    def context(self):
        signature = self.record.version.signatures.filter(party=self.record.party).first()
        if signature is None:
            raise Http404
        return {**super().context(), "signature": signature}


class _ForConvener:
    """Signing as the convening principal, after everyone else."""

    policy = "charters.countersign"
    lookup = {"agreement__reference": "reference"}

    def scope(self):
        closed = AgreementVersion.objects.visible_to(self.request.user).filter(status__in=["closed", "in_force"])
        return closed.select_related("agreement__convener").with_counts().order_by("-number")

    def signing_council(self):
        return self.record.agreement.convener

    def is_done(self):
        return self.record.status != VersionStatus.CLOSED

    def signatures(self):
        return self.record.signatures.filter(is_countersignature=True)

    def told_second(self):
        return actions.already_countersigned(self.record)

    def proof_key(self):
        return actions.countersign_key(self.record)

    def purpose(self):
        return _("countersign “%(title)s”") % {"title": self.record.agreement.title}

    def to(self, name):
        return reverse(f"charters:{name}", args=[self.kwargs["reference"]])

    def first_url(self):
        return self.to("countersign")

    def check_url(self):
        return self.to("countersign-check")

    def after_url(self):
        return self.to("detail")

    def about(self):
        version = self.record
        return {
            "version": version,
            "agreement": version.agreement,
            "council": version.agreement.convener,
            "is_parish_meeting": False,
        }

    def sign(self, details):
        actions.countersign(version=self.record, by=self.request.user, **details)
        words = _("The %(noun)s is in force. The signed copy is being made.")
        messages.success(self.request, words % {"noun": self.record.agreement.noun})


class Countersign(_ForConvener, SigningPage):
    title = gettext_lazy("Countersign")

    def context(self):
        return {**super().context(), **self.about()}


class CountersignCheck(_ForConvener, SigningCheck):
    title = gettext_lazy("Check and countersign")

    def context(self):
        return {**super().context(), **self.about()}
