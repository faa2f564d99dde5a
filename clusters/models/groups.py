"""A group of local councils with a purpose, and each council in it with its role and its consent."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from charters.models import Agreement
from clusters.querysets.groups import ClusterQuerySet, MemberQuerySet
from core.models import new_reference
from councils.models import Council

PERSON = settings.AUTH_USER_MODEL


class Kind(models.TextChoices):
    """What holds the councils together."""

    GEOGRAPHY = "geography", _("Neighbours: shared geography")
    ECONOMY = "economy", _("A shared economic area")
    CENTRE = "centre", _("A shared town or centre")


class Shared(models.TextChoices):
    """What the councils share."""

    STAFF = "staff", _("Staff")
    SERVICES = "services", _("Services")
    FACILITIES = "facilities", _("Facilities")
    PURCHASES = "purchases", _("Purchases")
    SKILLS = "skills", _("Skills and advice")
    PLANS = "plans", _("Plans")
    FUNDS = "funds", _("A pool of money")
    VOICE = "voice", _("A joint voice")


class Governance(models.TextChoices):
    """How the councils decide together; none is better than another."""

    INFORMAL = "informal", _("Informal: clerks and chairs talk")
    LEAD = "lead", _("The lead council runs it for all")
    BOARD = "board", _("An informal board")
    COMMITTEE = "committee", _("A joint committee")


class Role(models.TextChoices):
    """What part a council takes."""

    LEAD = "lead", _("Leads")
    ACTIVE = "active", _("Takes an active part")
    MINOR = "minor", _("Takes a minor part")
    DORMANT = "dormant", _("Dormant for now")


class Cluster(models.Model):
    """One cluster. Until it starts only those concerned read it; from then on everyone."""

    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="clusters_kept")
    title = models.CharField(max_length=200)
    purpose = models.TextField(max_length=2000, blank=True)
    basis = models.TextField(max_length=2000, blank=True)  # why these councils
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.GEOGRAPHY)
    shares = ArrayField(models.CharField(max_length=12, choices=Shared), default=list, blank=True)
    governance = models.CharField(max_length=12, choices=Governance, blank=True)
    point_person = models.ForeignKey(  # of the principal
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="points_of_clusters"
    )
    lead_officer = models.ForeignKey(  # of the council that leads
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="leads_clusters"
    )
    review_on = models.DateField(null=True, blank=True)
    leads_changed = models.BooleanField(default=False, db_default=False)  # since it was confirmed
    confirmed_at = models.DateTimeField(null=True, blank=True)  # that it goes on
    confirmed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreement = models.OneToOneField(  # its working document, which knows nothing of it
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_because = models.CharField(max_length=300, blank=True)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(name="cluster_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="cluster_starts_with_purpose_and_people",
                condition=Q(started_at=None, started_by=None)
                | (
                    Q(started_at__isnull=False, started_by__isnull=False)
                    & Q(point_person__isnull=False, lead_officer__isnull=False)
                    & ~Q(purpose="")
                ),
            ),
            models.CheckConstraint(
                name="cluster_confirmed_at_with_by",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="cluster_ended_with_a_reason",
                condition=Q(ended_at=None, ended_by=None, ended_because="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because="")),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("clusters:cluster", args=[self.reference])

    @property
    def is_started(self):
        return self.started_at is not None

    @property
    def is_ended(self):
        return self.ended_at is not None

    @property
    def state_label(self):
        """Where it stands, in a word; told by its days."""
        if self.is_ended:
            return _("Ended")
        return _("At work") if self.is_started else _("Being formed")

    @property
    def shares_label(self):
        return [str(Shared(each).label) for each in self.shares]


class Member(models.Model):
    """A council in a cluster. It is in once the cluster has asked it and it has consented to the role it now has."""

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="members")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="cluster_memberships")
    role = models.CharField(max_length=8, choices=Role, default=Role.ACTIVE)
    leads = models.CharField(max_length=200, blank=True)  # the service that it leads for all, whoever leads the rest
    invited_at = models.DateTimeField(null=True, blank=True)  # none: it asks to join
    invited_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    consented_role = models.CharField(max_length=8, choices=Role, blank=True)
    consented_on = models.DateField(null=True, blank=True)  # the day of the decision
    minute = models.CharField(max_length=120, blank=True)
    left_on = models.DateField(null=True, blank=True)
    left_because = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)  # by the council, last
    said_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["cluster", "council"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "council"], name="council_once_in_cluster"),
            models.UniqueConstraint(
                fields=["cluster"], condition=Q(role="lead", left_on=None), name="one_lead_of_a_cluster"
            ),
            models.CheckConstraint(
                name="consent_has_day_and_minute",
                condition=Q(consented_role="", consented_on=None, minute="")
                | (~Q(consented_role="") & ~Q(minute="") & Q(consented_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="cluster_left_with_a_reason",
                condition=Q(left_on=None, left_because="") | (Q(left_on__isnull=False) & ~Q(left_because="")),
            ),
            models.CheckConstraint(
                name="cluster_asked_or_joined",
                condition=Q(invited_at__isnull=False, invited_by__isnull=False)
                | (Q(invited_at=None, invited_by=None) & ~Q(consented_role="")),
            ),
            models.CheckConstraint(
                name="cluster_left_after_consent",
                condition=Q(left_on=None) | Q(consented_on=None) | Q(left_on__gte=F("consented_on")),
            ),
        ]

    def __str__(self):
        return f"{self.council}: {self.get_role_display()}"

    @property
    def has_left(self):
        return self.left_on is not None

    @property
    def asks(self):
        """True while a council that asked to join waits for the cluster."""
        return not self.has_left and self.invited_at is None

    @property
    def has_consented(self):
        """True if the council agreed to the role that it has now."""
        return self.consented_role == self.role

    @property
    def is_in(self):
        return not self.has_left and not self.asks and self.has_consented

    @property
    def standing(self):
        """(words, tone) of where the council stands."""
        if self.has_left:
            return _("Has left"), "closed"
        if self.asks:
            return _("Asks to join"), "new"
        return (_("Has consented"), "good") if self.has_consented else (_("Consent awaited"), "waiting")
