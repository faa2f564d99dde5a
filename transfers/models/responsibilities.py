"""Who does what once it has moved: one line for each function, with whoever has it, or the reason why nobody has."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from transfers.models.transfers import Transfer
from transfers.querysets.responsibilities import ResponsibilitiesQuerySet

PERSON = settings.AUTH_USER_MODEL


class Function(models.TextChoices):
    """What has to be done for an asset or a service, whoever holds it; `OWN` is named by the councils."""

    OWNERSHIP = "ownership", _("Ownership")
    STRUCTURE = "structure", _("Roof, walls and large repairs")
    MAINTENANCE = "maintenance", _("Maintenance day by day")
    MANAGEMENT = "management", _("Management")
    OPENING = "opening", _("Opening and bookings")
    CLEANING = "cleaning", _("Cleaning")
    EVENTS = "events", _("Events")
    STAFF = "staff", _("Employing staff")
    SAFETY = "safety", _("Safety checks")
    INSURANCE = "insurance", _("Insurance")
    ENERGY = "energy", _("Energy and water")
    INCOME = "income", _("Fees and other income")
    RESIDENTS = "residents", _("Questions of residents")
    OWN = "own", _("Something else")


OF_BUILDINGS = (Function.STRUCTURE,)  # not asked where a service moves alone


class Responsibilities(models.Model):
    """The matrix of one transfer, kept as a whole."""

    transfer = models.OneToOneField(Transfer, on_delete=models.CASCADE, related_name="responsibilities")
    is_exempt = models.BooleanField(default=False)  # only the two councils read it
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = ResponsibilitiesQuerySet.as_manager()

    def __str__(self):
        return f"Responsibilities of {self.transfer_id}"


class Responsibility(models.Model):
    """One function and who has it. None, two, or another body than the councils: only with words that say how."""

    matrix = models.ForeignKey(Responsibilities, on_delete=models.CASCADE, related_name="lines")
    function = models.CharField(max_length=12, choices=Function)
    name = models.CharField(max_length=100, blank=True)  # of a function that the councils named themselves
    place = models.PositiveSmallIntegerField(default=0)
    by_principal = models.BooleanField(default=False)
    by_local = models.BooleanField(default=False)
    by_other = models.BooleanField(default=False)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["matrix", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["matrix", "function", "name"], name="function_has_one_line"),
            models.CheckConstraint(
                name="own_function_has_a_name",
                condition=(Q(function="own") & ~Q(name="")) | (~Q(function="own") & Q(name="")),
            ),
            models.CheckConstraint(
                name="gap_or_overlap_is_stated",
                condition=Q(by_principal=True, by_local=False, by_other=False)
                | Q(by_principal=False, by_local=True, by_other=False)
                | ~Q(words=""),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        return self.name or str(self.get_function_display())
