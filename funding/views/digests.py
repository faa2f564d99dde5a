"""The funding e-mail for those who look after it, and as a page for those who got it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing import EditPage
from core.exceptions import Refused
from core.jobs.actions import start_job
from core.views import ListPage, Page, PortalView
from councils.looks import look_of_principal, principal_of
from councils.models import Council
from funding.actions.digests import note_of, send_test, write_note
from funding.digests.figures import councils_with_readers, with_figures
from funding.digests.message import from_content
from funding.digests.periods import period_of
from funding.digests.running import preview
from funding.forms.digests import NoteForm
from funding.models import DigestEdition, DigestRun, Rhythm
from funding.models.digests import SENT


class DigestPage(Page):
    """One funding e-mail, to read, to pass on and to print."""

    policy = "funding.read_digest"
    template_name = "funding/digest.html"
    lookup = {"public_id": "public_id"}

    def scope(self):
        return DigestEdition.objects.visible_to(self.request.user).select_related("run")

    def context(self):
        councils = Council.objects.filter(pk__in=self.record.council_ids).with_portal_owner()
        if look := look_of_principal(principal_of(councils)):
            self.request.look = look  # as in the e-mail
        return {"edition": self.record, "digest": from_content(self.record.content)}


class PrintDigest(PortalView):
    """The button “Print for the meeting”: a PDF, made by the worker."""

    policy = "funding.print_digest"
    lookup = {"public_id": "public_id"}

    def scope(self):
        return DigestEdition.objects.visible_to(self.request.user)

    def get(self, request, public_id):
        return redirect("funding:digest", public_id)

    def post(self, request, public_id):
        digest = from_content(self.record.content)
        job = start_job(
            kind="funding.digest", title=digest.subject(), params={"edition": self.record.pk}, by=request.user
        )
        return redirect("core:job", job.public_id)


class Digests(ListPage):
    """When the e-mail goes next, what it would say, and what became of the last ones."""

    policy = "funding.see_digests"
    template_name = "funding/digests.html"
    not_exported = "figures of e-mails; who got them is in the list of e-mails"
    per_page = 20

    def rows(self):
        return DigestRun.objects.visible_to(self.request.user).of_interest_to(self.request.user).newest_first()

    def page(self, **extra):
        response = super().page(**extra)
        rows = response.context_data["rows"]
        response.context_data["figures"] = with_figures(rows, self.request.user)
        return response

    def context(self):
        person, now = self.request.user, timezone.now()
        principals = Council.objects.filter(pk__in=person.officer_council_ids(), ended_on=None).by_name()
        return {
            "next_weekly": period_of(Rhythm.WEEKLY, now).ends_at,
            "next_monthly": period_of(Rhythm.MONTHLY, now).ends_at,
            "notes": [(principal, note_of(principal)) for principal in principals],
            **councils_with_readers(person),
        }


class Note(EditPage):
    """A word on top of the next e-mail."""

    policy = "funding.write_note"
    form_class = NoteForm
    title = gettext_lazy("Note on top of the next funding e-mail")
    lookup = {"slug": "slug"}

    def scope(self):
        return Council.objects.filter(pk__in=self.request.user.officer_council_ids(), ended_on=None)

    def stored(self):
        note = note_of(self.record)
        return {"text": note.text if note else ""}

    def done(self, form):
        write_note(principal=self.record, text=form.cleaned_data["text"], seen=self.seen(form), by=self.request.user)
        messages.success(self.request, _("Your note is saved"))
        return redirect("funding:digests")


class Preview(Page):
    """What the next e-mail of a rhythm would say to a reader of one council."""

    policy = "funding.preview_digest"
    template_name = "funding/digest_preview.html"
    lookup = {"slug": "slug"}

    def scope(self):
        person = self.request.user
        if person.is_staff:
            return Council.objects.filter(tier="local", ended_on=None)
        return Council.objects.filter(pk__in=person.looked_after_ids, ended_on=None)

    @property
    def rhythm(self):
        """The one that was chosen; weekly unless it is one that is sent."""
        chosen = self.request.GET.get("rhythm")
        return Rhythm(chosen) if chosen in SENT else Rhythm.WEEKLY

    def context(self):
        goes_at = period_of(self.rhythm, timezone.now()).ends_at
        digest = preview(self.record, self.rhythm)
        return {"council": self.record, "digest": digest, "goes_at": goes_at, "rhythm": self.rhythm, "rhythms": SENT}

    def post(self, request, slug):
        try:
            send_test(council=self.record, kind=self.rhythm, by=request.user)
        except Refused as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, _("It is on its way to you, and to nobody else"))
        return redirect(f"{reverse('funding:digest-preview', args=[slug])}?rhythm={self.rhythm.value}")
