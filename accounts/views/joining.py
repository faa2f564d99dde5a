"""Asking to join: which councils, who, check, send, and the link in the mail. What was typed is in the session."""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.actions.joining import MOST, ask_to_join, confirm_requests, owner_of
from accounts.forms import WhoForm
from accounts.joining_forms import ConfirmMailboxForm, DetailsForm, FindCouncilForm, UnlistedForm
from accounts.models import JoinRequest
from accounts.models.invitations import hash_of
from accounts.views.signin import too_many
from core.exceptions import Refused
from core.roles import Role
from core.views import FormPage, Page, PortalView
from councils.models import Council

KEPT = "joining"  # in the session: councils (slugs), unlisted ([name, place]), details


class AskPage(Page, abstract=True):
    """A step of asking to join."""

    policy = "accounts.ask_to_join"

    @cached_property
    def kept(self):
        """What was chosen and typed so far."""
        kept = self.request.session.get(KEPT, {})
        return {"councils": [], "unlisted": [], "details": {}, **kept}

    def keep(self, **changes):
        self.request.session[KEPT] = {**self.kept, **changes}

    @cached_property
    def councils(self):
        """The councils chosen from the list, in the order in which they were chosen."""
        slugs = self.kept["councils"]
        found = Council.objects.visible_to(self.request.user).filter(slug__in=slugs)
        return sorted(found, key=lambda council: slugs.index(council.slug))

    @property
    def count(self):
        return len(self.councils) + len(self.kept["unlisted"])

    def context(self):
        return {
            **super().context(),
            "councils": self.councils,
            "unlisted": self.kept["unlisted"],
            "details": self.kept["details"],
            "is_full": self.count >= MOST,
        }


class Ask(AskPage, FormPage):
    """For which councils: a list that grows, and a box to find the next one."""

    form_class = FindCouncilForm
    template_name = "accounts/ask.html"
    title = gettext_lazy("Ask to act for your council")

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("council", "").replace("\x00", "")  # from the page on which one is picked
        if wanted and Council.objects.filter(slug=wanted[:140]).exists():
            return redirect("accounts:ask-council", slug=wanted[:140])
        return super().get(request, *args, **kwargs)

    def done(self, form):
        if form.chosen:
            return redirect("accounts:ask-council", slug=form.chosen.slug)
        here = reverse("accounts:ask")
        wanted = {"tier": "local", "q": form.cleaned_data["council_name"], "next": here, "name": "council"}
        return redirect(f"{reverse('councils:pick')}?{urlencode(wanted)}")


class AskCouncil(AskPage):
    """Is it this one, and does somebody act for it already?"""

    template_name = "accounts/ask_council.html"
    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.visible_to(self.request.user)

    def situation(self):
        """Why it is not simply added."""
        council, person = self.record, self.request.user
        if council.is_dissolved:
            return "dissolved"
        if council.is_principal:
            return "principal"
        if person.is_authenticated and person.belongs_to(council):
            return "mine"
        return "taken" if council.has_clerk else "free"

    def context(self):
        return {**super().context(), "council": self.record, "situation": self.situation()}

    def post(self, request, *args, **kwargs):
        slugs = self.kept["councils"]
        if self.situation() in ("free", "taken") and self.record.slug not in slugs and self.count < MOST:
            self.keep(councils=[*slugs, self.record.slug])
        return redirect("accounts:ask")


class AskUnlisted(AskPage, FormPage):
    """A council that is not in the list."""

    form_class = UnlistedForm
    template_name = "accounts/ask_unlisted.html"
    title = gettext_lazy("A council that is not in the list")

    def done(self, form):
        typed = [form.cleaned_data["council"], form.cleaned_data["place"]]
        if typed not in self.kept["unlisted"] and self.count < MOST:
            self.keep(unlisted=[*self.kept["unlisted"], typed])
        return redirect("accounts:ask")


class AskDrop(PortalView):
    """The button that takes a council off the list again."""

    policy = "accounts.ask_to_join"

    def get(self, request):
        return redirect("accounts:ask")

    def post(self, request):
        kept, wanted = request.session.get(KEPT, {}), request.POST.get("council", "")
        councils = [slug for slug in kept.get("councils", []) if slug != wanted]
        unlisted = [typed for typed in kept.get("unlisted", []) if typed[0] != wanted]
        request.session[KEPT] = {**kept, "councils": councils, "unlisted": unlisted}
        return redirect("accounts:ask")


class AskDetails(AskPage, FormPage):
    """Name, role and mailbox."""

    form_class = DetailsForm
    template_name = "accounts/ask_details.html"
    title = gettext_lazy("About you")

    def dispatch(self, request, *args, **kwargs):
        self.request = request
        return super().dispatch(request, *args, **kwargs) if self.count else redirect("accounts:ask")

    def form_kwargs(self):
        person = self.request.user
        known = {"name": person.name, "address": person.email} if person.is_authenticated else {}
        return {"initial": {**known, **self.kept["details"]}}

    def done(self, form):
        self.keep(details=form.cleaned_data)
        return redirect("accounts:ask-check")


class AskCheck(AskPage):
    """Check the answers, then send."""

    template_name = "accounts/ask_check.html"

    def dispatch(self, request, *args, **kwargs):
        self.request = request
        if not self.count or not self.kept["details"]:
            return redirect("accounts:ask-details" if self.count else "accounts:ask")
        return super().dispatch(request, *args, **kwargs)

    def context(self):
        return {**super().context(), "role": Role(self.kept["details"]["role"]).label, "refusal": ""}

    def post(self, request, *args, **kwargs):
        details = {key: value for key, value in self.kept["details"].items() if key != "own_mailbox"}
        limited = too_many(request, "ask_to_join", details["address"].lower())
        if limited:
            return limited
        try:
            ask_to_join(councils=self.councils, unlisted=self.kept["unlisted"], by=request.user, **details)
        except Refused as refusal:
            return self.page(refusal=refusal.message)
        request.session[KEPT] = {"sent_to": details["address"]}
        return redirect("accounts:ask-sent")


class AskSent(Page):
    """Look into your mailbox; the same for every address."""

    policy = "accounts.ask_to_join"
    template_name = "accounts/ask_sent.html"

    def context(self):
        return {"address": self.request.session.get(KEPT, {}).get("sent_to", "")}


@method_decorator(never_cache, name="dispatch")
class ConfirmRequest(FormPage):
    """The link in the mail: only the button confirms, since mail scanners follow links."""

    policy = "accounts.ask_to_join"
    template_name = "accounts/confirm_request.html"
    title = gettext_lazy("Confirm your request")

    @cached_property
    def requests(self):
        found = JoinRequest.objects.filter(pk__in=JoinRequest.objects.behind_link(hash_of(self.kwargs["token"])))
        return list(found.select_related("council").order_by("pk"))

    @cached_property
    def owner(self):
        return owner_of(self.requests[0].address)

    @cached_property
    def situation(self):
        person = self.request.user
        if person.is_authenticated:
            return "mine" if self.owner in (None, person) else "taken_over"
        return "known" if self.owner else "new"

    def dispatch(self, request, *args, **kwargs):
        if not self.requests:
            return TemplateResponse(request, "accounts/request_gone.html", status=410).render()
        return super().dispatch(request, *args, **kwargs)

    def form(self, *args):
        if self.situation != "known":
            return ConfirmMailboxForm(*args)
        form = WhoForm(*args, owner=self.owner, initial={"name": self.requests[0].name})
        form.submit_text = ConfirmMailboxForm.submit_text
        return form

    def context(self):
        first = self.requests[0]
        facts = {"requests": self.requests, "first": first, "situation": self.situation, "owner": self.owner}
        return {**super().context(), **facts}

    def done(self, form):
        takes_over = self.situation == "known" and form.cleaned_data["who"] == WhoForm.SUCCESSOR
        confirm_requests(token=self.kwargs["token"], takes_over=takes_over, by=self.request.user)
        return redirect("accounts:ask-done")


class AskDone(Page):
    """The request is on its way; what happens next."""

    policy = "accounts.ask_to_join"
    template_name = "accounts/ask_done.html"
