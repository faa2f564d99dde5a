"""The entry of the register: what it is, who is in it, who answers for it, from when to when, how it ends."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from charters.models import Agreement
from core.models import append_only, new_reference
from councils.models import Council, PartnerBody
from councils.proportion import Tier
from partnerships.models import choices
from partnerships.querysets import PartnershipQuerySet

PERSON = settings.AUTH_USER_MODEL
MOST_PENCE = 10**14  # a thousand thousand million pounds
NEEDED = ("lead", "starts_on", "next_review_on", "end_point", "exit_plan")  # before it goes live
EXIT_TEXTS = ("exit_assets", "exit_staff", "exit_liabilities", "legacy_owner", "final_evaluation")


def filled(*names):
    """A condition that none of these texts is empty."""
    condition = Q()
    for name in names:
        condition &= ~Q(**{name: ""})
    return condition


class Partnership(models.Model):
    """One partnership. Its tier is worked out (`partnerships.tiers`) unless somebody set it with a reason."""

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)  # in two or three sentences, for everyone
    convener = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="convened_partnerships")
    status = models.CharField(max_length=10, choices=choices.Status, default=choices.Status.PROPOSED)
    kind = models.CharField(max_length=20, choices=choices.Kind, default=choices.Kind.PARTNERSHIP)
    vehicle = models.CharField(max_length=20, choices=choices.Vehicle, blank=True)
    statute = models.CharField(max_length=10, choices=choices.Statute, default=choices.Statute.NONE)
    approach = models.CharField(max_length=20, choices=choices.Approach, blank=True)
    phase = models.CharField(max_length=20, choices=choices.Phase, blank=True)
    governance = models.CharField(max_length=20, choices=choices.Governance, blank=True)
    service = models.CharField(max_length=20, choices=choices.Service, blank=True)
    risk = models.CharField(max_length=10, choices=choices.Risk, default=choices.Risk.LOW)
    value_pence = models.BigIntegerField(null=True, blank=True)  # over the whole term; None: not known
    saving_pence = models.BigIntegerField(null=True, blank=True)  # in a year; None: not known
    tier_set = models.CharField(max_length=10, choices=Tier, blank=True)  # by hand, instead of the one worked out
    tier_reason = models.CharField(max_length=300, blank=True)
    lead = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="leads")
    sponsor = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="sponsors")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)  # the last day of the last term agreed; None: no fixed day
    notice_months = models.PositiveSmallIntegerField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)
    end_point = models.TextField(blank=True)  # by what everybody will know that it is over
    exit_plan = models.TextField(blank=True)  # what happens then
    exit_assets = models.TextField(blank=True)
    exit_staff = models.TextField(blank=True)
    exit_liabilities = models.TextField(blank=True)
    legacy_owner = models.TextField(blank=True)
    final_evaluation = models.TextField(blank=True)
    agreement = models.OneToOneField(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # knows nothing of this
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        indexes = [
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="partnership_title_trigrams"),
            models.Index(fields=["next_review_on"], condition=Q(status="live"), name="partnership_reviews"),
        ]
        constraints = [
            models.CheckConstraint(
                name="live_partnership_is_answered_for",
                condition=~Q(status="live")
                | (
                    Q(lead__isnull=False, starts_on__isnull=False, next_review_on__isnull=False)
                    & filled("end_point", "exit_plan")
                ),
            ),
            models.CheckConstraint(
                name="closed_partnership_was_wound_up",
                condition=(~Q(status="closed") & Q(closed_at=None, closed_by=None))
                | (Q(status="closed", closed_at__isnull=False, closed_by__isnull=False) & filled(*EXIT_TEXTS)),
            ),
            models.CheckConstraint(name="tier_by_hand_has_a_reason", condition=Q(tier_set="") | ~Q(tier_reason="")),
            models.CheckConstraint(
                name="partnership_ends_after_start",
                condition=Q(ends_on=None) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="partnership_reviewed_after_its_start",
                condition=Q(starts_on=None) | Q(next_review_on=None) | Q(next_review_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="partnership_reviewed_before_its_end",
                condition=Q(ends_on=None) | Q(next_review_on=None) | Q(next_review_on__lte=F("ends_on")),
            ),
            models.CheckConstraint(
                name="partnership_money_is_possible",
                condition=(Q(value_pence=None) | Q(value_pence__range=(0, MOST_PENCE)))
                & (Q(saving_pence=None) | Q(saving_pence__range=(0, MOST_PENCE))),
            ),
            models.CheckConstraint(
                name="partnership_published_at_with_by",
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
            models.CheckConstraint(
                name="registered_kind_can_be_counted", condition=Q(kind__in=[str(k) for k in choices.COUNTABLE])
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.reference})"

    def get_absolute_url(self):
        return reverse("partnerships:detail", args=[self.reference])

    @property
    def is_open(self):
        return self.status != choices.Status.CLOSED

    @property
    def has_owner(self):
        """True if somebody answers for it today: a lead officer who has left is none."""
        return self.lead is not None and self.lead.is_current

    @cached_property
    def council_ids(self):
        """The councils among its parties."""
        return {party.council_id for party in self.parties.all() if party.council_id}

    @cached_property
    def only_local_id(self):
        """The id of its local council, if a single one takes part; else None."""
        found = [party.council_id for party in self.parties.all() if party.council and party.council.is_local]
        return found[0] if len(found) == 1 else None

    def is_overdue(self, today):
        """True if its review or its end has passed."""
        days = [day for day in (self.next_review_on, self.ends_on) if day]
        return self.status == choices.Status.LIVE and bool(days) and min(days) < today


class Party(models.Model):
    """A council or a partner body that takes part."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Leads")
        PARTNER = "partner", _("Takes part")
        FUNDER = "funder", _("Funds")
        PROVIDER = "provider", _("Delivers")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="parties")
    council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="partnerships")
    body = models.ForeignKey(PartnerBody, null=True, blank=True, on_delete=models.PROTECT, related_name="partnerships")
    role = models.CharField(max_length=10, choices=Role, default=Role.PARTNER)
    is_accountable = models.BooleanField(default=False)  # for the money, before the law

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "council"], name="council_once_in_partnership"),
            models.UniqueConstraint(fields=["partnership", "body"], name="body_once_in_partnership"),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(is_accountable=True), name="one_accountable_body"
            ),
            models.CheckConstraint(
                name="party_is_a_council_or_a_body",
                condition=Q(council__isnull=True, body__isnull=False) | Q(council__isnull=False, body__isnull=True),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        return self.council.label if self.council_id else self.body.name


class LeadSpell(models.Model):
    """From when to when somebody was the lead officer."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="lead_spells")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)  # inclusive

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership"], condition=Q(ends_on=None), name="one_lead_at_a_time"),
            models.CheckConstraint(
                name="lead_spell_ends_after_start", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self):
        return f"{self.membership}, {self.starts_on}"


class Renewal(models.Model):
    """Another term, from the day after the last one; days are counted from these rows."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="renewals")
    number = models.PositiveSmallIntegerField()  # 1 is the first renewal: the second term
    ended_on = models.DateField()  # the last day of the term before
    ends_on = models.DateField()
    note = models.TextField(blank=True)  # who decided, and where it is minuted
    renewed_at = models.DateTimeField(default=timezone.now)
    renewed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="partnership_renewal_once"),
            models.CheckConstraint(name="partnership_renewal_goes_on", condition=Q(ends_on__gt=F("ended_on"))),
        ]
        triggers = [append_only("partnership_renewal_append_only")]

    def __str__(self):
        return f"Renewal {self.number} of {self.partnership}"


class RequiredDocument(models.Model):
    """A paper that the partners are asked for, and on what basis."""

    class State(models.TextChoices):
        WANTED = "wanted", _("Needed")
        THERE = "there", _("We have it")
        WAIVED = "waived", _("Left out")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="documents")
    key = models.CharField(max_length=20, blank=True, default="", db_default="")  # in papers.py; empty: none of it
    name = models.CharField(max_length=160)
    basis = models.CharField(max_length=10, choices=choices.Basis)
    state = models.CharField(max_length=10, choices=State, default=State.WANTED)
    note = models.CharField(max_length=300, blank=True)  # where it is, or why it is left out

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name"], name="document_asked_for_once"),
            models.CheckConstraint(
                name="only_a_habit_is_left_out", condition=~Q(state="waived") | (Q(basis="habit") & ~Q(note=""))
            ),
        ]

    def __str__(self):
        return self.name
