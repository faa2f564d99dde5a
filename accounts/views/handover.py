"""A role passes on: who takes over, what moves, check, done; and cover for an absence."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.handover import arrange_cover, hand_over, is_own_address, mark_read, open_work_of
from accounts.handover_forms import CoverForm, HandOverForm
from accounts.models import Handover, Membership
from accounts.policies import may_read_as_successor
from core.exceptions import Refused
from core.jobs.actions import start_job
from core.views import FormPage, Page


class OneRole(Page, abstract=True):
    """A page about one membership that passes on."""

    policy = "accounts.hand_over"
    lookup = {"public_id": "public_id"}

    def scope(self):
        """What is over is not handed on, and its page is gone, also for the person themselves."""
        memberships = Membership.objects.visible_to(self.request.user).not_ended()
        return memberships.select_related("council", "user")

    def context(self):
        return {**super().context(), "membership": self.record, "is_own": self.record.user_id == self.request.user.pk}

    @property
    def key(self):
        """Where in the session the typed details are kept."""
        return f"hand-over:{self.record.public_id}"

    def kept(self):
        kept = self.request.session.get(self.key)
        if not kept:
            return None
        return {**kept, "last_day": date.fromisoformat(kept["last_day"]) if kept["last_day"] else None}


class HandOver(OneRole, FormPage):
    """Who takes over and when."""

    form_class = HandOverForm
    template_name = "accounts/hand_over.html"
    title = gettext_lazy("Hand the role over")

    def form_kwargs(self):
        initial = self.kept() or {"address": self.record.council.role_mailbox}
        return {"membership": self.record, "initial": initial}

    def done(self, form):
        data = form.cleaned_data
        day = data["last_day"].isoformat() if data["last_day"] else ""
        self.request.session[self.key] = {**data, "last_day": day}
        return redirect("accounts:hand-over-check", public_id=self.record.public_id)


class HandOverCheck(OneRole):
    """What moves; then it is done."""

    template_name = "accounts/hand_over_check.html"

    @cached_property
    def details(self):
        return self.kept()

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if self.details else self.first_page()

    def first_page(self):
        return redirect("accounts:hand-over", public_id=self.record.public_id)

    def context(self):
        return {
            **super().context(),
            "details": self.details,
            "moves_mailbox": is_own_address(self.record, self.details["address"]),
            "work": open_work_of(self.record),
            "refusal": "",
        }

    def post(self, request, *args, **kwargs):
        if not self.details:
            return self.first_page()
        facts = {name: self.details[name] for name in ("address", "name", "last_day", "note")}
        facts["no_handover"] = self.details.get("no_handover", "")
        try:
            handover = hand_over(membership=self.record, by=request.user, **facts)
        except Refused as refusal:
            return self.page(refusal=refusal.message)
        del request.session[self.key]
        if handover.last_day is None and self.record.user_id == request.user.pk:
            return redirect("accounts:handed-over")  # their session has just ended
        messages.success(request, _("The role is handed over. The successor has an e-mail with a link."))
        return redirect("accounts:handover", public_id=handover.public_id)


class HandedOver(Page):
    """For the person who has just given the role away and is signed out."""

    policy = "core.public"
    template_name = "accounts/handed_over.html"


class ReadHandover(Page):
    """What was open, the note, the dates; the successor says that they have read it."""

    policy = "accounts.read_handover"
    template_name = "accounts/handover.html"
    lookup = {"public_id": "public_id"}

    def scope(self):
        return Handover.objects.visible_to(self.request.user).with_people()

    def context(self):
        unread = self.record.read_at is None and may_read_as_successor(self.request.user, self.record)
        return {"handover": self.record, "membership": self.record.membership, "is_unread": unread}


class HandoverButton(ReadHandover, abstract=True):
    """A button on the page of a handover; opened as a page it leads back."""

    def get(self, request, *args, **kwargs):
        return redirect("accounts:handover", public_id=self.record.public_id)


class HandoverPdf(HandoverButton):
    """Has the PDF made."""

    def post(self, request, *args, **kwargs):
        council = self.record.council
        job = start_job(
            kind="accounts.handover",
            title=_("Handover: %(role)s") % {"role": self.record},
            subject=self.record,
            council=council,
            key=f"{self.record.pk}:{request.user.pk}",
            params={"handover": self.record.pk},
            by=request.user,
        )
        return redirect(job)


class MarkRead(HandoverButton):
    """The successor has read it."""

    policy = "accounts.read_as_successor"

    def post(self, request, *args, **kwargs):
        mark_read(handover=self.record, by=request.user)
        return redirect("accounts:handover", public_id=self.record.public_id)


class ArrangeCover(OneRole, FormPage):
    """Somebody stands in for some days."""

    form_class = CoverForm
    template_name = "accounts/cover.html"
    title = gettext_lazy("Arrange cover")

    def done(self, form):
        facts = form.cleaned_data
        arrange_cover(membership=self.record, by=self.request.user, **facts)
        messages.success(self.request, _("The request is on its way to %(address)s.") % {"address": facts["address"]})
        return redirect(reverse("accounts:people", args=[self.record.council.slug]))
