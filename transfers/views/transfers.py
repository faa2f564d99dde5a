"""Transfers: the list, one transfer on one page, and what begins or describes it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from charters.reading import agreement_shown
from core.csv import Export
from core.editing import EditPage
from core.exceptions import Refused
from core.jobs.actions import start_job
from core.models import AuditEvent
from core.policies import allows
from core.roles import OFFICER_ROLES, Role
from core.views import ExportedPage, FormPage, ListPage, Page, PortalView
from councils.models import Council
from transfers import actions
from transfers.checklist import disposal_of
from transfers.filters import TransfersForm
from transfers.forms.transfers import BeginForm, ChangeForm
from transfers.models import Asset, DevolutionOffer, Responsibilities, Transfer, TransferMoney, TransferTask
from transfers.programmes import programme_of
from transfers.responsibilities import unsettled, who_of
from transfers.stages import PATH, RUNNING, Stage, place
from transfers.workflow import TRANSFER, missing

NEWEST = 20
COLUMNS = ("reference", "principal", "local_council", "title", "moves", "tenure", "trigger", "stage", "stage_since",
           "live_on", "review_on")  # fmt: skip
ANSWER_COLUMNS = ("transfer", "stage", "side", "question", "state", "words", "is_so", "amount_pence", "on", "reference",
                  "url", "power")  # fmt: skip


def transfer_cells(transfer):
    """One transfer, without what was answered."""
    return (transfer.reference, transfer.principal.full_name, transfer.local.full_name,
            *(getattr(transfer, name) for name in COLUMNS[3:]))  # fmt: skip


def answer_cells(task):
    """One answer, as far as the reader may see it."""
    return (task.transfer.reference, task.stage, task.side, task.title, task.state,
            *(getattr(task, name) for name in ANSWER_COLUMNS[5:]))  # fmt: skip


class Transfers(ListPage):
    """Those the reader may see, the newest step first."""

    policy = "transfers.read"
    template_name = "transfers/transfers.html"
    export = Export("transfers", COLUMNS, transfer_cells)

    @cached_property
    def filter(self):
        return TransfersForm(self.request.GET)

    def rows(self):
        return self.filter.transfers(Transfer.objects.visible_to(self.request.user)).whole().newest_first()

    def context(self):
        person = self.request.user
        known = person.is_authenticated
        return {
            "form": self.filter,
            "begins": known and allows(person, "transfers.begin"),
            "keeps": known and allows(person, "transfers.keep_register"),
            "narrowed": bool(self.request.GET),
        }


class TransferPage(Page, abstract=True):
    """A page about one transfer."""

    policy = "transfers.keep_transfer"
    lookup = {"reference": "reference"}

    def scope(self):
        return Transfer.objects.visible_to(self.request.user).whole()

    def about(self):
        return {"back_url": self.record.get_absolute_url(), "lead": self.record.title}


class OneTransfer(ExportedPage, TransferPage):
    """All of it on one page: where it stands, what is missing, every question with its answer, what happened."""

    policy = "transfers.read"
    template_name = "transfers/transfer.html"
    shown_after_sign_in = True
    export = Export("transfer", ANSWER_COLUMNS, answer_cells)

    @cached_property
    def tasks(self):
        found = TransferTask.objects.filter(transfer=self.record).visible_to(self.request.user, self.record)
        tasks = list(found.whole())
        for task in tasks:
            task.transfer = self.record
        return tasks

    def rows(self):
        return self.tasks

    def context(self):
        transfer, person = self.record, self.request.user
        known = person.is_authenticated
        inside = known and allows(person, "transfers.print", transfer)
        keeps = known and allows(person, "transfers.keep_transfer", transfer)
        works = known and allows(person, "transfers.work_on", transfer)
        pair = Transfer.objects.visible_to(person)
        return {
            "transfer": transfer,
            "inside": inside,
            "money_shown": inside or TransferMoney.objects.visible_to(person).filter(transfer=transfer).exists(),
            "keeps": keeps,
            "works": works,
            "settles": works and transfer.stage in (Stage.PLAN, Stage.CONTRACT) and unsettled(transfer),
            "stages": self.stages(),
            "checklist": [task for task in self.tasks if task.source],
            "disposal": disposal_of(self.tasks),
            **self.duties(),
            **agreement_shown(transfer.agreement, person),
            "own": [task for task in self.tasks if self.waits_here(task)],
            "steps": [verb for verb in TRANSFER.open_to(person, transfer) if verb != "stop"] if keeps else [],
            "missing": missing(transfer) if inside and transfer.is_open else [],
            "asset": transfer.asset_id and Asset.objects.visible_to(person).filter(pk=transfer.asset_id).first(),
            "before": transfer.follows_id and pair.filter(pk=transfer.follows_id).first(),
            "programme": programme_of(transfer, person),
            "events": AuditEvent.objects.about(transfer).readable_by(person)[:NEWEST] if inside else [],
        }

    def duties(self):
        """Who does what, as far as the reader may see it."""
        seen = Responsibilities.objects.visible_to(self.request.user).filter(transfer=self.record)
        matrix = seen.with_lines().first()
        lines = matrix.lines.all() if matrix else ()
        return {"matrix": matrix, "duties": [(line.label, who_of(line, self.record), line.words) for line in lines]}

    def waits_here(self, task):
        """True if the reader may answer it and it is asked now."""
        asked = task.stage == self.record.stage and not task.is_done
        return asked and self.request.user.is_authenticated and allows(self.request.user, "transfers.answer_task", task)

    def stages(self):
        """[(stage, how it stands, [(task, may answer, may send back)])], also of stages with nothing to read."""
        person, now = self.request.user, self.record.stage
        known = person.is_authenticated

        def may(policy, task):
            return known and allows(person, policy, task)

        found = []
        for stage in (*PATH, *RUNNING):
            standing = "now" if stage == now else ("done" if place(stage) < place(now) and self.record.is_open else "")
            tasks = [
                (
                    task,
                    standing != "done" and self.record.is_open and may("transfers.answer_task", task),
                    task.is_done and self.record.takes_back(task) and may("transfers.send_back", task),
                )
                for task in self.tasks
                if task.stage == stage
            ]
            found.append((stage, standing, tasks))
        return found


class BeginTransfer(FormPage):
    """By an officer for a council of the area, or by a clerk for the own; often from an asset, an offer, a transfer."""

    policy = "transfers.begin"
    form_class = BeginForm
    template_name = "transfers/form.html"
    title = gettext_lazy("Begin a transfer")

    def asked(self, name, records):
        """The record that the address names, as far as it is of a principal with which the person may begin one."""
        found = records.filter(principal__in=self.principals).select_related("principal")
        return found.filter(reference=self.request.GET.get(name, "")[:12]).first()

    @cached_property
    def asset(self):
        return self.asked("asset", Asset.objects.visible_to(self.request.user).listed())

    @cached_property
    def offer(self):
        return self.asked("offer", DevolutionOffer.objects.visible_to(self.request.user).standing())

    @cached_property
    def before(self):
        return self.asked("follows", Transfer.objects.visible_to(self.request.user))

    @cached_property
    def principals(self):
        """Those for which, or with which, the person may begin one."""
        person = self.request.user
        own = {m.council_id for m in person.current_memberships if m.role in OFFICER_ROLES and m.council.is_principal}
        parents = {
            parent.pk
            for m in person.current_memberships
            if m.role == Role.CLERK and m.council.is_local
            for parent in m.council.parent_list
        }
        return list(Council.objects.filter(pk__in=own | parents).current().by_name())

    @cached_property
    def principal(self):
        """Whose thing it is, as the address says, else the first one that the person has to do with."""
        if not self.principals:
            raise Refused(_("There is no principal council with which you could begin one"))
        source = self.asset or self.offer or self.before
        asked = source.principal.slug if source else self.request.GET.get("of", "")
        return next((council for council in self.principals if council.slug == asked), self.principals[0])

    def form_kwargs(self):
        person = self.request.user
        locals_ = Council.objects.visible_to(person).of_principal(self.principal).current().by_name()
        if not person.holds(OFFICER_ROLES, self.principal):
            locals_ = locals_.filter(pk__in=person.council_ids(Role.CLERK))
        return {"locals_": locals_, "suggested": self.suggested(locals_)}

    def suggested(self, locals_):
        """From where the person came."""
        found = {}
        if self.asset:
            found = {"title": self.asset.name, "moves": self.asset.kind, "local": self.asset.local_council_id}
        elif self.offer:
            found = {"title": self.offer.title, "moves": "service", "trigger": "offer"}
        elif self.before:
            found = {"local": self.before.local_id}
        few = list(locals_[:2])
        return {**found, "local": few[0].pk if len(few) == 1 else found.get("local")}

    def context(self):
        others = [council for council in self.principals if council != self.principal]
        source = self.asset or self.offer or self.before
        return {
            **super().context(), "back_url": source.get_absolute_url() if source else reverse("transfers:transfers"),
            "lead": self.principal.full_name, "others": [] if source else others,
            "note": _("Only the two councils read it until it is published. All of it can be changed later."),
        }  # fmt: skip

    def done(self, form):
        facts = {**form.cleaned_data, "asset": self.asset, "offer": self.offer, "follows": self.before}
        local = facts.pop("local")
        transfer = actions.begin_transfer(principal=self.principal, local=local, facts=facts, by=self.request.user)
        messages.success(self.request, _("Begun. Both councils see it and what it asks of them."))
        return redirect(transfer)


class Describe(EditPage, TransferPage):
    """Put right what it is, who leads it, what it belongs to."""

    form_class = ChangeForm
    template_name = "transfers/form.html"
    title = gettext_lazy("Change what it is")

    def stored(self):
        return actions.words_of_transfer(self.record)

    def form_kwargs(self):
        leads = Membership.objects.current().of_council(self.record.principal).filter(role__in=OFFICER_ROLES)
        wanted = {*leads.order_by().values_list("pk", flat=True), self.record.lead_id} - {None}
        people = Membership.objects.filter(pk__in=wanted).select_related("user").order_by("user__name", "pk")
        return {**super().form_kwargs(), "transfer": self.record, "person": self.request.user, "leads": people}

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        facts = {**form.cleaned_data, "asset": form.asset_found, "offer": self.record.offer}
        actions.describe_transfer(transfer=self.record, facts=facts, seen=self.seen(form), by=self.request.user)
        messages.success(self.request, _("Saved"))
        return redirect(self.record)


class Paper(PortalView):
    """Has a PDF made of all that the two councils read."""

    policy = "transfers.print"
    lookup = {"reference": "reference"}

    def scope(self):
        return Transfer.objects.visible_to(self.request.user).select_related("principal", "local")

    def get(self, request, *args, **kwargs):
        return redirect(self.record)

    def post(self, request, *args, **kwargs):
        transfer, own = self.record, request.user.reading_council_ids()
        job = start_job(
            kind="transfers.paper",
            title=_("Transfer: %(title)s") % {"title": self.record.title},
            subject=self.record,
            council=transfer.local if transfer.local_id in own else transfer.principal,
            key=f"{self.record.pk}:{request.user.pk}",
            params={"transfer": self.record.pk},
            by=request.user,
        )
        return redirect(job)
