"""The champion's log: a line in a minute, on a phone; corrected and struck out by the same people."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters import actions
from charters.champions.years import days_of, this_year, year_of
from charters.forms.champions import EntryForm, LogFilterForm, StrikeForm
from charters.models import Duty, LogEntry
from charters.querysets.champions import near
from charters.views.champions import AppointmentPage, ChampionCouncil
from core.csv import Export
from core.editing import EditPage
from core.policies import allows
from core.views import FormPage, ListPage, Page
from councils.models import Council

ENTRY = ("done_on", "council", "duty", "what", "with", "follows")


def entry_cells(entry):
    """One entry as a row of an export."""
    council, with_whom = entry.appointment.council.label, "; ".join(entry.with_whom)
    return entry.done_on, council, entry.duty, entry.what, with_whom, entry.follows


class Log(ListPage, ChampionCouncil):
    """All that the champions of a council wrote down."""

    policy = "charters.read_log"
    template_name = "charters/champion_log.html"
    export = Export("champion-log", ENTRY, entry_cells)

    def rows(self):
        entries = LogEntry.objects.visible_to(self.request.user).of_council(self.record)
        first = entries.order_by("done_on").values_list("done_on", flat=True).first()
        years = range(this_year(), year_of(first) - 1, -1) if first else ()
        self.form = LogFilterForm(self.request.GET, years=years)
        year, duty = self.form.chosen()
        entries = entries.between(*days_of(year)) if year else entries
        entries = entries.filter(duty=duty) if duty else entries
        return entries.whole().select_related("appointment__council", "appointment__person")

    def download(self):
        """What is struck out does not count, so it is not in the file."""
        return self.export.response(self.rows().standing())

    def page(self, **extra):
        answer = super().page(**extra)
        rows = answer.context_data["rows"]
        person = self.request.user
        keeps = {each.appointment_id for each in rows if allows(person, "charters.keep_log", each.appointment)}
        answer.context_data |= {"form": self.form, "council": self.record, "keeps": keeps}
        return answer


class EntryForms(FormPage, abstract=True):
    """The form of an entry, with the councils that are likely."""

    form_class = EntryForm
    template_name = "charters/champion_entry.html"
    ticked = ()

    def form_kwargs(self):
        council = self.appointment.council
        likely = Q(pk__in=near(council).values("pk")) | Q(pk__in=[each.pk for each in self.ticked])
        return {**super().form_kwargs(), "near": Council.objects.filter(likely).by_name()}

    def to_log(self):
        return redirect("charters:champion-log", self.appointment.council.slug)


class LogAdd(AppointmentPage, EntryForms):
    """A new line."""

    policy = "charters.keep_log"
    title = gettext_lazy("What did you do as champion?")

    @property
    def appointment(self):
        return self.record

    def done(self, form):
        actions.log_activity(appointment=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("It is written down. Thank you."))
        return self.to_log()


class EntryPage(Page, abstract=True):
    """A page about one entry; the policy is about the log it stands in."""

    policy = "charters.change_entry"
    lookup = {"public_id": "public_id"}

    def scope(self):
        entries = LogEntry.objects.visible_to(self.request.user)
        return entries.select_related("appointment__council").prefetch_related("councils")

    @property
    def appointment(self):
        return self.record.appointment

    def context(self):
        council = self.appointment.council
        back_url = reverse("charters:champion-log", args=[council.slug])
        return {**super().context(), "entry": self.record, "council": council, "back_url": back_url}


class EntryEdit(EntryPage, EntryForms, EditPage):
    """Correct a line."""

    title = gettext_lazy("Correct an entry")

    @property
    def ticked(self):
        return self.record.councils.all()

    def stored(self):
        return actions.entry_of(self.record)

    def done(self, form):
        actions.edit_entry(entry=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Saved."))
        return self.to_log()


class EntryStrike(EntryPage, FormPage):
    """Strike a line out, with the reason."""

    form_class = StrikeForm
    template_name = "charters/champion_strike.html"
    title = gettext_lazy("Strike out an entry")

    def context(self):
        return {**super().context(), "duty": Duty(self.record.duty).label}

    def done(self, form):
        actions.strike_entry(entry=self.record, reason=form.cleaned_data["reason"], by=self.request.user)
        messages.success(self.request, _("The entry is struck out."))
        return redirect("charters:champion-log", self.appointment.council.slug)
