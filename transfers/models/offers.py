"""What a principal council offers to all its local councils at once, and where each of them stands."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import new_reference
from councils.models import Council
from transfers.querysets.offers import DevolutionOfferQuerySet, InterestQuerySet

PERSON = settings.AUTH_USER_MODEL


class DevolutionOffer(models.Model):
    """A service that parishes may take over, with its money, its help and the days between which they say so."""

    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="devolution_offers")
    title = models.CharField(max_length=200)
    moves = models.TextField(max_length=3000)  # what a local council would do itself
    funding = models.TextField(max_length=2000, blank=True)  # blank: not said yet
    support = models.TextField(max_length=2000, blank=True)  # workshops, maps, meetings
    pack_url = models.URLField(blank=True)  # the information pack
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)  # inclusive; none: until further notice
    contract_ends_on = models.DateField(null=True, blank=True)  # of who does it now
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_because = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = DevolutionOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="devolution_offer_says_what", condition=~Q(title="") & ~Q(moves="")),
            models.CheckConstraint(
                name="devolution_offer_closes_after_it_opens",
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
            ),
            models.CheckConstraint(
                name="devolution_offer_published_at_with_by",
                condition=Q(published_at=None, published_by=None)
                | (Q(published_at__isnull=False, published_by__isnull=False) & ~Q(funding="")),
            ),
            models.CheckConstraint(
                name="devolution_offer_ended_with_a_reason",
                condition=Q(ended_at=None, ended_by=None, ended_because="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(published_at=None) & ~Q(ended_because="")),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("transfers:devolution", args=[self.reference])

    @property
    def is_published(self):
        return self.published_at is not None

    def takes_answers(self, today=None):
        """True while local councils may say that they are interested."""
        today = today or timezone.localdate()
        is_open = self.opens_on <= today and (self.closes_on is None or today <= self.closes_on)
        return self.is_published and self.ended_at is None and is_open


class Interest(models.Model):
    """Where one local council stands with an offer."""

    class State(models.TextChoices):
        INTERESTED = "interested", _("Interested")
        EXPLORING = "exploring", _("Exploring")
        AGREED = "agreed", _("Agreed")
        LIVE = "live", _("Live")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    offer = models.ForeignKey(DevolutionOffer, on_delete=models.PROTECT, related_name="interests")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State)
    since_on = models.DateField(default=timezone.localdate)  # since when it stands so
    note = models.CharField(max_length=500, blank=True)  # read by the two sides
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["offer", "council"]
        constraints = [models.UniqueConstraint(fields=["offer", "council"], name="interest_once_an_offer")]

    def __str__(self):
        return f"{self.council}: {self.get_state_display()}"

    @property
    def is_settled(self):
        """True once both sides have agreed: from then on the officer keeps it."""
        return self.state in SETTLED


SETTLED = (Interest.State.AGREED, Interest.State.LIVE)
