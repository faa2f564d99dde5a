"""An opportunity: who pays for what, who may apply, from when until when."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models import Term
from core.models import append_only, new_reference
from councils.models import Council, CouncilType, Nation, Need, Service
from funding.querysets.opportunities import OpportunityQuerySet
from funding.telling import Told
from funding.times import closing_words

PERSON = settings.AUTH_USER_MODEL
MOST_MONEY = 100_000_000_000_00  # pence; more is a slip of the finger
LARGEST_PLACE = 100_000_000  # residents


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PaysFor(models.TextChoices):
    CAPITAL = "capital", _("Capital: to buy, build or repair something")
    REVENUE = "revenue", _("Revenue: running costs, staff, events")
    BOTH = "both", _("Both capital and revenue")


class OpenTo(models.TextChoices):
    COUNCILS = "councils", _("Councils may apply")
    INVITED = "invited", _("Only those who were invited may apply")
    OTHERS = "others", _("Councils cannot apply, others can")


class Opportunity(Told, models.Model):
    """Money councils may ask for. Without an owner it is national; a principal curates its own."""

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    owner = models.ForeignKey(
        Council, null=True, blank=True, on_delete=models.PROTECT, related_name="curated_opportunities"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    is_shared = models.BooleanField(default=False)  # with the county above the owner and its other districts
    funder = models.CharField(max_length=160)
    programme = models.CharField(max_length=160)
    round_name = models.CharField(max_length=80, blank=True)  # "Round 2", "Spring 2027"
    summary = models.TextField(max_length=4000, blank=True)
    themes = models.ManyToManyField(Term, related_name="opportunities", blank=True)
    pays_for = models.CharField(max_length=10, choices=PaysFor, default=PaysFor.BOTH)
    services = ArrayField(models.CharField(max_length=30, choices=Service), default=list, blank=True)
    needs = ArrayField(models.CharField(max_length=30, choices=Need), default=list, blank=True, db_default=[])
    open_to = models.CharField(max_length=10, choices=OpenTo, default=OpenTo.COUNCILS, db_default=OpenTo.COUNCILS)
    types = ArrayField(models.CharField(max_length=20, choices=CouncilType), default=list, blank=True)  # none: all
    others_may_apply = models.CharField(max_length=300, blank=True)  # who is no council, in words
    nations = ArrayField(models.CharField(max_length=10, choices=Nation), default=list, blank=True)  # none: both
    areas = models.ManyToManyField(Council, related_name="+", blank=True)  # principals; none: everywhere
    population_from = models.PositiveIntegerField(null=True, blank=True)
    population_to = models.PositiveIntegerField(null=True, blank=True)
    least = models.PositiveBigIntegerField(null=True, blank=True)  # pence, to one applicant
    most = models.PositiveBigIntegerField(null=True, blank=True)  # pence, to one applicant
    pot = models.PositiveBigIntegerField(null=True, blank=True)  # pence, in all
    match_percent = models.PositiveSmallIntegerField(null=True, blank=True)  # of the cost, from elsewhere
    joint_bids = models.BooleanField(default=False)  # preferred
    opens_at = models.DateTimeField(null=True, blank=True)  # none: open already
    closes_at = models.DateTimeField(null=True, blank=True)  # none: until further notice
    link = models.URLField(max_length=400, blank=True)  # what the funder says about it
    apply_link = models.URLField(max_length=400, blank=True)
    contact_email = models.EmailField(blank=True)  # of the funder
    note = models.TextField(max_length=4000, blank=True)  # the officer's advice to councils
    source = models.CharField(max_length=300, blank=True)  # where the facts come from, with their licence
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)  # the first time
    published_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_because = models.TextField(max_length=1000, blank=True)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="opportunity_by_closing", fields=["status", "closes_at"])]
        constraints = [
            models.CheckConstraint(
                name="opportunity_closes_after_opening",
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("It must close after it opens"),
            ),
            models.CheckConstraint(
                name="opportunity_amounts_in_order",
                condition=(Q(least=None) | Q(most=None) | Q(least__lte=F("most")))
                & (Q(most=None) | Q(most__lte=MOST_MONEY))
                & (Q(pot=None) | Q(pot__lte=MOST_MONEY)),
                violation_error_message=_("The smallest grant cannot be larger than the largest"),
            ),
            models.CheckConstraint(
                name="opportunity_sizes_in_order",
                condition=Q(population_from=None) | Q(population_to=None) | Q(population_from__lte=F("population_to")),
            ),
            models.CheckConstraint(
                name="opportunity_match_is_a_share", condition=Q(match_percent=None) | Q(match_percent__range=(1, 99))
            ),
            models.CheckConstraint(
                name="opportunity_known_words",
                condition=Q(types__contained_by=CouncilType.values)
                & Q(nations__contained_by=Nation.values)
                & Q(services__contained_by=Service.values)
                & Q(needs__contained_by=Need.values)
                & Q(pays_for__in=PaysFor.values)
                & Q(status__in=Status.values)
                & Q(open_to__in=OpenTo.values),
            ),
            models.CheckConstraint(
                name="opportunity_published_has_time", condition=~Q(status="published") | Q(published_at__isnull=False)
            ),
            models.CheckConstraint(
                name="opportunity_withdrawn_with_reason",
                condition=(Q(status="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_because=""))
                | (~Q(status="withdrawn") & Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")),
            ),
            models.CheckConstraint(
                name="opportunity_national_needs_no_sharing", condition=Q(owner__isnull=False) | Q(is_shared=False)
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_national(self):
        return self.owner_id is None

    @property
    def is_published(self):
        return self.status == Status.PUBLISHED

    @property
    def type_labels(self):
        return [CouncilType(kind).label for kind in self.types]

    @property
    def service_labels(self):
        return [Service(service).label for service in self.services]

    @property
    def need_labels(self):
        return [Need(need).label for need in self.needs]


class Stage(models.Model):
    """A day in the life of a round beside its closing: a briefing, decisions, the end of spending."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="stages")
    on = models.DateField()
    name = models.CharField(max_length=160)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["opportunity", "on", "name"], name="stage_once")]

    def __str__(self):
        return f"{self.on}: {self.name}"


class DeadlineChange(models.Model):
    """A closing time that was corrected after people were told the old one. None stands for “until further notice”."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="deadline_changes")
    old_closes_at = models.DateTimeField(null=True, blank=True)
    new_closes_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="deadline_change_changes_something",
                condition=Q(old_closes_at__isnull=True, new_closes_at__isnull=False)
                | Q(old_closes_at__isnull=False, new_closes_at__isnull=True)
                | ~Q(old_closes_at=F("new_closes_at")),
            )
        ]
        triggers = [append_only("deadline_change_append_only")]

    def __str__(self):
        return f"{self.opportunity}: {self.old_closes_at} → {self.new_closes_at}"

    @property
    def old_words(self):
        return closing_words(self.old_closes_at)
