"""Commitments over the year: the page of all, of one, and what a council reports or comments."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters import actions, charts
from charters.commitments import report_due, tracked
from charters.forms.commitments import CommentForm, ProgressForm
from charters.life import healths_of, life_of
from charters.models import Agreement, AgreementVersion, Commitment, Party, ProgressEntry
from core.csv import LICENCE, csv_response
from core.downloads import as_attachment
from core.editing import EditPage
from core.jobs.actions import start_job
from core.policies import allows
from core.roles import OFFICER_ROLES, Role
from core.views import FormPage, Page, PortalView
from councils.models import Council

REPORTERS = (Role.CLERK, *OFFICER_ROLES)


class ProgressPage(Page, abstract=True):
    """A page about the commitments of an agreement of which a version is in force."""

    policy = "charters.see_progress"
    shown_after_sign_in = True
    lookup = {"reference": "reference"}

    def scope(self):
        return Agreement.objects.visible_to(self.request.user).with_state()

    @cached_property
    def version(self):
        version = AgreementVersion.objects.visible_to(self.request.user).filter(agreement=self.record)
        found = version.filter(status="in_force").select_related("agreement__convener").first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def items(self):
        return tracked(self.version)

    def mine(self, party):
        """Whether the person may report for this party."""
        return self.request.user.holds(REPORTERS, party.council)


class Progress(ProgressPage):
    """Every commitment with how it stands: each side's in a column, and all of them over time."""

    template_name = "charters/progress.html"

    def context(self):
        today = timezone.localdate()
        own = {party.pk: party for item in self.items for party in item.reporters if self.mine(party)}.values()
        return {
            "agreement": self.record,
            "version": self.version,
            "health": healths_of([self.version], {self.version.pk: self.items})[self.version.pk],
            "sees_board": allows(self.request.user, "charters.see_board", self.record),
            "may_edit": allows(self.request.user, "charters.edit", self.record),
            "sides": sides(self.items),
            "columns": charts.columns(self.items, self.version.in_force_on, today),
            "due": [(party, report_due(self.items, party)) for party in own],
            "soon": today + timezone.timedelta(days=30),
            "today": today,
        }


def sides(items):
    """[(side, [(kind, items)])]: both together first, then what each side does, offers and asks."""
    kinds = Commitment.Kind
    found = []
    for side in ("both", "principal", "local"):
        mine = [item for item in items if item.commitment.owner_side == side]
        groups = [(kind, [item for item in mine if item.commitment.kind == kind]) for kind in kinds]
        found.append((side, [(kind, group) for kind, group in groups if group]))
    return found


class Residents(ProgressPage):
    """What was promised and how it stands, in plain words; for everyone once the charter is published."""

    policy = "charters.read"
    template_name = "charters/residents.html"

    def context(self):
        signed = self.version.signatures.staying().with_council()
        return {
            "agreement": self.record,
            "version": self.version,
            "sides": sides([item for item in self.items if item.commitment.kind != Commitment.Kind.ASK]),
            "councils": [signature.party.council for signature in signed],
            "life": life_of(self.version),
        }


class ProgressReport(PortalView):
    """The report for a meeting: the worker prints it."""

    policy = "charters.see_progress"
    lookup = {"reference": "reference"}
    scope = ProgressPage.scope

    def post(self, request, *args, **kwargs):
        job = start_job(
            kind="charters.progress_report",
            title=_("Progress report: %(title)s") % {"title": self.record.title},
            subject=self.record,
            key=f"{self.record.pk}:{request.user.pk}",
            params={"agreement": self.record.pk},
            by=request.user,
        )
        return redirect(job)


class ProgressCsv(ProgressPage):
    """Everything that was reported, for a spreadsheet; the columns are in docs/exports.md."""

    def get(self, request, *args, **kwargs):
        heading = ("reference", "kind", "owner_side", "text", "due_on", "council", "stood_on", "standing", "figure",
                   "report", "link", "comments")  # fmt: skip
        rows = (
            (self.record.reference, item.commitment.kind, item.commitment.owner_side, item.commitment.text,
             item.commitment.due_on or "", entry.council.label, entry.stood_on, entry.standing, entry.figure,
             entry.text, entry.link, len(entry.comments.all()))
            for item in self.items
            for entry in item.entries
        )  # fmt: skip
        return csv_response(f"progress-{self.record.reference}.csv", heading, rows, LICENCE)


class CommitmentProgress(ProgressPage):
    """One commitment: what it says, how it has stood, every entry with its evidence and comments."""

    template_name = "charters/commitment_progress.html"

    def context(self):
        item = next((item for item in self.items if item.commitment.key == self.kwargs["key"]), None)
        if item is None:
            raise Http404
        speaking = set(self.request.user.council_ids(*REPORTERS))
        sides_of_mine = {
            party.side for party in Party.objects.filter(signatures__version=self.version, council__in=speaking)
        }
        return {
            "agreement": self.record,
            "version": self.version,
            "item": item,
            "line": charts.line(item, timezone.localdate()),
            "mine": [party for party in item.reporters if self.mine(party)],
            "may_edit": {entry.pk for entry in item.entries if entry.party.council_id in speaking},
            "may_comment": {entry.pk for entry in item.entries if sides_of_mine - {entry.party.side}},
        }


class Report(FormPage):
    """A council says how one of its commitments stands."""

    policy = "charters.report_progress"
    form_class = ProgressForm
    template_name = "charters/progress_form.html"
    title = gettext_lazy("How does this commitment stand?")
    lookup = {"agreement__reference": "reference", "council__slug": "slug"}

    def scope(self):
        mine = Party.objects.visible_to(self.request.user).in_charter()
        return mine.select_related("agreement__convener", "council")

    @cached_property
    def commitment(self):
        found = Commitment.objects.filter(version__agreement=self.record.agreement_id, version__status="in_force")
        commitment = found.filter(key=self.kwargs["key"]).select_related("version__agreement", "owner").first()
        if commitment is None or not commitment.binds(self.record):
            raise Http404
        return commitment

    def form_kwargs(self):
        return {"initial": {"stood_on": timezone.localdate()}}

    def context(self):
        names = {"agreement": self.record.agreement, "commitment": self.commitment, "council": self.record.council}
        return {**super().context(), **names}

    def done(self, form):
        actions.report_progress(
            commitment=self.commitment, party=self.record, by=self.request.user, **form.cleaned_data
        )
        messages.success(self.request, _("Saved. The councils in it can read it now."))
        return redirect("charters:commitment-progress", self.record.agreement.reference, self.commitment.key)


class EntryPage(Page, abstract=True):
    """A page about one entry."""

    lookup = {"party__agreement__reference": "reference", "pk": "pk"}

    def scope(self):
        return ProgressEntry.objects.visible_to(self.request.user).whole()

    def to_commitment(self):
        return redirect("charters:commitment-progress", self.record.agreement.reference, self.record.commitment.key)

    def context(self):
        entry = self.record
        names = {"agreement": entry.agreement, "commitment": entry.commitment, "council": entry.council}
        return {**super().context(), **names, "entry": entry}


class EntryEdit(EntryPage, EditPage):
    """The council that wrote an entry corrects it."""

    policy = "charters.edit_progress"
    form_class = ProgressForm
    template_name = "charters/progress_form.html"
    title = gettext_lazy("Correct what your council reported")

    def stored(self):
        return actions.progress_of(self.record)

    def form_kwargs(self):
        return {**super().form_kwargs(), "has_file": hasattr(self.record, "evidence")}

    def done(self, form):
        actions.edit_progress(entry=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Saved"))
        return self.to_commitment()


class EntryComment(EntryPage, FormPage):
    """The other side says something to an entry."""

    policy = "charters.comment_on_progress"
    form_class = CommentForm
    template_name = "charters/progress_comment.html"
    title = gettext_lazy("Comment on this report")

    def form_kwargs(self):
        mine = self.record.other_side().filter(council__in=self.request.user.council_ids(*REPORTERS))
        return {"councils": Council.objects.filter(pk__in=mine.values("council")).order_by("search_name", "pk")}

    def done(self, form):
        party = self.record.other_side().get(council=form.cleaned_data["council"])
        actions.comment_on_progress(
            entry=self.record, party=party, text=form.cleaned_data["text"], by=self.request.user
        )
        messages.success(self.request, _("Sent to %(council)s") % {"council": self.record.council.label})
        return self.to_commitment()


class EntryEvidence(EntryPage):
    """The file that a council attached."""

    policy = "charters.see_progress"

    def get(self, request, *args, **kwargs):
        if not hasattr(self.record, "evidence"):
            raise Http404
        return as_attachment(self.record.evidence)
