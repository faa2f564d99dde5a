"""A council's champion: who it is and was, appointing, correcting, ending; and what the champion wants to learn."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership, User
from charters import actions
from charters.champions.years import days_of, this_year, year_label
from charters.forms.champions import MAY_BE_CHAMPION, AppointForm, AppointmentForm, EndForm, NeedsForm, StrikeForm
from charters.models import Appointment, Duty, LogEntry, decision_takers
from charters.querysets.champions import across
from core.editing import EditPage
from core.policies import allows
from core.views import FormPage, Page
from councils.models import Council

LATELY = 5  # entries of the log on the page of a champion


class ChampionCouncil(Page, abstract=True):
    """A page about the champion of one council, for councils across the tiers from it."""

    policy = "charters.read_champions"
    lookup = {"slug": "slug"}

    def scope(self):
        person = self.request.user
        councils = Council.objects.visible_to(person).select_related("county").with_parents()
        return councils if person.is_staff else councils.filter(pk__in=across(person).values("pk"))

    def to_page(self):
        return redirect("charters:champion", self.record.slug)


class Champion(ChampionCouncil):
    """Who it is, how they are reached, what they do, and who it was before."""

    template_name = "charters/champion.html"

    def context(self):
        person, council = self.request.user, self.record
        found = list(Appointment.objects.visible_to(person).of_council(council).whole())
        current = next((each for each in found if each.is_current), None)
        reads_log, year = allows(person, "charters.read_log", council), this_year()
        entries = LogEntry.objects.visible_to(person).of_council(council) if reads_log else LogEntry.objects.none()
        of_year = list(entries.standing().between(*days_of(year)).values_list("duty", flat=True)) if reads_log else []
        return {
            "council": council,
            "current": current,
            "to_come": [each for each in reversed(found) if each.is_to_come],
            "before": [e for e in found if not (e.is_current or e.is_to_come) and (reads_log or not e.is_struck)],
            "may_appoint": allows(person, "charters.appoint_champion", council),
            "keeps_log": current is not None and allows(person, "charters.keep_log", current),
            "reads_log": reads_log,
            "year": year,
            "year_label": year_label(year),
            "duties": [(duty.label, of_year.count(duty.value)) for duty in Duty],
            "entries": entries.standing().whole()[:LATELY],
            "sees_board": allows(person, "charters.see_champions", council),
        }


def may_be_champion(council):
    """Councillors and others of the council who have an account here."""
    members = Membership.objects.current().of_council(council).filter(role__in=MAY_BE_CHAMPION)
    return User.objects.filter(pk__in=members.values("user")).order_by("name", "pk")


class Appoint(FormPage, ChampionCouncil):
    """A new champion; the one before stops the day before in the same step."""

    policy = "charters.appoint_champion"
    form_class = AppointForm
    template_name = "charters/champion_form.html"
    title = gettext_lazy("Record the appointment of a champion")

    @cached_property
    def before(self):
        """The champion who would be replaced."""
        return Appointment.objects.visible_to(self.request.user).of_council(self.record).current().first()

    def form_kwargs(self):
        council = self.record
        return {"people": may_be_champion(council), "takers": decision_takers(council), "before": self.before}

    def context(self):
        return {**super().context(), "council": self.record, "before": self.before}

    def done(self, form):
        actions.appoint_champion(council=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("The appointment is recorded."))
        return self.to_page()


class AppointmentPage(Page, abstract=True):
    """A page about one appointment."""

    lookup = {"public_id": "public_id"}

    def scope(self):
        found = Appointment.objects.visible_to(self.request.user)
        return found.select_related("council__county", "person").prefetch_related("council__parents")

    def context(self):
        return {**super().context(), "appointment": self.record, "council": self.record.council}

    def to_page(self):
        return redirect("charters:champion", self.record.council.slug)


class OfAppointer(AppointmentPage, abstract=True):
    """For whoever appoints for the council: the policy is about the council."""

    policy = "charters.change_appointment"


class ChangeAppointment(OfAppointer, EditPage):
    """Correct what is recorded; the days are changed by ending or appointing."""

    form_class = AppointmentForm
    template_name = "charters/champion_form.html"
    title = gettext_lazy("Correct what is recorded")

    def stored(self):
        return actions.appointment_of(self.record)

    def form_kwargs(self):
        council, person = self.record.council, self.record.person
        people = list(may_be_champion(council))
        people += [person] if person and person not in people else []
        return {**super().form_kwargs(), "people": people, "takers": decision_takers(council)}

    def context(self):
        return {**super().context(), "before": None}

    def done(self, form):
        actions.edit_appointment(
            appointment=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data
        )
        messages.success(self.request, _("Saved."))
        return self.to_page()


class EndAppointment(OfAppointer, FormPage):
    """The last day, and why; or that it was recorded by mistake, which alone can be said of one that has ended."""

    template_name = "charters/champion_form.html"

    @property
    def form_class(self):
        return StrikeForm if self.record.ended_at else EndForm

    @property
    def title(self):
        return _("It was recorded by mistake") if self.record.ended_at else _("End the appointment")

    def context(self):
        return {**super().context(), "before": None, "strikes": bool(self.record.ended_at)}

    def done(self, form):
        said = form.cleaned_data
        if said.pop("how", "mistake") == "mistake":
            actions.strike_appointment(appointment=self.record, reason=said["reason"], by=self.request.user)
            messages.success(self.request, _("The appointment is struck out. It counts nowhere any more."))
        else:
            actions.end_appointment(appointment=self.record, by=self.request.user, **said)
            messages.success(self.request, _("The last day is recorded."))
        return self.to_page()


class Needs(AppointmentPage, EditPage):
    """What the champion wants to learn."""

    policy = "charters.keep_log"
    form_class = NeedsForm
    template_name = "charters/champion_needs.html"
    title = gettext_lazy("What training would help you?")

    def stored(self):
        return actions.needs_of(self.record)

    def done(self, form):
        actions.say_needs(
            appointment=self.record, needs=form.cleaned_data["needs"], seen=self.seen(form), by=self.request.user
        )
        messages.success(self.request, _("Saved. The principal council sees what several champions want to learn."))
        return self.to_page()
