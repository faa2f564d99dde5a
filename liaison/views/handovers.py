"""Handovers of local councils: the list, beginning one, its page, who follows where, completing, dropping, reading."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Membership
from core.csv import Export
from core.exceptions import Refused
from core.models import AuditEvent
from core.policies import allows
from core.views import FormPage, ListPage, Page
from councils.models import Council
from liaison import actions
from liaison.forms.handovers import BeginForm, ChooseSuccessorForm, CompleteForm, DropForm, LeaveOutForm
from liaison.handing import Handing, may_read_general
from liaison.models import CouncilHandover
from liaison.owed import handovers_of
from liaison.views.officers import OfOwnPrincipal

NEWEST = 20
COLUMNS = ("councils", "last_day", "state", "unwritten", "unread", "begun_on", "completed_on", "moved")


def cells(row):
    """One handover; nobody is named."""
    state = "completed" if row.completed_at else "begun"
    completed = timezone.localdate(row.completed_at) if row.completed_at else None
    return (row.councils, row.last_day, state, row.unwritten, row.unread if row.completed_at else None,
            timezone.localdate(row.begun_at), completed, row.moved)  # fmt: skip


class Handovers(ListPage, OfOwnPrincipal):
    """Begun and completed, newest first; above them whoever left without a word."""

    policy = "liaison.see_handovers"
    template_name = "liaison/handovers.html"
    export = Export("handovers", COLUMNS, cells)

    def rows(self):
        found = CouncilHandover.objects.visible_to(self.request.user).of_principal(self.record).standing()
        return found.whole().with_counts().newest_first()

    def context(self):
        return {"principal": self.record, "owed": handovers_of([self.record.pk])[self.record.pk].owed}


class Begin(FormPage, OfOwnPrincipal):
    """Who hands over, who follows, from when."""

    policy = "liaison.name_officers"
    form_class = BeginForm
    template_name = "liaison/form.html"
    title = gettext_lazy("Hand local councils over")

    def form_kwargs(self):
        """`?leaver=` and `?council=` come from the pages on which somebody decided to hand over."""
        council = Council.objects.local().of_principal(self.record).filter(slug=self.request.GET.get("council")).first()
        leaver = _membership(self.record, self.request.GET.get("leaver", ""))
        initial = {"leaver": leaver} if leaver else {}
        if leaver and (last := last_day_of(leaver)):
            initial["last_day"] = last
        return {"principal": self.record, "council": council, "initial": initial}

    def context(self):
        back = reverse("liaison:handovers", args=[self.record.slug])
        return {**super().context(), "back_url": back, "lead": self.record.full_name}

    def done(self, form):
        handover = actions.begin_handover(principal=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Now write what whoever follows should know. Nothing has changed yet."))
        return redirect(handover)


def _membership(principal, public_id):
    try:
        return Membership.objects.filter(council=principal, public_id=public_id).first()
    except ValidationError:  # it is no public id
        return None


def last_day_of(membership):
    """The day on which somebody left or leaves, or None."""
    return timezone.localdate(membership.revoked_at) if membership.revoked_at else membership.ends_on


class HandoverPage(Page, abstract=True):
    """A page about one handover."""

    policy = "liaison.read_handover"
    lookup = {"public_id": "public_id"}

    def scope(self):
        return CouncilHandover.objects.visible_to(self.request.user).whole()

    @property
    def handover(self):
        return self.record

    @cached_property
    def notes(self):
        """Of the councils that the person may read about."""
        found = self.handover.notes.visible_to(self.request.user).whole().by_council()
        return list(found)

    def about(self):
        lead = _("Handover of %(name)s") % {"name": self.handover.leaver.user}
        return {"handover": self.handover, "lead": lead, "back_url": self.handover.get_absolute_url()}

    @property
    def may_write(self):
        return self.handover.is_open and allows(self.request.user, "liaison.write_handover", self.handover)


class ShowHandover(HandoverPage):
    """Every council: who follows, what is written, what is open; what the person can do next."""

    template_name = "liaison/handover.html"

    def context(self):
        person, handover = self.request.user, self.handover
        handing = Handing(handover, self.notes)
        officer = allows(person, "liaison.see_handovers", handover.principal)
        return {
            **self.about(),
            "handing": handing,
            "writes": self.may_write,
            "completes": handover.is_open and allows(person, "liaison.name_officers", handover.principal),
            "late": handing.late if self.may_write and handover.is_whole else (),
            "to_read": sum(note.read_at is None and note.successor.user_id == person.pk for note in self.notes)
            if handover.completed_at else 0,
            "lists": officer,
            "general": handing.general if may_read_general(person, handover) else (),
            "events": AuditEvent.objects.about(handover).readable_by(person)[:NEWEST],
        }  # fmt: skip


class HandoverButton(HandoverPage, abstract=True):
    """A button on the page of a handover; opened as a page it leads back."""

    def get(self, request, *args, **kwargs):
        return redirect(self.record)

    def post(self, request, *args, **kwargs):
        try:
            self.act(request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        return redirect(self.record)


class AddCouncils(HandoverButton):
    """Councils for which the leaver was named since."""

    policy = "liaison.write_handover"

    def act(self, by):
        actions.add_councils(handover=self.record, by=by)


class ReadAll(HandoverButton):
    """The successor has read all that came to them."""

    def act(self, by):
        many = actions.confirm_reading(handover=self.record, by=by)
        words = ngettext("Read: %(num)s council.", "Read: %(num)s councils.", many) % {"num": many}
        messages.success(self.request, words)


class Share(FormPage, HandoverPage):
    """Somebody else follows at some of the councils."""

    policy = "liaison.write_handover"
    form_class = ChooseSuccessorForm
    template_name = "liaison/form.html"
    title = gettext_lazy("Who follows at which councils?")

    def form_kwargs(self):
        notes = self.record.notes.visible_to(self.request.user).whole().by_council()
        return {"handover": self.record, "notes": notes}

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        said = form.cleaned_data
        actions.choose_successor(
            handover=self.record, notes=list(said["notes"]), successor=said["successor"], by=self.request.user
        )
        messages.success(self.request, _("Saved."))
        return redirect(self.record)


class LeaveOut(Share):
    """Some councils stay with the leaver."""

    form_class = LeaveOutForm
    title = gettext_lazy("Which councils stay?")

    def done(self, form):
        actions.leave_out(handover=self.record, notes=list(form.cleaned_data["notes"]), by=self.request.user)
        messages.success(self.request, _("Left out. What is open there stays, too."))
        return redirect(self.record)


class Complete(FormPage, HandoverPage):
    """What will happen; then it happens."""

    policy = "liaison.write_handover"
    form_class = CompleteForm
    template_name = "liaison/handover_complete.html"
    title = gettext_lazy("Hand over now?")

    @cached_property
    def handing(self):
        return Handing(self.handover, self.notes)

    def form_kwargs(self):
        return {"silent": self.handing.silent}

    def context(self):
        return {**super().context(), **self.about(), "handing": self.handing}

    def done(self, form):
        why = form.cleaned_data.get("no_note", "")
        actions.complete_handover(handover=self.record, no_note=why, by=self.request.user)
        messages.success(
            self.request, _("Handed over. Whoever follows has an e-mail; clerks are told on the first day.")
        )
        return redirect(self.record)


class Drop(FormPage, HandoverPage):
    """It was begun by mistake, or the person stays."""

    policy = "liaison.write_handover"
    form_class = DropForm
    template_name = "liaison/form.html"
    title = gettext_lazy("Drop this handover?")

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.drop_handover(handover=self.record, by=self.request.user)
        messages.success(self.request, _("Dropped. Nothing has changed for the councils."))
        if allows(self.request.user, "liaison.see_handovers", self.record.principal):
            return redirect("liaison:handovers", self.record.principal.slug)
        return redirect(self.record)
