"""Who pays what: the list, one year with its table, the form that shows before and after, councils added and gone."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import actions
from clusters.forms.schedules import LOOK, AddCouncilForm, BeginForm, ScheduleForm
from clusters.models import Cluster, Schedule, ScheduleMember
from clusters.planning import plan_of, stored_plan
from clusters.sharing import Basis, NoShares, changes, worked_out
from clusters.table import schedule_paper
from core.csv import Export
from core.documents import fingerprint
from core.editing import EditPage
from core.exceptions import Refused
from core.jobs.actions import start_job
from core.models import AuditEvent
from core.policies import allows
from core.views import ExportedPage, FormPage, ListPage, Page, PortalView
from councils.models import Council

NEWEST = 20
COLUMNS = ("reference", "lead", "title", "year", "members", "cost_pence", "shared_pence")
LINES = ("reference", "council", "pays", "share_of_all", "exact_pence", "rounding_pence", "share_pence", "given_pence",
         "to_pay_pence")  # fmt: skip


def outcome(plan):
    """(Result, "") or (None, why it cannot be shared)."""
    try:
        return worked_out(plan), ""
    except NoShares as problem:
        return None, problem.message


def schedule_cells(schedule):
    """One line of the list, read whole."""
    found, _why = outcome(stored_plan(schedule))
    sums = (found.cost, found.shared) if found else ("", "")
    return (
        schedule.reference,
        schedule.lead.full_name,
        schedule.title,
        schedule.year,
        len(schedule.all_members),
        *sums,
    )


def share_cells(pair):
    """What one council pays."""
    schedule, share = pair
    exact = round(float(share.exact), 4)
    weight = round(float(share.weight), 6)
    sums = (exact, share.rounding, share.pence, share.gives, share.to_pay)
    return (schedule.reference, share.member.name, "yes" if share.member.pays else "no", weight, *sums)


class Schedules(ListPage):
    """Every one of the reader's councils and of the area."""

    policy = "clusters.read_schedules"
    template_name = "clusters/schedules.html"
    export = Export("who-pays-what", COLUMNS, schedule_cells)

    def rows(self):
        return Schedule.objects.visible_to(self.request.user).whole().newest_first()

    def context(self):
        begins = allows(self.request.user, "clusters.begin_schedule")
        return {"begins": begins, "found_of": lambda schedule: outcome(stored_plan(schedule))[0]}


class SchedulePage(Page, abstract=True):
    """A page about one year."""

    policy = "clusters.keep_schedule"
    lookup = {"reference": "reference"}

    def scope(self):
        return Schedule.objects.visible_to(self.request.user).whole()

    def about(self):
        lead = _("%(title)s, %(year)s") % {"title": self.record.title, "year": self.record.year_words}
        return {"back_url": self.record.get_absolute_url(), "lead": lead}


class ShowSchedule(ExportedPage, SchedulePage):
    """The table for the meeting; a press on the button has the worker print it."""

    policy = "clusters.read_schedules"
    template_name = "clusters/schedule.html"
    export = Export("shares", LINES, share_cells)

    @cached_property
    def found(self):
        return outcome(stored_plan(self.record))

    def rows(self):
        return [(self.record, share) for share in self.found[0].shares] if self.found[0] else []

    def context(self):
        schedule, person = self.record, self.request.user
        return {
            "schedule": schedule,
            "found": self.found[0],
            "why": self.found[1],
            "weights": [(Basis(basis).label, part) for basis, part in schedule.weights.items()],
            "keeps": allows(person, "clusters.keep_schedule", schedule),
            "events": AuditEvent.objects.about(schedule).readable_by(person)[:NEWEST],
        }

    def post(self, request, *args, **kwargs):
        schedule = self.record
        if self.found[0] is None:
            raise Refused(self.found[1])
        content = fingerprint(schedule_paper(schedule, self.found[0], at=timezone.now()))
        job = start_job(
            kind="clusters.schedule",
            title=_("Who pays what: %(title)s, %(year)s") % {"title": schedule.title, "year": schedule.year_words},
            subject=schedule,
            council=schedule.lead,
            key=f"{schedule.pk}:{request.user.pk}:{content}",
            once=True,
            params={"schedule": schedule.reference},
            by=request.user,
        )
        return redirect(job)


class BeginSchedule(FormPage):
    """By a clerk; a clerk of several councils comes here for one of them."""

    policy = "clusters.begin_schedule"
    form_class = BeginForm
    template_name = "clusters/form.html"
    title = gettext_lazy("Who pays what?")

    @cached_property
    def leads(self):
        mine = Council.objects.visible_to(self.request.user).filter(pk__in=self.request.user.council_ids("clerk"))
        return list(mine.current().local().by_name())

    @cached_property
    def lead(self):
        """The one that was asked for; of a cluster the one that leads it, if the person is its clerk."""
        asked = self.request.GET.get("of")
        if self.cluster:
            parts = self.cluster.members.taking_part().filter(council__in=self.leads).select_related("council")
            parts = sorted(parts, key=lambda part: part.role != "lead")
            return parts[0].council if parts else self.leads[0]
        return next((council for council in self.leads if council.slug == asked), self.leads[0])

    @cached_property
    def cluster(self):
        """Whose financial schedule it will be; None for councils that share nothing else."""
        asked = self.request.GET.get("cluster", "").replace("\0", "")
        return Cluster.objects.visible_to(self.request.user).standing().filter(reference=asked).first()

    def form_kwargs(self):
        return {"title": self.cluster.title if self.cluster else ""}

    def context(self):
        others = [council for council in self.leads if council != self.lead] if self.cluster is None else []
        about = {"back_url": reverse("clusters:schedules"), "lead": self.lead.full_name, "others": others}
        return {**super().context(), **about}

    def done(self, form):
        said = {"title": form.cleaned_data["title"], "year": form.cleaned_data["year"], "cluster": self.cluster}
        schedule = actions.begin_schedule(lead=self.lead, **said, by=self.request.user)
        messages.success(self.request, _("Saved. Now add the councils that share, then enter what it costs."))
        return redirect(schedule)


class FillSchedule(EditPage, SchedulePage):
    """Everything on one page. “Work it out” shows what each council would pay beside what is stored, saving nothing."""

    form_class = ScheduleForm
    template_name = "clusters/fill_schedule.html"
    title = gettext_lazy("What it costs and who pays")

    def stored(self):
        return actions.schedule_answers(self.record)

    def form_kwargs(self):
        return {**super().form_kwargs(), "schedule": self.record, "members": self.record.all_members}

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        if self.request.POST.get("do") == LOOK:
            return self.looked_at(form)
        actions.fill_schedule(
            schedule=self.record, answers=form.cleaned_data, seen=self.seen(form), by=self.request.user
        )
        messages.success(self.request, _("Saved"))
        return redirect(self.record)

    def looked_at(self, form):
        """The form as it was typed, with the outcome beside it."""
        try:
            after = worked_out(plan_of(form.cleaned_data, self.record.all_members))
        except NoShares as problem:
            name = f"weight_{problem.figure}" if problem.figure else None
            return self.refused(form, Refused(problem.message, field=name))
        before, _why = outcome(stored_plan(self.record))
        return self.page(form=form, found=after, changes=changes(before, after) if before else None)


class AddCouncil(FormPage, SchedulePage):
    """A council more."""

    form_class = AddCouncilForm
    template_name = "clusters/form.html"
    title = gettext_lazy("Add a council that shares")

    def form_kwargs(self):
        return {"suggest_url": f"{reverse('councils:suggest')}?tier=local"}

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        council = form.cleaned_data["council"]
        actions.add_to_schedule(schedule=self.record, council=council, by=self.request.user)
        messages.success(self.request, _("%(council)s added") % {"council": council.full_name})
        return redirect(self.record)


class TakeOut(PortalView):
    """A button beside a council."""

    policy = "clusters.keep_schedule_member"
    lookup = {"pk": "pk", "schedule__reference": "reference"}

    def scope(self):
        seen = Schedule.objects.visible_to(self.request.user).order_by().values("pk")
        return ScheduleMember.objects.filter(schedule__in=seen).select_related("schedule__lead", "council")

    def post(self, request, *args, **kwargs):
        schedule = actions.take_out_of_schedule(member=self.record, by=request.user)
        messages.success(request, _("%(council)s taken out") % {"council": self.record.council.full_name})
        return redirect(schedule)
