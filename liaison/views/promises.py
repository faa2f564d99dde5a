"""Promises of a council: the list, one, recording, putting right, saying what became of it."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.csv import Export
from core.editing import EditPage
from core.models import AuditEvent
from core.policies import allows
from core.registry import PROMISE_LINE, collect
from core.views import FormPage, ListPage, Page
from councils.models import Council
from liaison import actions
from liaison.forms.promises import (
    THEM,
    US,
    ChangePromiseForm,
    ContestForm,
    DenyForm,
    PromisesForm,
    RecordForm,
    ReportForm,
    WithdrawPromiseForm,
)
from liaison.models import Promise, PromiseSide
from liaison.rates import rates_of

NEWEST = 20
COLUMNS = ("kind", "promise", "by", "to", "due_on", "state", "made_on", "made_in", "recorded_by_other", "done_on",
           "words")  # fmt: skip
SETTLED = ("kept", "late", "not_kept", "withdrawn", "denied")


@dataclass(frozen=True)
class Line:
    """A line of the list, whoever keeps it."""

    title: str
    url: str
    by: str
    to: str
    due_on: date
    state: str
    state_label: str
    tone: str
    kind: str = ""
    promise: Promise | None = None


def line_of(row):
    return Line(row.text, row.get_absolute_url(), row.promiser.full_name, row.receiver.full_name, row.due_on, row.state,
                row.state_label, row.tone, promise=row)  # fmt: skip


def cells(line):
    """One promise; the person who answers is not named."""
    row = line.promise
    of_row = ("", "", "", "", "")
    if row:
        other = "yes" if row.recorded_by_other else "no"
        of_row = (row.made_on, row.made_in, other, row.outcome_on, row.contest_words or row.outcome_words)
    return (line.kind, line.title, line.by, line.to, line.due_on, line.state, *of_row)


class OfCouncil(Page, abstract=True):
    """A page about the promises of a council for which the person acts."""

    lookup = {"slug": "slug"}

    def scope(self):
        person, found = self.request.user, Council.objects.visible_to(self.request.user)
        return found if person.is_staff else found.filter(pk__in=person.reading_council_ids())

    def list_url(self):
        return reverse("liaison:promises", args=[self.record.slug])


class Promises(ListPage, OfCouncil):
    """What the council promised and was promised; commitments in charters stand among them."""

    policy = "liaison.see_promises"
    template_name = "liaison/promise_list.html"
    export = Export("promises", COLUMNS, cells)

    @cached_property
    def mine(self):
        return Promise.objects.visible_to(self.request.user).of(self.record)

    @cached_property
    def own_side(self):
        return PromiseSide.PRINCIPAL if self.record.is_principal else PromiseSide.LOCAL

    @cached_property
    def people(self):
        named = self.mine.filter(answers__isnull=False).order_by("answers__user__name")
        return list(named.values_list("answers__user", "answers__user__name").distinct())

    def rows(self):
        self.form = PromisesForm(self.request.GET, people=self.people)
        chosen = self.form.chosen()
        found = self.mine.in_state(chosen.get("state", "")).with_words(chosen.get("q", "")).whole()
        if chosen.get("side") in (US, THEM):
            found = found.filter(side=self.own_side if chosen["side"] == US else self.own_side.other)
        if chosen.get("who"):
            found = found.filter(answers__user=chosen["who"])
        if chosen.get("council"):
            found = found.filter(council__slug=chosen["council"])
        lines = [line_of(row) for row in found]
        if not chosen.get("who") and not chosen.get("council"):
            lines += self.from_above(chosen)
        today = timezone.localdate()
        return sorted(lines, key=lambda each: (each.state in SETTLED, abs((each.due_on - today).days)
                                               if each.state in SETTLED else each.due_on.toordinal()))  # fmt: skip

    def from_above(self, chosen):
        """What apps above keep, by the same filter."""
        words, state, side = chosen.get("q", "").lower().split(), chosen.get("state"), chosen.get("side")
        for each in collect(PROMISE_LINE, self.request.user, self.record):
            fits = state in (None, each.state) or (state == "open" and each.state == "overdue")
            ours = each.by_council in (None, self.record.pk)
            theirs = each.by_council != self.record.pk
            fits = fits and (side != US or ours) and (side != THEM or theirs)
            text = f"{each.title} {each.by} {each.to}".lower()
            if fits and all(word in text for word in words):
                yield Line(each.title, each.url, each.by, each.to, each.due_on, each.state, each.state_label, each.tone,
                           each.kind)  # fmt: skip

    def context(self):
        due = [(row.side, row.due_on, row.state) for row in self.mine.counting()]
        return {
            "council": self.record,
            "form": self.form,
            "records": allows(self.request.user, "liaison.record_promise", self.record),
            "narrowed": bool(self.request.GET),
            "rates": rates_of(due, self.own_side),
        }


class Record(FormPage, OfCouncil):
    """Write a promise down, one's own or the other side's."""

    policy = "liaison.record_promise"
    form_class = RecordForm
    template_name = "liaison/form.html"
    title = gettext_lazy("Record a promise")

    def form_kwargs(self):
        return {"council": self.record, "suggest_url": f"{reverse('councils:suggest')}?of={self.record.slug}",
                "initial": self.asked()}  # fmt: skip

    def asked(self):
        """The council named in the address."""
        slug = self.request.GET.get("council", "")[:140]
        found = Council.objects.visible_to(self.request.user).filter(slug=slug).first() if slug else None
        return {"council": found.name if self.record.is_principal else found} if found else {}

    def context(self):
        return {**super().context(), "back_url": self.list_url(), "lead": self.record.full_name}

    def done(self, form):
        said = dict(form.cleaned_data)
        other, ours = said.pop("council"), said.pop("side") == US
        own = PromiseSide.PRINCIPAL if self.record.is_principal else PromiseSide.LOCAL
        pair = {"principal": self.record, "council": other}
        if own == PromiseSide.LOCAL:
            pair = {"principal": other, "council": self.record}
        side = own if ours else own.other
        promise = actions.record_promise(**pair, side=side, recorded_side=own, by=self.request.user, **said)
        messages.success(self.request, _("Recorded. The other council is told."))
        return redirect(promise)


class PromisePage(Page, abstract=True):
    """A page about one promise."""

    lookup = {"public_id": "public_id"}

    def scope(self):
        return Promise.objects.visible_to(self.request.user).whole()

    def about(self):
        return {"promise": self.record, "back_url": self.record.get_absolute_url(), "lead": self.record.text}


class ShowPromise(PromisePage):
    """What was promised, how it stands, and what can be done about it."""

    policy = "liaison.see_promise"
    template_name = "liaison/promise.html"

    def context(self):
        row, person = self.record, self.request.user
        keeps = allows(person, "liaison.keep_promise", row)
        denies = row.recorded_by_other and row.counts and row.outcome_side != row.side
        lists = [each for each in (row.principal, row.council) if person.is_staff or person.reads_for(each)]
        return {
            **self.about(),
            "home": lists[0],
            "reports": keeps and row.counts and row.state in ("open", "overdue", "not_kept"),
            "changes": keeps and bool(actions.changeable_by(row, person)),
            "denies": denies and allows(person, "liaison.answer_promise", row),
            "contests": row.may_be_contested and allows(person, "liaison.receive_promise", row),
            "withdraws": keeps and actions.may_withdraw(row, person),
            "events": AuditEvent.objects.about(row).readable_by(person)[:NEWEST],
        }


class ChangePromise(EditPage, PromisePage):
    """Put right what is recorded, as far as one may."""

    policy = "liaison.keep_promise"
    form_class = ChangePromiseForm
    template_name = "liaison/form.html"
    title = gettext_lazy("Put the promise right")

    def stored(self):
        names = actions.changeable_by(self.record, self.request.user)
        return {name: value for name, value in actions.promise_as_stored(self.record).items() if name in names}

    def form_kwargs(self):
        names = actions.changeable_by(self.record, self.request.user)
        return {**super().form_kwargs(), "council": self.record.promiser, "names": names}

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        actions.change_promise(promise=self.record, said=form.cleaned_data, seen=self.seen(form), by=self.request.user)
        messages.success(self.request, _("Saved."))
        return redirect(self.record)


class StepPage(FormPage, PromisePage, abstract=True):
    """A form of one step with a promise."""

    template_name = "liaison/form.html"
    action = None

    def context(self):
        return {**super().context(), **self.about()}

    def done(self, form):
        type(self).action(promise=self.record, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Saved. The other council is told."))
        return redirect(self.record)


class Report(StepPage):
    """Kept or not."""

    policy = "liaison.keep_promise"
    form_class = ReportForm
    title = gettext_lazy("What became of it?")
    action = staticmethod(actions.report_promise)


class Contest(StepPage):
    """It was reported as kept and is not."""

    policy = "liaison.receive_promise"
    form_class = ContestForm
    title = gettext_lazy("It was not kept")
    action = staticmethod(actions.contest_promise)


class Deny(StepPage):
    """The other side has recorded what was never promised."""

    policy = "liaison.answer_promise"
    form_class = DenyForm
    title = gettext_lazy("We did not promise this")
    action = staticmethod(actions.deny_promise)


class WithdrawPromise(StepPage):
    """It is no longer expected."""

    policy = "liaison.keep_promise"
    form_class = WithdrawPromiseForm
    title = gettext_lazy("Withdraw the promise")
    action = staticmethod(actions.withdraw_promise)
