"""Contacts: noted on a phone after a meeting, read by both sides; and councils with which nobody was in touch."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.csv import Export
from core.editing import EditPage
from core.exceptions import Refused
from core.models import AuditEvent
from core.policies import allows
from core.views import FormPage, ListPage, Page, PortalView
from councils.models import Council
from liaison import actions
from liaison.forms.contacts import ContactForm, ContactsForm, NoteForm, QuietForm, StrikeForm
from liaison.models import Contact
from liaison.querysets.contacts import LOGGING_ROLES, principals_to_log
from liaison.quiet import Quiet
from liaison.views.officers import OfOwnPrincipal
from liaison.wishes import wishes_of

NEWEST = 20
COLUMNS = ("took_place_on", "council", "where", "principal", "kind", "with_whom", "about", "follows", "follows_by",
           "followed_on", "internal")  # fmt: skip
QUIET_COLUMNS = ("council", "where", "state", "last_on", "days", "post", "rhythm", "reached_by")


def cells(contact):
    """One contact; people are named by their role."""
    council, followed = contact.council, contact.followed_at
    return (contact.took_place_on, council.full_name, council.context, contact.principal.full_name, contact.kind,
            contact.with_whom, contact.about, contact.follows, contact.follows_by, followed and followed.date(),
            "yes" if contact.is_internal else "no")  # fmt: skip


def quiet_cells(line):
    """One council; whoever answers for it by post."""
    post = line.assignment.post if line.assignment else ""
    rhythm, ways = (line.wish.rhythm, "; ".join(line.wish.in_order)) if line.wish else ("", "")
    return line.council.full_name, line.council.context, line.state, line.last_on, line.days, post, rhythm, ways


class Contacts(ListPage):
    """What a council wrote of its contacts, or was written by the other side, newest first."""

    policy = "liaison.see_contacts"
    lookup = {"slug": "slug"}
    template_name = "liaison/contacts.html"
    export = Export("contacts", COLUMNS, cells)

    def scope(self):
        return Council.objects.visible_to(self.request.user)

    def rows(self):
        self.form = ContactsForm(self.request.GET)
        return self.form.found(Contact.objects.visible_to(self.request.user).of(self.record)).whole()

    def download(self):
        """What is struck out does not count, so it is not in the file."""
        return self.export.response(self.rows().standing())

    def context(self):
        council, person = self.record, self.request.user
        logs, url = allows(person, "liaison.log_contact", council), "liaison:contact-log"
        if council.is_principal:
            logs, url = allows(person, "liaison.log_contacts", council), "liaison:contact-note"
        return {
            "council": council,
            "form": self.form,
            "log_url": reverse(url, args=[council.slug]) if logs else "",
            "sees_quiet": council.is_principal and allows(person, "liaison.see_board", council),
        }


class Log(FormPage):
    """A contact with a local council: choose how, and save; all else may be left out."""

    policy = "liaison.log_contact"
    lookup = {"slug": "slug"}
    form_class = ContactForm
    template_name = "liaison/contact_log.html"
    title = gettext_lazy("Note a contact")

    def scope(self):
        return Council.objects.visible_to(self.request.user).local()

    @cached_property
    def principals(self):
        return principals_to_log(self.request.user, self.record)

    @property
    def is_local(self):
        """Whoever writes it does so for the local council."""
        return self.request.user.belongs_to(self.record)

    def form_kwargs(self):
        return {"principals": self.principals, "may_hide": not self.is_local}

    def context(self):
        back_url = reverse("liaison:contacts", args=[self.record.slug])
        wishes = wishes_of(list(self.principals) if self.is_local else [self.record])
        return {**super().context(), "lead": self.record.full_name, "back_url": back_url, "wishes": wishes}

    def done(self, form):
        if not form.principals:  # a clerk whose council has lost its principal
            raise Refused(_("No principal council of today is known for this council"))
        facts = {"principal": form.principals[0], **form.cleaned_data}
        contact = actions.log_contact(council=self.record, by=self.request.user, **facts)
        messages.success(self.request, _("It is written down. Thank you."))
        return redirect(contact)


class Note(FormPage, OfOwnPrincipal):
    """The same for one of the principal's local councils, which is named first."""

    policy = "liaison.log_contacts"
    form_class = NoteForm
    template_name = "liaison/form.html"
    title = gettext_lazy("Note a contact")

    def form_kwargs(self):
        suggest = f"{reverse('councils:suggest')}?of={self.record.slug}"
        return {"principal": self.record, "suggest_url": suggest}

    def context(self):
        back_url = reverse("liaison:contacts", args=[self.record.slug])
        return {**super().context(), "lead": self.record.full_name, "back_url": back_url}

    def done(self, form):
        contact = actions.log_contact(principal=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("It is written down. Thank you."))
        return redirect(contact)


class ContactPage(Page, abstract=True):
    """A page about one contact."""

    policy = "liaison.keep_contact"
    lookup = {"public_id": "public_id"}

    def scope(self):
        return Contact.objects.visible_to(self.request.user).whole()

    def about(self):
        return {"contact": self.record, "back_url": self.record.get_absolute_url(), "lead": str(self.record)}


class ShowContact(ContactPage):
    """How, when, about what, what follows, and what was done with the note since."""

    policy = "liaison.see_contact"
    template_name = "liaison/contact.html"

    def context(self):
        contact, person = self.record, self.request.user
        mine = contact.council if person.belongs_to(contact.council) else contact.principal
        return {
            **self.about(),
            "mine": mine,
            "keeps": not contact.is_struck and allows(person, "liaison.keep_contact", contact),
            "finishes": contact.is_to_follow and allows(person, "liaison.finish_contact", contact),
            "events": AuditEvent.objects.about(contact).readable_by(person)[:NEWEST],
        }


class Correct(EditPage, ContactPage):
    """Correct what was written."""

    form_class = ContactForm
    template_name = "liaison/form.html"
    title = gettext_lazy("Correct a contact")

    def stored(self):
        stored = actions.contact_of(self.record)
        if not self.may_hide:
            stored.pop("is_internal")
        return stored

    @property
    def may_hide(self):
        return self.record.logged_for_id == self.record.principal_id

    def form_kwargs(self):
        return {**super().form_kwargs(), "may_hide": self.may_hide}

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.correct_contact(contact=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Saved."))
        return redirect(self.record)


class Strike(FormPage, ContactPage):
    """Strike it out, with the reason."""

    form_class = StrikeForm
    template_name = "liaison/form.html"
    title = gettext_lazy("Strike out a contact")

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.strike_contact(contact=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("It is struck out: it stays to be read and counts nowhere."))
        return redirect(self.record)


class Finish(PortalView):
    """What followed is done."""

    policy = "liaison.finish_contact"
    lookup = {"public_id": "public_id"}

    def scope(self):
        return Contact.objects.visible_to(self.request.user).whole()

    def post(self, request, *args, **kwargs):
        actions.finish_contact(contact=self.record, by=request.user)
        messages.success(request, _("Noted as done."))
        return redirect(self.record)


class QuietCouncils(ListPage, OfOwnPrincipal):
    """Local councils with which nobody was in touch for a while; never contacted is a case of its own."""

    policy = "liaison.see_board"
    template_name = "liaison/quiet.html"
    per_page = 100
    export = Export("councils-without-contact", QUIET_COLUMNS, quiet_cells)

    @cached_property
    def quiet(self):
        quiet = Quiet(self.record)
        self.form = QuietForm(self.request.GET, officers=quiet.officers)
        days, membership = self.form.chosen()
        quiet.days, quiet.membership = days or quiet.days, membership
        return quiet

    def rows(self):
        return self.quiet.rows

    def context(self):
        return {
            "principal": self.record,
            "quiet": self.quiet,
            "form": self.form,
            "narrowed": bool(self.request.GET),
            "logs": bool({self.record.pk} & self.request.user.council_ids(*LOGGING_ROLES)),
        }
