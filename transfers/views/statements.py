"""One financial year of a transfer: what it cost, who pays what, issued, agreed or contested."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.csv import Export
from core.editing import ConfirmPage, EditPage
from core.jobs.actions import start_job
from core.policies import allows
from core.views import ExportedPage
from transfers import actions
from transfers.forms.statements import StatementAnswerForm, YearForm
from transfers.models import TransferMoney, YearlyStatement
from transfers.stated import stated
from transfers.views.transfers import TransferPage
from transfers.years import YearSpan, ended

COLUMNS = ("statement", "year", "state", "line", "cost_pence", "local_pence", "principal_pence")


class YearPage(TransferPage, abstract=True):
    """A page about one year of a transfer; 404 for a year that is not over, or in which it was not live."""

    policy = "transfers.work_on"

    def scope(self):
        return super().scope().with_money_for(self.request.user)

    def find_record(self):
        found = super().find_record()
        vars(self).pop("statements", None)  # read anew where somebody has changed the draft meanwhile
        return found

    @cached_property
    def span(self):
        year = self.kwargs["year"]
        if year not in ended(self.record, timezone.localdate()):
            raise Http404
        return YearSpan(year, self.record.live_on, self.record.over_on)

    @property
    def address(self):
        return reverse("transfers:year", args=[self.record.reference, self.span.number])

    @cached_property
    def statements(self):
        """Those of the year that the reader may see, the newest first, each with its figures."""
        rows = YearlyStatement.objects.visible_to(self.request.user).of_year(self.record, self.span.number)
        money = TransferMoney.objects.filter(transfer=self.record).first()
        leases = list(self.record.lease_backs.all())
        found = list(rows.select_related("answered_by", "replaces"))
        for row in found:
            row.transfer = self.record
        return [stated(row, money, leases) for row in found]

    def about(self):
        return {"back_url": self.address, "lead": f"{self.record.title}: {self.span.words}"}


class Year(ExportedPage, YearPage):
    """Its statement: the draft for the two councils, what is in force, what was replaced."""

    policy = "transfers.read"
    template_name = "transfers/year.html"
    shown_after_sign_in = True
    export = Export("transfer-year", COLUMNS, lambda cells: cells, licence="")

    def rows(self):
        return [cells for each in self.statements for cells in each.cells]

    def context(self):
        person, transfer = self.request.user, self.record
        known = person.is_authenticated
        newest = self.statements[0] if self.statements else None
        in_force = next((each for each in self.statements if each.statement.in_force), None)
        return {
            "transfer": transfer,
            "span": self.span,
            "statements": self.statements,
            "draft": newest if newest and not newest.statement.is_issued else None,
            "in_force": in_force,
            "works": known and allows(person, "transfers.work_on", transfer),
            "inside": known and allows(person, "transfers.print", transfer),
            "may_answer": known and in_force and allows(person, "transfers.answer_statement", in_force.statement),
        }


class KeepYear(EditPage, YearPage):
    """What it cost, as far as it is known."""

    form_class = YearForm
    template_name = "transfers/form.html"

    @property
    def title(self):
        return _("What the year %(year)s cost") % {"year": self.span.words}

    def stored(self):
        return actions.draft_of(self.record, self.span.number)

    def form_kwargs(self):
        return {**super().form_kwargs(), "replaces": any(each.statement.in_force for each in self.statements)}

    def context(self):
        note = _(
            "Only your two councils see it before it is issued. What was issued stays; this becomes a new statement."
        )
        return {**super().context(), **self.about(), "note": note}

    def done(self, form):
        actions.keep_statement(
            transfer=self.record, year=self.span.number, facts=form.cleaned_data, seen=self.seen(form),
            by=self.request.user,
        )  # fmt: skip
        messages.success(self.request, _("Saved. Look at the shares; then issue the statement."))
        return redirect(self.address)


class IssueYear(ConfirmPage, YearPage):
    """Shows the draft once more and asks, before its figures stay."""

    template_name = "transfers/issue.html"

    def stored(self):
        return actions.draft_of(self.record, self.span.number)

    def context(self):
        draft = next((each for each in self.statements if each.state == "draft"), None)
        return {**self.about(), "transfer": self.record, "span": self.span, "each": draft}

    def confirmed(self, seen):
        actions.issue_statement(transfer=self.record, year=self.span.number, seen=seen, by=self.request.user)
        messages.success(self.request, _("Issued. The other council has been told."))
        return redirect(self.address)


class AnswerYear(EditPage):
    """The other side says whether it is right."""

    policy = "transfers.answer_statement"
    lookup = {"transfer__reference": "reference", "year": "year"}
    form_class = StatementAnswerForm
    template_name = "transfers/form.html"
    title = gettext_lazy("Is the statement right?")

    def scope(self):
        found = YearlyStatement.objects.visible_to(self.request.user).inside(self.request.user).in_force()
        return found.select_related("transfer__principal", "transfer__local")

    @property
    def address(self):
        return reverse("transfers:year", args=[self.record.transfer.reference, self.record.year])

    def stored(self):
        return actions.answer_to(self.record)

    def context(self):
        lead = f"{self.record.transfer.title}: {self.record.span.words}"
        return {**super().context(), "back_url": self.address, "lead": lead}

    def done(self, form):
        actions.answer_statement(statement=self.record, seen=self.seen(form), by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Sent. The other council has been told."))
        return redirect(self.address)


class YearPaper(YearPage):
    """Has a PDF made of the statement in force, or of the draft while there is none."""

    policy = "transfers.print"

    def get(self, request, *args, **kwargs):
        return redirect(self.address)

    def post(self, request, *args, **kwargs):
        chosen = next((each for each in self.statements if each.statement.in_force), None)
        chosen = chosen or (self.statements[0] if self.statements else None)
        if chosen is None:
            raise Http404
        transfer, own = self.record, request.user.reading_council_ids()
        job = start_job(
            kind="transfers.statement",
            title=_("Statement of %(year)s: %(title)s") % {"year": self.span.words, "title": transfer.title},
            subject=transfer,
            council=transfer.local if transfer.local_id in own else transfer.principal,
            key=f"{chosen.statement.pk}:{request.user.pk}",
            params={"transfer": transfer.pk, "statement": chosen.statement.pk},
            by=request.user,
        )
        return redirect(job)
