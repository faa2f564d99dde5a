"""What a transfer costs and who pays, and the rooms that one council lets to the other."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.models import new_reference
from transfers.models.transfers import MOST_PENCE, Transfer
from transfers.querysets.money import LeaseBackQuerySet, TransferMoneyQuerySet
from transfers.stages import Side

PERSON = settings.AUTH_USER_MODEL
AMOUNTS = (
    "staff", "energy", "repairs", "insurance", "other", "income", "fixed", "cap", "capital", "dowry", "baseline_cost",
    "enhanced_cost",
)  # fmt: skip
PERCENTS = ("percent", "index", "rises")
A_HUNDRED, A_HALF = 100, 50


def pence():
    """Empty: not known."""
    return models.BigIntegerField(null=True, blank=True)


def per_cent():
    return models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)


class TransferMoney(models.Model):
    """The costs of a year in pence, the rule by which the two share them, what is given once, and the two standards."""

    transfer = models.OneToOneField(Transfer, on_delete=models.CASCADE, related_name="money")
    staff, energy, repairs, insurance, other, income = (pence() for _number in range(6))
    percent = per_cent()  # of the local council, of what the fixed amount leaves
    fixed = pence()
    cap = pence()
    index = per_cent()  # by which the fixed amount and the cap rise in a year
    rises = per_cent()  # by which the costs rise in a year
    capital = pence()  # what the local council spends at the start
    dowry = pence()  # given once by the principal council
    baseline = models.TextField(max_length=1000, blank=True)  # the standard of the service
    baseline_cost = pence()
    baseline_by = models.CharField(max_length=10, choices=Side, blank=True)
    enhanced = models.TextField(max_length=1000, blank=True)  # what is more than that
    enhanced_cost = pence()
    enhanced_by = models.CharField(max_length=10, choices=Side, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    is_exempt = models.BooleanField(default=False)  # commercial: only the two councils read it
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = TransferMoneyQuerySet.as_manager()

    class Meta:
        constraints = [
            *(
                models.CheckConstraint(
                    name=f"transfer_money_{name}_is_possible",
                    condition=Q(**{name: None}) | Q(**{f"{name}__range": (0, MOST_PENCE)}),
                )
                for name in AMOUNTS
            ),
            *(
                models.CheckConstraint(
                    name=f"transfer_money_{name}_is_possible",
                    condition=Q(**{name: None})
                    | Q(**{f"{name}__range": (0, A_HUNDRED if name == "percent" else A_HALF)}),
                )
                for name in PERCENTS
            ),
            models.CheckConstraint(
                name="transfer_money_standards_have_words",
                condition=(~Q(baseline="") | Q(baseline_cost=None, baseline_by=""))
                & (~Q(enhanced="") | Q(enhanced_cost=None, enhanced_by="")),
            ),
        ]

    def __str__(self):
        return f"Money of {self.transfer_id}"


class LeaseBack(models.Model):
    """Rooms or land that the council that holds them now lets to the other one."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="lease_backs")
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    space = models.CharField(max_length=200)  # "Ground floor, 120 square metres"
    use = models.CharField(max_length=200)  # "Customer services"
    tenant = models.CharField(max_length=10, choices=Side, default=Side.PRINCIPAL)
    rent_pence = models.BigIntegerField()  # a year
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # the last day; none: until it is ended
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = LeaseBackQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="lease_back_says_what",
                condition=~Q(space="") & ~Q(use="") & Q(tenant__in=Side.values, rent_pence__range=(0, MOST_PENCE)),
            ),
            models.CheckConstraint(
                name="lease_back_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self):
        return self.space

    def is_over(self, today):
        return self.ends_on is not None and self.ends_on < today
