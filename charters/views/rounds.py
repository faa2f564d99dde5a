"""A round: sending, the board, closing, publishing. For the convener's officers."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charters import actions
from charters.emails import rounds as emails
from charters.forms.rounds import InviteLaterForm, SendForm, WithdrawForm
from charters.models import SIGNABLE, AgreementVersion, Channel, Response
from charters.views.drafting import DraftPage
from charters.views.reading import AgreementPage
from charters.workflow import VERSION
from core.csv import LICENCE, csv_response
from core.editing import ConfirmPage
from core.exceptions import Refused
from core.policies import allows
from core.registry import MEANT_FOR, collect
from core.views import FormPage, ListPage, Page
from councils.models import Council, OwnPortal
from councils.models.own_portal import COUNTERSIGNERS
from councils.portal_parts import shown


class Send(FormPage, DraftPage):
    """To whom and by when; then check before it goes."""

    policy = "charters.send"
    form_class = SendForm
    template_name = "charters/send.html"
    title = gettext_lazy("Send it to councils")

    def form_kwargs(self):
        agreement = self.record.agreement
        convener = agreement.convener
        return {
            "local": Council.objects.local().current().of_principal(convener).by_name(),
            "principals": Council.objects.none()
            if agreement.one_way  # it is made to local councils
            else Council.objects.principals_beside(convener),
            "meant": Council.objects.current().filter(pk__in=collect(MEANT_FOR, agreement)),
            "initial": {"everyone": "all", "reply_by": self.usual_day(convener)},
        }

    def usual_day(self, convener):
        """Today and the days that this council gives to answer."""
        return timezone.localdate() + timedelta(days=OwnPortal.of(convener).reply_days)

    def context(self):
        return {**super().context(), "back_url": self.draft_url(), "agreement": self.record.agreement}

    def done(self, form):
        self.request.session[f"send:{self.record.pk}"] = {
            "councils": [c.pk for c in form.cleaned_data["recipients"]],
            "reply_by": form.cleaned_data["reply_by"].isoformat(),
        }
        return redirect("charters:send-check", self.record.agreement.reference)


class SendCheck(ConfirmPage, DraftPage):
    """What will be sent to whom: the last page before the text is frozen."""

    policy = "charters.send"
    template_name = "charters/send_check.html"

    def chosen(self):
        """The councils and the date typed before, or None when the session has ended."""
        kept = self.request.session.get(f"send:{self.record.pk}")
        if kept is None:
            return None
        councils = Council.objects.filter(pk__in=kept["councils"]).order_by("-tier", "search_name", "pk")
        return list(councils), timezone.datetime.fromisoformat(kept["reply_by"]).date()

    def context(self):
        councils, reply_by = self.chosen() or ([], None)
        unreachable = emails.unreachable(councils)
        return {
            "version": self.record,
            "agreement": self.record.agreement,
            "councils": councils,
            "reply_by": reply_by,
            "unreachable": unreachable,
        }

    def get(self, request, *args, **kwargs):
        if self.chosen() is None:
            return redirect("charters:send", self.record.agreement.reference)
        return self.page()

    def stored(self):
        return actions.text_of(self.record)

    def confirmed(self, seen):
        reference = self.record.agreement.reference
        if self.chosen() is None:
            return redirect("charters:send", reference)
        councils, reply_by = self.chosen()
        actions.send_version(version=self.record, councils=councils, reply_by=reply_by, seen=seen, by=self.request.user)
        self.request.session.pop(f"send:{self.record.pk}")
        words = ngettext("Sent to %(count)s council", "Sent to %(count)s councils", len(councils))
        messages.success(self.request, words % {"count": len(councils)})
        return redirect("charters:board", reference)


class RoundPage(Page, abstract=True):
    """A page about the newest version that was sent."""

    policy = "charters.send"
    lookup = {"agreement__reference": "reference"}

    def scope(self):
        versions = AgreementVersion.objects.visible_to(self.request.user).exclude(status="draft")
        return versions.select_related("agreement__convener__own_portal").with_counts().live_first()

    def to_board(self):
        return redirect("charters:board", self.record.agreement.reference)

    def context(self):
        return {"version": self.record, "agreement": self.record.agreement}


FILTERS = {
    "waiting": lambda row: row.answer == "sent",
    "answered": lambda row: row.answer != "sent",
    "signed": lambda row: row.is_signed,
    "unsigned": lambda row: not row.is_signed,
    "declined": lambda row: row.answer == "declined",
    "comments": lambda row: bool(row.comments),
    "acknowledged": lambda row: row.answer == "acknowledged",
}


def tabs(everyone, *, one_way=False):
    """The filters of the board as (key, words, how many councils); who is only told neither declines nor signs."""
    words = {
        "": _("All"),
        "waiting": _("Not answered"),
        "acknowledged": _("Acknowledged"),
        "comments": _("With comments"),
    }
    words = (
        words
        if one_way
        else {
            "": _("All"),
            "waiting": _("Not answered"),
            "answered": _("Answered"),
            "comments": _("With comments"),
            "declined": _("Declined"),
            "signed": _("Signed"),
            "unsigned": _("Not signed"),
        }
    )
    count = {key: sum(1 for row in everyone if fits(row)) for key, fits in FILTERS.items()}
    return [(key, text, count.get(key, len(everyone))) for key, text in words.items()]


def parts(everyone, *, one_way=False):
    """The whole round as one bar: each council in one part."""
    told = (
        ("acknowledged", _("acknowledged"), "good", lambda row: row.answer == "acknowledged"),
        ("waiting", _("no answer yet"), "waiting", lambda row: row.answer == "sent"),
    )
    groups = (
        told
        if one_way
        else (
            ("signed", _("signed"), "good", lambda row: row.is_signed),
            ("answered", _("accepted, not signed yet"), "info", lambda row: not row.is_signed and row.accepts),
            ("declined", _("declined"), "bad", lambda row: row.answer == "declined"),
            ("waiting", _("no answer yet"), "waiting", lambda row: row.answer == "sent"),
        )
    )
    return [
        {"text": words, "tone": tone, "value": sum(1 for row in everyone if fits(row)), "href": f"?show={key}"}
        for key, words, tone, fits in groups
    ]


def countersigners(version):
    """Of a closed round, the roles that may countersign it, in words; nothing where all may that sign."""
    roles = OwnPortal.of(version.agreement.convener).countersign_roles
    return shown("countersign_roles", roles) if version.status == "closed" and len(roles) < len(COUNTERSIGNERS) else ""


class Board(RoundPage, ListPage):
    """Who has answered and who has not; every number links to its councils."""

    policy = "charters.see_board"
    template_name = "charters/board.html"
    export = "charters:board-csv"
    per_page = 100

    @cached_property
    def everyone(self):
        return list(Response.objects.visible_to(self.request.user).filter(version=self.record).for_board())

    def rows(self):
        fits = FILTERS.get(self.request.GET.get("show"), lambda row: True)
        return [row for row in self.everyone if fits(row)]

    def may_record(self):
        """Whether signatures on paper can be recorded: where councils sign, and as long as they can."""
        signable = self.record.status in SIGNABLE and not self.record.agreement.one_way
        return signable and allows(self.request.user, "charters.send", self.record)

    def context(self):
        return {
            **super().context(),
            "show": self.request.GET.get("show", ""),
            "tabs": tabs(self.everyone, one_way=self.record.agreement.one_way),
            "parts": parts(self.everyone, one_way=self.record.agreement.one_way),
            "steps": VERSION.open_to(self.request.user, self.record),
            "countersigners": countersigners(self.record),
            "channels": dict(Channel.choices),
            "may_record": self.may_record(),
        }


def signed_how(row):
    """How a council signed, for a table: here, on paper, or by an association; empty if it has not."""
    if not row.is_signed:
        return ""
    return row.signed_for_by or ("paper" if row.on_paper else "portal")


class BoardCsv(Board):
    """The board as a table for a spreadsheet."""

    export, not_exported = None, "it is the export of the board"

    def get(self, request, *args, **kwargs):
        heading = ["council", "side", "answer", "answered_at", "signed", "signed_how", "comments", "reason", "came_by"]
        rows = (
            [
                r.party.council.label,
                r.party.get_side_display(),
                r.get_answer_display(),
                timezone.localdate(r.answered_at).isoformat() if r.answered_at else "",
                "yes" if r.is_signed else "no",
                signed_how(r),
                r.comments,
                r.reason,
                r.channel or ("portal" if r.answered_at else ""),
            ]
            for r in self.rows()
        )
        return csv_response(f"answers-{self.record.agreement.reference}.csv", heading, rows, LICENCE)


class RoundForm(FormPage, RoundPage, abstract=True):
    """A form about the round, under a few words on what will happen."""

    template_name = "charters/round_form.html"

    def explanation(self):
        return ""

    def form(self, *args):
        form = super().form(*args)
        form.cancel_url = reverse("charters:board", args=[self.record.agreement.reference])
        return form

    def context(self):
        return {
            **RoundPage.context(self),
            **FormPage.context(self),
            "explanation": self.explanation(),
            "nobody_left": False,
        }


class Withdraw(RoundForm):
    form_class = WithdrawForm
    title = gettext_lazy("Withdraw this version")

    def explanation(self):
        return _(
            "Nobody can answer or sign version %(number)s any more. Signatures given so far stay on record, but do not "
            "count. This cannot be undone; you can start a new version."
        ) % {"number": self.record.number}

    def done(self, form):
        actions.withdraw_version(version=self.record, by=self.request.user, **form.cleaned_data)
        return redirect("charters:detail", self.record.agreement.reference)


class InviteLater(RoundForm):
    form_class = InviteLaterForm
    title = gettext_lazy("Send it to more councils")

    def not_asked(self):
        convener = self.record.agreement.convener
        asked = self.record.responses.values("party__council")
        return Council.objects.local().current().of_principal(convener).by_name().exclude(pk__in=asked)

    def form_kwargs(self):
        return {"councils": self.not_asked()}

    def context(self):
        return {**super().context(), "nobody_left": not self.not_asked().exists()}

    def explanation(self):
        return _("Each council you choose gets an e-mail and a paper for its meeting.")

    def done(self, form):
        actions.invite_later(version=self.record, councils=list(form.cleaned_data["councils"]), by=self.request.user)
        return self.to_board()


class Close(RoundPage):
    """Asks, and says what closing means."""

    template_name = "charters/close.html"

    def get(self, request, *args, **kwargs):
        return self.page(refusal="")

    def post(self, request, *args, **kwargs):
        try:
            actions.close_round(version=self.record, by=request.user)
        except Refused as refusal:
            return self.page(refusal=refusal.message)
        messages.success(
            request,
            _("The round is closed. The %(noun)s can now be countersigned.") % {"noun": self.record.agreement.noun},
        )
        return self.to_board()


class Publish(AgreementPage):
    """Show the charter to the public, or take it back."""

    policy = "charters.publish"
    template_name = "charters/publish.html"

    def context(self):
        return {"agreement": self.record}

    def post(self, request, *args, **kwargs):
        actions.set_published(agreement=self.record, published=request.POST.get("published") == "yes", by=request.user)
        return redirect("charters:detail", self.record.reference)
