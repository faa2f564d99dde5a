"""What a transfer cost in one financial year and who pays how much of it; once issued its figures never change."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.models import new_reference
from transfers.models.money import pence, per_cent
from transfers.models.transfers import MOST_PENCE, Transfer
from transfers.querysets.statements import YearlyStatementQuerySet
from transfers.stages import Side
from transfers.years import YearSpan

PERSON = settings.AUTH_USER_MODEL
COSTS = ("staff", "energy", "repairs", "insurance", "other")
AMOUNTS = (*COSTS, "income", "fixed", "cap", "planned", "local_pence", "principal_pence")
FROZEN = (*AMOUNTS, "percent", "year", "transfer_id", "rents", "side", "replaces_id", "issued_at")


def net_costs():
    """What was spent after income, never less than nothing."""
    spent = sum((Coalesce(F(name), Value(0)) for name in COSTS[1:]), Coalesce(F(COSTS[0]), Value(0)))
    return Greatest(Value(0), spent - Coalesce(F("income"), Value(0)), output_field=models.BigIntegerField())


def figures_stay():
    """What one council has issued and the other has read is put right by another statement, never changed."""
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FROZEN)
    return pgtrigger.Trigger(
        name="issued_statement_stays",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(f"OLD.issued_at IS NOT NULL AND ({changed})"),
        func="RAISE EXCEPTION 'an issued statement cannot be changed';",
    )


class YearlyStatement(models.Model):
    """Amounts in pence. Costs are those of both councils; rule, shares and rents are fixed when it is issued."""

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        AGREED = "agreed", _("Agreed")
        CONTESTED = "contested", _("Contested")

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="statements")
    year = models.PositiveSmallIntegerField()  # in whose April it begins
    side = models.CharField(max_length=10, choices=Side)  # whose statement it is
    staff, energy, repairs, insurance, other, income = (pence() for _number in range(6))
    note = models.TextField(max_length=2000, blank=True)
    percent = per_cent()
    fixed = pence()  # of these days, as the cap
    cap = pence()
    planned = pence()  # what was expected, after income
    local_pence = pence()
    principal_pence = pence()
    rents = models.JSONField(default=list, blank=True)  # [[space and use, pence the local council pays]]
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    because = models.TextField(max_length=1000, blank=True)  # why it replaces another
    in_force = models.BooleanField(default=False)  # issued, and not replaced
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, blank=True, default=Answer.NONE)
    answer_words = models.TextField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = YearlyStatementQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        triggers = [figures_stay()]
        constraints = [
            *(
                models.CheckConstraint(
                    name=f"yearly_statement_{name}_is_possible",
                    condition=Q(**{name: None}) | Q(**{f"{name}__range": (0, MOST_PENCE)}),
                )
                for name in AMOUNTS
            ),
            models.CheckConstraint(
                name="yearly_statement_percent_is_possible",
                condition=Q(percent=None) | Q(percent__range=(0, 100)),
            ),
            models.UniqueConstraint(
                fields=["transfer", "year"], condition=Q(in_force=True), name="one_statement_of_a_year_in_force"
            ),
            models.UniqueConstraint(
                fields=["transfer", "year"], condition=Q(issued_at=None), name="one_draft_statement_of_a_year"
            ),
            models.CheckConstraint(
                name="yearly_statement_issued_at_with_by",
                condition=Q(issued_at=None, issued_by=None, in_force=False)
                | Q(issued_at__isnull=False, issued_by__isnull=False),
            ),
            models.CheckConstraint(
                name="yearly_statement_shares_add_up",
                condition=Q(issued_at=None, local_pence=None, principal_pence=None)
                | Q(issued_at__isnull=False, local_pence=net_costs() - F("principal_pence")),
            ),
            models.CheckConstraint(
                name="yearly_statement_replaces_with_a_reason", condition=Q(replaces=None) | ~Q(because="")
            ),
            models.CheckConstraint(
                name="yearly_statement_answered_at_with_by",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (Q(issued_at__isnull=False, answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="contested_statement_says_why", condition=~Q(answer="contested") | ~Q(answer_words="")
            ),
        ]

    def __str__(self):
        return f"{self.transfer_id}: {self.year}"

    @cached_property
    def span(self):
        """The days it is about; its transfer is live."""
        return YearSpan(self.year, self.transfer.live_on, self.transfer.over_on)

    @property
    def is_issued(self):
        return self.issued_at is not None

    @property
    def is_replaced(self):
        return self.is_issued and not self.in_force

    @property
    def actual(self):
        """{heading: pence, None where nothing was entered}, income among them."""
        return {name: getattr(self, name) for name in (*COSTS, "income")}
