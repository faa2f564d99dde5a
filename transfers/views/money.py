"""The money of a transfer on one page, and what both councils write there."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.csv import Export
from core.editing import EditPage
from core.policies import allows
from core.views import ExportedPage
from transfers import actions
from transfers.forms.money import LeaseBackForm, TransferMoneyForm
from transfers.models import LeaseBack, YearlyStatement
from transfers.money import worked_for
from transfers.views.costs import COLUMNS, cells
from transfers.views.transfers import TransferPage
from transfers.years import YearSpan, ended

NEW = "add"


class Money(ExportedPage, TransferPage):
    """Shares of a year, rents, the standards, ten years ahead."""

    policy = "transfers.read"
    template_name = "transfers/money.html"
    shown_after_sign_in = True
    export = Export("transfer-costs", COLUMNS, cells, licence="")

    def scope(self):
        return super().scope().with_money_for(self.request.user)

    @cached_property
    def worked(self):
        return worked_for(self.record, self.request.user, timezone.localdate())

    def rows(self):
        return self.worked.years

    def context(self):
        person, transfer = self.request.user, self.record
        return {
            "transfer": transfer,
            "worked": self.worked,
            "money_of": self.worked.money,
            "yearly": self.yearly(),
            "works": person.is_authenticated and allows(person, "transfers.work_on", transfer),
        }

    def yearly(self):
        """[(days, statement in force or None)] of the years that are over; to others only what is issued."""
        person, transfer = self.request.user, self.record
        seen = YearlyStatement.objects.visible_to(person).in_force().filter(transfer=transfer)
        issued = {row.year: row for row in seen}
        inside = person.is_authenticated and allows(person, "transfers.print", transfer)
        years = ended(transfer, timezone.localdate())
        spans = [YearSpan(year, transfer.live_on, transfer.over_on) for year in years if inside or year in issued]
        return [(span, issued.get(span.number)) for span in spans]


class MoneyPage(EditPage, TransferPage, abstract=True):
    """A form about the money, for the two sides."""

    policy = "transfers.work_on"
    template_name = "transfers/form.html"

    @property
    def back(self):
        return reverse("transfers:money", args=[self.record.reference])

    def context(self):
        return {**super().context(), "back_url": self.back, "lead": self.record.title}

    def form_kwargs(self):
        return {**super().form_kwargs(), "transfer": self.record}


class KeepMoney(MoneyPage):
    """Everything but the lease-backs."""

    form_class = TransferMoneyForm
    title = gettext_lazy("Money")

    def stored(self):
        return actions.money_of(self.record)

    def context(self):
        return {**super().context(), "note": _("Leave empty what is not known. Both councils read what is entered.")}

    def done(self, form):
        actions.keep_transfer_money(
            transfer=self.record, facts=form.cleaned_data, seen=self.seen(form), by=self.request.user
        )
        messages.success(self.request, _("Saved"))
        return redirect(self.back)


class KeepLease(MoneyPage):
    """One lease-back: a new one, or one that stands there."""

    form_class = LeaseBackForm

    @cached_property
    def lease(self):
        """None for a new one; 404 for one of another transfer."""
        code = self.kwargs["code"]
        if code == NEW:
            return None
        found = LeaseBack.objects.visible_to(self.request.user).of_transfer(self.record).filter(reference=code).first()
        if found is None:
            raise Http404
        return found

    @property
    def title(self):
        return _("Change the lease-back") if self.lease else _("Add a lease-back")

    def stored(self):
        return actions.lease_of(self.lease) if self.lease else {}

    def done(self, form):
        facts, person = form.cleaned_data, self.request.user
        if self.lease:
            actions.change_lease_back(lease=self.lease, facts=facts, seen=self.seen(form), by=person)
        else:
            actions.add_lease_back(transfer=self.record, facts=facts, by=person)
        messages.success(self.request, _("Saved"))
        return redirect(self.back)
