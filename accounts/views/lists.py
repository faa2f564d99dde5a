"""Inviting every local council from a list, and who has joined."""

from collections import Counter
from itertools import chain

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actions.batches import send_batch, upload_batch
from accounts.actions.sending import INVITED, JOINED, PROBLEM, SEND, check_rows
from accounts.forms import MailboxListForm
from accounts.models import Invitation, InvitationBatch, Membership
from accounts.policies import invitations_open_to
from accounts.querysets import councils_with_people_of
from core.csv import LICENCE, Export, csv_response
from core.exceptions import Refused
from core.views import ExportedPage, FormPage, ListPage, PortalView
from councils.models import Council


class OfPrincipal(PortalView, abstract=True):
    """A page for the officers of one principal council."""

    policy = "accounts.invite_in_bulk"
    lookup = {"slug": "slug"}

    def scope(self):
        person = self.request.user
        return councils_with_people_of(person).principal() if person.is_authenticated else None

    def not_asked(self, asked):
        """Local councils that nobody has invited and that nobody acts for yet."""
        mine = Council.objects.visible_to(self.request.user).of_principal(self.record).local().current()
        joined = Membership.objects.visible_to(self.request.user).current().values("council")
        return mine.exclude(pk__in=asked).exclude(pk__in=joined).order_by("name", "pk")


class Upload(OfPrincipal, FormPage):
    """The officer's spreadsheet; nothing is sent yet."""

    form_class = MailboxListForm
    template_name = "accounts/upload_list.html"
    title = gettext_lazy("Invite your local councils from a list")

    def context(self):
        return {**super().context(), "council": self.record}

    def done(self, form):
        file = form.cleaned_data["file"]
        batch = upload_batch(principal=self.record, filename=file.name, content=file.read(), by=self.request.user)
        return redirect("accounts:check-list", public_id=batch.public_id)


class CheckList(ExportedPage):
    """What will be sent, what will not and why; afterwards how far the sending is."""

    policy = "accounts.manage_list"
    lookup = {"public_id": "public_id"}
    template_name = "accounts/check_list.html"
    export = Export(
        "invitation-list",
        ("line", "council", "address", "name", "outcome", "note"),
        lambda row: (row.line, row.council.label if row.council else row.council_text, row.address, row.name,
                     row.outcome, row.note or row.warning),
    )  # fmt: skip

    def get(self, request, *args, **kwargs):
        """`?format=state` is how far it is, for the script of the page."""
        if request.GET.get("format") == "state":
            return JsonResponse({"ready": self.record.finished_at is not None, "text": self.so_far()})
        return super().get(request, *args, **kwargs)

    def so_far(self):
        sent = self.record.invitations.count()
        return ngettext("Being sent: %(sent)s invitation so far", "Being sent: %(sent)s invitations so far", sent) % {
            "sent": sent
        }

    def rows(self):
        return check_rows(self.record)

    def scope(self):
        return InvitationBatch.objects.visible_to(self.request.user).select_related("principal", "sent_by")

    def context(self):
        rows = self.rows()
        groups = [(outcome, [row for row in rows if row.outcome == outcome])
                  for outcome in (PROBLEM, SEND, INVITED, JOINED)]  # fmt: skip
        return {
            "batch": self.record,
            "groups": [(outcome, members) for outcome, members in groups if members],
            "counts": Counter(row.outcome for row in rows),
            "total": len(rows),
            "sent": self.record.invitations.count(),
        }

    def post(self, request, *args, **kwargs):
        try:
            send_batch(batch=self.record, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        return redirect("accounts:check-list", public_id=self.record.public_id)


class Invitations(OfPrincipal, ListPage):
    """Who of my local councils has joined: 31 of 49."""

    template_name = "accounts/invitations.html"
    export = "accounts:invitations-csv"

    @cached_property
    def all_rows(self):
        return list(
            Invitation.objects.visible_to(self.request.user)
            .of_principal(self.record)
            .select_related("council", "accepted_by")
            .prefetch_related("council__parents")
            .order_by("council__name", "council_id", "pk")
        )

    def rows(self):
        wanted = self.request.GET.get("state", "")
        return [invitation for invitation in self.all_rows if wanted in ("", invitation.state)]

    def context(self):
        asked = {invitation.council_id for invitation in self.all_rows}
        joined = {i.council_id for i in self.all_rows if i.state == Invitation.State.JOINED}
        return {
            "council": self.record,
            "asked": len(asked),
            "not_asked": self.not_asked(asked),
            "joined": len(joined),
            "states": Counter(invitation.state for invitation in self.all_rows),
            "State": Invitation.State,
            "manageable": invitations_open_to(self.request.user, self.all_rows),
            "wanted": self.request.GET.get("state", ""),
        }


class InvitationsCsv(OfPrincipal):
    """The same for a spreadsheet."""

    def get(self, request, *args, **kwargs):
        heading = ("council", "role", "address", "state", "invited_on", "joined_on")
        wanted = request.GET.get("state", "")
        rows = (
            (i.council.label, i.get_role_display(), i.address, i.state.label,
             timezone.localdate(i.invited_at).isoformat(),
             timezone.localdate(i.accepted_at).isoformat() if i.accepted_at else "")
            for i in Invitation.objects.visible_to(request.user).of_principal(self.record)
            .select_related("council").order_by("council__name", "council_id", "pk")
            if wanted in ("", i.state)
        )  # fmt: skip
        asked = Invitation.objects.visible_to(request.user).of_principal(self.record).values("council")
        if not wanted:  # whom nobody has invited is no invitation of any state
            not_asked = ((c.label, "", "", _("Not invited"), "", "") for c in self.not_asked(asked))
            rows = chain(rows, not_asked)
        return csv_response(f"invitations-{self.record.slug}.csv", heading, rows, LICENCE)
