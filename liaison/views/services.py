"""Whom to ask about a topic: searching, the list of a principal council, and keeping it right."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.csv import Export
from core.editing import EditPage
from core.policies import allows
from core.views import FormPage, ListPage, Page
from councils.models import Council
from liaison import actions
from liaison.asking import topics_for
from liaison.forms.services import AskForm, ChangeContactForm, ConfirmContactsForm, ContactForm, WrongDoorForm
from liaison.known import known_of
from liaison.models import ServiceContact, WrongDoor
from liaison.topics import LAW, USUAL
from liaison.views.officers import OfPrincipal

MOST_TOPICS, NEWEST = 5, 10
COLUMNS = ("topic", "team", "email", "phone", "urgent_phone", "web", "hours", "answers_within", "have_ready", "note",
           "confirmed_on")  # fmt: skip


def cells(row):
    """One contact, as everyone reads it."""
    return tuple(getattr(row, name) for name in COLUMNS)


class Ask(Page):
    """A few words, and whom to ask about it: teams of the council's own principals, then its named officer."""

    policy = "liaison.ask"
    template_name = "liaison/services_ask.html"

    @cached_property
    def councils(self):
        """Those the reader may mean: the one in the address, and their own."""
        person, asked = self.request.user, self.request.GET.get("council", "").replace("\x00", "")[:140]
        seen = Council.objects.visible_to(person).current()
        own = person.council_ids() if person.is_authenticated else []
        found = list(seen.filter(pk__in=own).for_list().by_name())
        if asked and asked not in {council.slug for council in found}:
            found = [*seen.filter(slug=asked).for_list(), *found]
        return sorted(found, key=lambda council: council.slug != asked)

    def context(self):
        council = self.councils[0] if self.councils else None
        asked = {"council": council.slug} if council else {}
        form = AskForm({**asked, "q": self.request.GET.get("q", "")}, councils=self.councils)
        text = form.cleaned_data.get("q", "") if form.is_valid() else ""
        topics = topics_for(text)[:MOST_TOPICS]
        return {
            "form": form,
            "council": council,
            "text": text,
            "answers": self.answers(council, topics),
            "officers": known_of([council.pk])[council.pk] if council and council.is_local else [],
            "inside": council is not None and self.is_inside(council),
        }

    def is_inside(self, council):
        person = self.request.user
        return person.is_authenticated and (person.is_staff or council.pk in person.reading_council_ids())

    def answers(self, council, topics):
        """[(topic, who usually answers, the Act that says so, contacts)] in the order of the topics."""
        rows = {topic: [] for topic in topics}
        if council and topics:
            seen = ServiceContact.objects.visible_to(self.request.user).listed()
            for row in seen.for_council(council).about(topics).in_order():
                rows[row.topic].append(row)
        for topic, found in rows.items():
            found.sort(key=lambda row: row.principal.type != USUAL[topic].level)
        return [(topic.label, USUAL[topic].who, LAW.get(topic, ""), found) for topic, found in rows.items()]


class Services(ListPage, OfPrincipal):
    """Every team of a principal council, by topic; its officers see where people met the wrong door."""

    policy = "liaison.ask"
    template_name = "liaison/services_list.html"
    per_page = 100
    export = Export("service-contacts", COLUMNS, cells)

    @cached_property
    def keeps(self):
        person = self.request.user
        return person.is_authenticated and allows(person, "liaison.keep_services", self.record)

    def rows(self):
        found = ServiceContact.objects.visible_to(self.request.user).of_principal(self.record).in_order()
        return found.with_wrong_doors() if self.keeps else found.listed()

    def context(self):
        doors = WrongDoor.objects.filter(contact__principal=self.record).newest_first().select_related("contact")
        return {
            "principal": self.record,
            "keeps": self.keeps,
            "doors": doors.exclude(turned_out="")[:NEWEST] if self.keeps else (),
        }


class ServiceForm(FormPage, OfPrincipal, abstract=True):
    """A form about the contacts of a principal council."""

    policy = "liaison.keep_services"
    template_name = "liaison/form.html"

    def back(self):
        return reverse("liaison:services", args=[self.record.slug])

    def context(self):
        return {**super().context(), "back_url": self.back(), "lead": self.record.full_name}


class AddService(ServiceForm):
    """Whom to ask about one topic more."""

    form_class = ContactForm
    title = gettext_lazy("Add a service contact")

    def done(self, form):
        actions.add_service(principal=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Saved. Everyone finds it now."))
        return redirect(self.back())


class ConfirmServices(ServiceForm):
    """Say of what is on the list that it is still right."""

    form_class = ConfirmContactsForm
    title = gettext_lazy("Are the service contacts still right?")

    def form_kwargs(self):
        found = ServiceContact.objects.visible_to(self.request.user).of_principal(self.record).listed()
        return {"contacts": found.in_order()}

    def done(self, form):
        chosen = list(form.cleaned_data["contacts"])
        actions.confirm_services(principal=self.record, contacts=chosen, by=self.request.user)
        messages.success(self.request, _("Thank you. Readers see that the list is up to date."))
        return redirect(self.back())


class ContactPage(Page, abstract=True):
    """A page about one contact."""

    lookup = {"public_id": "public_id"}

    def scope(self):
        return ServiceContact.objects.visible_to(self.request.user).select_related("principal")

    def about(self):
        return {"back_url": self.record.get_absolute_url(), "lead": str(self.record)}


class ChangeService(EditPage, ContactPage):
    """Put one right, or take it off the list."""

    policy = "liaison.keep_service"
    form_class = ChangeContactForm
    template_name = "liaison/service_change.html"
    title = gettext_lazy("Put a service contact right")

    def stored(self):
        return actions.service_words(self.record)

    def context(self):
        doors = self.record.wrong_doors.exclude(turned_out="").newest_first()
        return {**super().context(), **self.about(), "doors": doors[:NEWEST]}

    def done(self, form):
        actions.change_service(contact=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Saved. Wrong doors are counted anew from now on."))
        return redirect(self.record)


class WrongDoorSaid(FormPage, ContactPage):
    """The button says it at once; this page asks who it was instead."""

    policy = "liaison.say_wrong_door"
    form_class = WrongDoorForm
    template_name = "liaison/form.html"
    title = gettext_lazy("This was the wrong door")

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.say_wrong_door(contact=self.record, by=self.request.user, **form.cleaned_data)
        words = _("Thank you. The officers of the council see it and put the entry right.")
        messages.success(self.request, words)
        if form.cleaned_data["turned_out"]:
            return redirect(self.record)
        return redirect(self.request.path)
