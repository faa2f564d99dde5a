"""A transfer of an asset or a service between two councils, what it asks of each side, and what a principal asks."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from charters.models import Agreement
from core.models import new_reference
from councils.models import Council
from transfers.models.assets import Asset
from transfers.models.choices import HeldAs, Moves, Power, Trigger
from transfers.models.offers import DevolutionOffer
from transfers.querysets.transfers import RequirementQuerySet, TransferQuerySet, TransferTaskQuerySet
from transfers.questions import ASKED, OWN_PARTS
from transfers.stages import OVER, PATH, RUNNING, Side, Stage, place

PERSON = settings.AUTH_USER_MODEL
MOST_PENCE = 10**12  # ten billion pounds


class Transfer(models.Model):
    """One transfer from the first idea to its return. The two councils read all; the public what is published of it."""

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    title = models.CharField(max_length=200)
    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="transfers_given")
    local = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="transfers_taken")
    asset = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="transfers")
    offer = models.ForeignKey(DevolutionOffer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    moves = models.CharField(max_length=10, choices=Moves)
    tenure = models.CharField(max_length=12, choices=HeldAs)
    trigger = models.CharField(max_length=16, choices=Trigger)
    summary = models.TextField(max_length=2000)  # what moves, in a few sentences, for everyone once published
    value_pence = models.BigIntegerField(null=True, blank=True, validators=[MinValueValidator(0)])  # None: not known
    next_ambition = models.TextField(max_length=1000, blank=True)  # what may follow, such as running it alone
    lead = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=14, choices=Stage, default=Stage.IDENTIFIED)
    stage_since = models.DateField(default=timezone.localdate)
    live_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)  # the next review of one that is live
    over_on = models.DateField(null=True, blank=True)  # returned, or not going ahead
    over_because = models.TextField(max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreement = models.OneToOneField(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # knows nothing of this
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="transfer_says_what", condition=~Q(title="") & ~Q(summary="") & ~Q(principal=F("local"))
            ),
            models.CheckConstraint(name="transfer_follows_another", condition=~Q(follows=F("pk"))),
            models.CheckConstraint(
                name="transfer_value_is_possible",
                condition=Q(value_pence=None) | Q(value_pence__range=(0, MOST_PENCE)),
            ),
            models.CheckConstraint(
                name="live_transfer_has_its_days",
                condition=~Q(stage__in=RUNNING)
                | Q(live_on__isnull=False, review_on__isnull=False, review_on__gt=F("live_on")),
            ),
            models.CheckConstraint(
                name="transfer_is_over_with_a_reason",
                condition=(Q(stage__in=OVER, over_on__isnull=False) & ~Q(over_because=""))
                | (~Q(stage__in=OVER) & Q(over_on=None, over_because="")),
            ),
            models.CheckConstraint(
                name="returned_transfer_was_live", condition=~Q(stage="returned") | Q(live_on__isnull=False)
            ),
            models.CheckConstraint(
                name="transfer_published_at_with_by",
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["asset"], condition=~Q(stage__in=OVER), name="asset_moves_in_one_transfer_at_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.reference})"

    def get_absolute_url(self):
        return reverse("transfers:transfer", args=[self.reference])

    @property
    def is_published(self):
        return self.published_at is not None

    @property
    def is_open(self):
        return self.stage not in OVER

    @property
    def is_on_its_way(self):
        """True before it is live: the stages that are gone through one by one."""
        return self.stage in PATH

    def takes_back(self, task):
        """True while an answer may be sent back: on the way, and at a review what the review asked."""
        return self.is_on_its_way or task.stage == self.stage

    @property
    def is_led(self):
        """True if somebody leads it today: one who has left does not."""
        return self.lead is not None and self.lead.is_current


class Requirement(models.Model):
    """What a principal council asks of every transfer, or of those worth so much: a criterion, an extra stage."""

    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="transfer_requirements")
    stage = models.CharField(max_length=14, choices=[(s.value, s.label) for s in PATH], default=Stage.CRITERIA)
    side = models.CharField(max_length=10, choices=Side)
    title = models.CharField(max_length=200)
    question = models.TextField(max_length=1000, blank=True)
    from_pence = models.BigIntegerField(default=0)  # asked of transfers worth this much or more; 0: of all
    ended_at = models.DateTimeField(null=True, blank=True)  # not asked of new ones any more
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["from_pence", "pk"]
        constraints = [
            models.CheckConstraint(
                name="transfer_requirement_is_possible",
                condition=~Q(title="") & Q(stage__in=PATH, from_pence__range=(0, MOST_PENCE)),
            ),
            models.CheckConstraint(
                name="transfer_requirement_ended_at_with_by",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title


class TransferTask(models.Model):
    """One question to one side of a transfer, with the answer as far as it goes."""

    class State(models.TextChoices):
        OPEN = "open", _("Not started")
        SAVED = "saved", _("Begun")
        SENT_BACK = "sent_back", _("Sent back")
        DONE = "done", _("Complete")

    class Exempt(models.TextChoices):
        """Why the public does not read it; in the words of schedule 12A to the Local Government Act 1972."""

        NONE = "", _("It may be published")
        COMMERCIAL = "commercial", _("Commercial: money or business of somebody")
        PERSONAL = "personal", _("Personal: about somebody who can be recognised")
        LEGAL = "legal", _("Legal advice")

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="tasks")
    code = models.CharField(max_length=20)  # of transfers.questions, or own-<number of the requirement>
    requirement = models.ForeignKey(Requirement, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=14, choices=Stage)
    side = models.CharField(max_length=10, choices=Side)
    place = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    words = models.TextField(max_length=4000, blank=True)
    is_so = models.BooleanField(null=True, blank=True)
    amount_pence = models.BigIntegerField(null=True, blank=True)
    on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    url = models.URLField(blank=True)
    power = models.CharField(max_length=12, choices=Power, blank=True, default="", db_default="")  # of a decision
    exempt = models.CharField(max_length=12, choices=Exempt, blank=True, default=Exempt.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(max_length=1000, blank=True)  # why it was sent back; kept until it is complete again
    commented_at = models.DateTimeField(null=True, blank=True)
    commented_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TransferTaskQuerySet.as_manager()

    class Meta:
        ordering = ["transfer", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "code"], name="transfer_asks_once"),
            models.CheckConstraint(
                name="transfer_task_answered_at_with_by",
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="transfer_task_done_was_answered", condition=~Q(state="done") | Q(answered_at__isnull=False)
            ),
            models.CheckConstraint(
                name="transfer_task_sent_back_with_words",
                condition=Q(comment="", commented_at=None, commented_by=None)
                | (Q(commented_at__isnull=False, commented_by__isnull=False) & ~Q(comment="")),
            ),
            models.CheckConstraint(
                name="transfer_task_sent_back_has_words", condition=~Q(state="sent_back") | ~Q(comment="")
            ),
            models.CheckConstraint(
                name="transfer_task_amount_is_possible",
                condition=Q(amount_pence=None) | Q(amount_pence__range=(-MOST_PENCE, MOST_PENCE)),
            ),
        ]

    def __str__(self):
        return str(self.title)

    @property
    def title(self):
        return self.requirement.title if self.requirement_id else ASKED[self.code].title

    @property
    def why(self):
        return self.requirement.question if self.requirement_id else ASKED[self.code].why

    @property
    def source(self):
        """The Act behind a question of the legal checklist; empty for others."""
        return "" if self.requirement_id else ASKED[self.code].source

    @property
    def parts(self):
        """{name of the field: Part} of what an answer holds."""
        return OWN_PARTS if self.requirement_id else ASKED[self.code].parts

    @property
    def is_done(self):
        return self.state == self.State.DONE

    @cached_property
    def said(self):
        """[(label, name, value)] of what was answered so far."""
        found = ((str(part.label), name, getattr(self, name)) for name, part in self.parts.items())
        return [(label, name, value) for label, name, value in found if value not in (None, "")]

    def lies_behind(self, stage):
        """True if the transfer has left the stage that asks this."""
        return place(self.stage) < place(stage)
