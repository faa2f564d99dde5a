"""One asset or service of a principal council that a local council might take on."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.models import new_reference
from core.words import normalise
from councils.models import Council
from transfers.models.choices import Holding, Kind, Standing, Tenure, Use
from transfers.querysets.assets import NOT_OFFERED, AssetQuerySet

PERSON = settings.AUTH_USER_MODEL
SOUTH, NORTH, WEST, EAST = 49, 61, -9, 2  # of the United Kingdom, in degrees
SEARCHED = ("name", "street", "town", "postcode", "use_note", "code", "uprn")
AMBIT = {"latitude__gte": SOUTH, "latitude__lte": NORTH, "longitude__gte": WEST, "longitude__lte": EAST}


class Asset(models.Model):
    """What a principal's register says of one thing, and what its officers add: open for transfer, not for the public.

    A row is never deleted. What a later file no longer names is gone from the register, and its page says so.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    principal = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="assets")
    code = models.CharField(max_length=60)  # the principal's own: the key of its files
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ASSET)
    name = models.CharField(max_length=200)
    street = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    uprn = models.CharField(max_length=12, blank=True)  # of the building or plot; several rows may share it
    holding = models.CharField(max_length=10, choices=Holding, blank=True)
    tenure = models.CharField(max_length=10, choices=Tenure, blank=True)
    use = models.CharField(max_length=10, choices=Use, blank=True)
    use_note = models.CharField(max_length=200, blank=True)  # "Managed allotments"
    building_size = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)  # square metres
    land_area = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)  # hectares
    energy_rating = models.CharField(max_length=2, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)  # WGS84
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    is_turned = models.BooleanField(default=False)  # the file had them the wrong way round
    said_for_on = models.DateField(null=True, blank=True)  # the day for which the principal says all this
    local_council = models.ForeignKey(
        Council, null=True, blank=True, on_delete=models.PROTECT, related_name="assets_nearby"
    )  # in whose area it lies, as far as that is known
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.LISTED)
    gone_on = models.DateField(null=True, blank=True)
    is_by_hand = models.BooleanField(default=False)  # no file names it, so no file can miss it
    offered_at = models.DateTimeField(null=True, blank=True)
    offered_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    offer_reason = models.TextField(max_length=2000, blank=True)
    offer_takes_on = models.TextField(max_length=2000, blank=True)  # what a local council would take on
    withheld_at = models.DateTimeField(null=True, blank=True)
    withheld_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withheld_reason = models.CharField(max_length=500, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    search_text = models.TextField(editable=False)  # plain words of all that names it

    objects = AssetQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="asset_text_trigrams"),
            models.Index(fields=["principal", "name", "id"], name="asset_register"),
            models.Index(NOT_OFFERED, "name", "id", name="assets_offered_first"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["principal", "code"], name="asset_code_once"),
            models.CheckConstraint(name="asset_is_named", condition=~Q(code="") & ~Q(name="")),
            models.CheckConstraint(name="asset_uprn_is_a_number", condition=Q(uprn__regex=r"^[0-9]{0,12}$")),
            models.CheckConstraint(
                name="asset_sizes_are_possible",
                condition=(Q(building_size=None) | Q(building_size__gte=0)) & (Q(land_area=None) | Q(land_area__gte=0)),
            ),
            models.CheckConstraint(
                name="asset_lies_in_the_united_kingdom",
                condition=Q(latitude=None, longitude=None, is_turned=False)
                | Q(latitude__isnull=False, longitude__isnull=False, **AMBIT),
            ),
            models.CheckConstraint(
                name="asset_gone_with_its_day",
                condition=Q(standing="listed", gone_on=None) | Q(standing="gone", gone_on__isnull=False),
            ),
            models.CheckConstraint(
                name="asset_offered_with_its_words",
                condition=Q(offered_at=None, offered_by=None, offer_reason="", offer_takes_on="")
                | (Q(offered_at__isnull=False, offered_by__isnull=False) & ~Q(offer_reason="") & ~Q(offer_takes_on="")),
            ),
            models.CheckConstraint(
                name="asset_withheld_with_a_reason",
                condition=Q(withheld_at=None, withheld_by=None, withheld_reason="")
                | (Q(withheld_at__isnull=False, withheld_by__isnull=False) & ~Q(withheld_reason="")),
            ),
            models.CheckConstraint(
                name="asset_offered_is_there_for_all",
                condition=Q(offered_at=None) | Q(standing="listed", withheld_at=None),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.index()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("transfers:asset", args=[self.reference])

    def index(self):
        """By which words it is found, as people type them; whoever writes many at once calls it for each."""
        self.search_text = normalise(" ".join(getattr(self, name) for name in SEARCHED))

    @property
    def address(self):
        """On one line."""
        return ", ".join(filter(None, (self.street, self.town, self.postcode)))

    @property
    def is_offered(self):
        return self.offered_at is not None

    @property
    def is_withheld(self):
        return self.withheld_at is not None

    @property
    def is_listed(self):
        return self.standing == Standing.LISTED

    @property
    def has_place(self):
        return self.latitude is not None

    @property
    def map_url(self):
        """The place on the map of OpenStreetMap, for those who want streets."""
        place = f"{self.latitude}/{self.longitude}"
        return f"https://www.openstreetmap.org/?mlat={self.latitude}&mlon={self.longitude}#map=17/{place}"
