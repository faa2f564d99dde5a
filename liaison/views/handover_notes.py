"""One council of a handover: its note, writing and reading it; PDFs of one council and of all."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.editing import EditPage
from core.jobs.actions import start_job
from liaison import actions
from liaison.forms.handovers import NoteForm
from liaison.handing import Handing
from liaison.models import HandoverNote
from liaison.views.handovers import HandoverPage


class NotePage(HandoverPage, abstract=True):
    """A page about one council of a handover."""

    def scope(self):
        return HandoverNote.objects.visible_to(self.request.user).whole()

    def find_record(self):
        """The policy is asked about the handover; the page is about the note."""
        self.note = super().find_record()
        return self.note.handover

    @property
    def handover(self):
        return self.note.handover


class ShowNote(NotePage):
    """What whoever follows must know about one council, and what is open there."""

    template_name = "liaison/handover_note.html"

    def context(self):
        note, person = self.note, self.request.user
        handing = Handing(self.handover, self.notes)
        place = next(at for at, each in enumerate(self.notes) if each.pk == note.pk)
        return {
            **self.about(),
            "note": note,
            "items": handing.items_of(note),
            "writes": self.may_write,
            "reads": self.handover.completed_at and note.read_at is None and note.successor.user_id == person.pk,
            "before": self.notes[place - 1] if place else None,
            "after": self.notes[place + 1] if place + 1 < len(self.notes) else None,
        }


class WriteNote(EditPage, NotePage):
    """Write it; the next council is one press away."""

    policy = "liaison.write_handover"
    form_class = NoteForm
    template_name = "liaison/handover_write.html"

    @property
    def title(self):
        return self.note.area_label

    def stored(self):
        return actions.note_of(self.note)

    def form_kwargs(self):
        return {**super().form_kwargs(), "note": self.note}

    def context(self):
        items = Handing(self.handover, [self.note]).items_of(self.note)
        return {**super().context(), **self.about(), "note": self.note, "items": items}

    def done(self, form):
        actions.write_note(note=self.note, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        silent = next((each for each in self.notes if not each.is_written and each.pk != self.note.pk), None)
        messages.success(self.request, _("Saved: %(council)s.") % {"council": self.note.area_label})
        return redirect("liaison:handover-write", silent.public_id) if silent else redirect(self.handover)


class ReadNote(NotePage):
    """The successor has read it."""

    def get(self, request, *args, **kwargs):
        return redirect(self.note)

    def post(self, request, *args, **kwargs):
        actions.confirm_reading(handover=self.handover, notes=[self.note], by=request.user)
        return redirect(self.note)


class HandoverPdf(HandoverPage):
    """Has one PDF made of all councils that the person may read about."""

    note = None

    def get(self, request, *args, **kwargs):
        return redirect(self.note or self.handover)

    def post(self, request, *args, **kwargs):
        handover, note = self.handover, self.note
        about = note.area_label if note else handover.leaver.user
        job = start_job(
            kind="liaison.handover",
            title=_("Handover: %(about)s") % {"about": about},
            subject=handover,
            council=handover.principal,
            key=f"{handover.pk}:{note.pk if note else 0}:{request.user.pk}",
            params={"handover": handover.pk, "note": note.pk if note else None},
            by=request.user,
        )
        return redirect(job)


class NotePdf(NotePage, HandoverPdf):
    """The same of one council."""
