"""Councils of both tiers, what became of them, and the bodies that are no council."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from councils.querysets import CouncilQuerySet, SuccessionQuerySet
from councils.search import indexed


class Tier(models.TextChoices):
    PRINCIPAL = "principal", _("Principal council")
    LOCAL = "local", _("Local council")


class CouncilType(models.TextChoices):
    COUNTY = "county", _("County")
    DISTRICT = "district", _("District or borough")
    METROPOLITAN = "metropolitan", _("Metropolitan district")
    LONDON_BOROUGH = "london_borough", _("London borough")
    UNITARY = "unitary", _("Unitary authority")
    CITY_CORPORATION = "city_corporation", _("City corporation")
    WELSH_UNITARY = "welsh_unitary", _("Welsh unitary authority")
    PARISH = "parish", _("Parish council")
    TOWN = "town", _("Town council")
    COMMUNITY = "community", _("Community council")
    CITY = "city", _("City council (parish tier)")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood council")
    VILLAGE = "village", _("Village council")
    PARISH_MEETING = "parish_meeting", _("Parish meeting")
    NOT_KNOWN = "not_known", _("Not known yet")


class CouncilStatus(models.TextChoices):
    LISTED = "listed", _("Listed")  # from published data; nobody of the council has confirmed it
    CONFIRMED = "confirmed", _("Confirmed")
    DISSOLVED = "dissolved", _("Dissolved")


class Nation(models.TextChoices):
    ENGLAND = "England", _("England")
    WALES = "Wales", _("Wales")


PRINCIPAL_TYPES = (
    CouncilType.COUNTY,
    CouncilType.DISTRICT,
    CouncilType.METROPOLITAN,
    CouncilType.LONDON_BOROUGH,
    CouncilType.UNITARY,
    CouncilType.CITY_CORPORATION,
    CouncilType.WELSH_UNITARY,
)
LOCAL_TYPES = tuple(kind for kind in CouncilType if kind not in PRINCIPAL_TYPES)
FULL_NAMES = {
    CouncilType.PARISH: _("%(name)s Parish Council"),
    CouncilType.TOWN: _("%(name)s Town Council"),
    CouncilType.COMMUNITY: _("%(name)s Community Council"),
    CouncilType.CITY: _("%(name)s City Council"),
    CouncilType.NEIGHBOURHOOD: _("%(name)s Neighbourhood Council"),
    CouncilType.VILLAGE: _("%(name)s Village Council"),
    CouncilType.PARISH_MEETING: _("%(name)s Parish Meeting"),
}


def place_context(parent, county=None, former_area=""):
    """What tells two councils of one name apart: "Selby area, North Yorkshire" or "Ashford, Kent"."""
    if parent is None:
        return county.short_name if county else ""
    parts = [parent.short_name]
    if former_area and former_area != parent.short_name:
        parts.insert(0, f"{former_area} area")
    elif county:
        parts.append(county.short_name)
    return ", ".join(parts)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),  # what it was before: the first load need not be copied
    pghistory.DeleteEvent(),
    fields=["type", "name", "name_cy", "status", "role_mailbox", "website", "context", "code"],
    model_name="CouncilEvent",
    append_only=True,
    context_field=pghistory.ContextJSONField(),
    context_id_field=pghistory.ContextUUIDField(),
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Council(models.Model):
    """A principal council or a local council. A name is never a key: 1,449 parishes share one."""

    Tier = Tier
    Type = CouncilType
    Status = CouncilStatus

    slug = models.SlugField(max_length=140, unique=True)  # in addresses; never changes, whatever the name does
    tier = models.CharField(max_length=10, choices=Tier)
    type = models.CharField(_("type"), max_length=20, choices=CouncilType, default=CouncilType.NOT_KNOWN)
    name = models.CharField(_("name"), max_length=200)  # of a local council: the place, "Olney"
    name_cy = models.CharField(_("name in Welsh"), max_length=200, blank=True)
    short_name = models.CharField(max_length=200, blank=True)  # of a principal: the place, "Milton Keynes"
    former_names = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    nation = models.CharField(max_length=10, choices=Nation)
    region = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=10, choices=CouncilStatus, default=CouncilStatus.LISTED)
    code = models.CharField(max_length=9, blank=True)  # ONS code of a principal; areas carry their own
    letter_code = models.CharField(max_length=5, blank=True)
    parents = models.ManyToManyField("self", symmetrical=False, related_name="children", blank=True)
    county = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="districts"
    )  # above a district; a local council names its county among its parents
    context = models.CharField(max_length=200, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    role_mailbox = models.EmailField(_("shared mailbox"), blank=True)
    website = models.URLField(_("website"), blank=True)
    search_name = models.TextField(editable=False)
    search_context = models.CharField(max_length=200, editable=False, blank=True)
    search_vector = models.GeneratedField(
        expression=SearchVector("search_name", weight="A", config="simple")
        + SearchVector("search_context", weight="B", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CouncilQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="council_name_trigrams"),
            GinIndex(fields=["search_vector"], name="council_search"),
            models.Index(fields=["search_name", "id"], name="council_by_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="council_code_unique",
                violation_error_message=_("Another council has this code"),
            ),
            models.CheckConstraint(
                name="council_type_fits_tier",
                condition=Q(tier=Tier.PRINCIPAL, type__in=PRINCIPAL_TYPES) | Q(tier=Tier.LOCAL, type__in=LOCAL_TYPES),
                violation_error_message=_("This type belongs to the other tier of councils"),
            ),
            models.CheckConstraint(
                name="council_dissolved_has_end",
                condition=~Q(status=CouncilStatus.DISSOLVED) | Q(ended_on__isnull=False),
                violation_error_message=_("A dissolved council needs the day it ended"),
            ),
            models.CheckConstraint(
                name="council_ends_after_start",
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("A council cannot end before it starts"),
            ),
            models.CheckConstraint(
                name="council_has_search_name",
                condition=~Q(search_name="") | Q(name=""),
                violation_error_message=_("A council needs a name with letters or digits"),
            ),
        ]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        self.index()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_name", "search_context"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        """The council's page, directly under the directory; the page itself belongs to an app above."""
        return f"{reverse('councils:list')}{self.slug}/"

    def natural_key(self):
        """How fixtures name it: a name is never a key."""
        return (self.code or self.slug,)

    def index(self):
        """Keep the searchable words in step with the names; bulk writes call this themselves."""
        names = [self.name, self.short_name, self.name_cy, *self.former_names]
        self.search_name, self.search_context = indexed(names, self.context)

    @property
    def profile_path(self):
        return reverse("councils:profile", kwargs={"slug": self.slug})

    @property
    def full_name(self):
        """ "Olney Town Council" once the type is known, "Olney" until then."""
        pattern = FULL_NAMES.get(self.type)
        return pattern % {"name": self.name} if pattern else self.name

    @property
    def label(self):
        """How the council is named wherever it is shown: with its place, since names repeat."""
        return f"{self.full_name} ({self.context})" if self.context else self.full_name

    @property
    def is_principal(self):
        return self.tier == Tier.PRINCIPAL

    @property
    def is_local(self):
        return self.tier == Tier.LOCAL

    @property
    def is_dissolved(self):
        return self.status == CouncilStatus.DISSOLVED

    @property
    def is_parish_meeting(self):
        """A parish meeting has no councillors: it decides in a meeting of its electors."""
        return self.type == CouncilType.PARISH_MEETING

    @cached_property
    def parent_list(self):
        """Its principals, the nearer first: the district before the county."""
        return sorted(self.parents.all(), key=lambda council: (council.type == CouncilType.COUNTY, council.name))

    @cached_property
    def own_principals(self):
        """Principals whose officers look after it: the district or unitary, not a county above it."""
        return [council for council in self.parent_list if council.type != CouncilType.COUNTY]

    @property
    def own_principal_ids(self):
        return {council.pk for council in self.own_principals}

    @cached_property
    def has_clerk(self):
        """True once a clerk has joined; from then on the officers of the principal only read the profile."""
        return self.memberships.current().filter(role="clerk").exists()


class Succession(models.Model):
    """One council took over from another on a day; mergers and splits are several rows."""

    class Kind(models.TextChoices):
        REPLACED = "replaced", _("Replaced")
        MERGER = "merger", _("Merger")
        SPLIT = "split", _("Split")
        GROUPED = "grouped", _("Grouped under one council")

    predecessor = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="precessions")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.UniqueConstraint(
                fields=["predecessor"], condition=Q(kind="grouped"), name="succession_grouped_under_one"
            ),
            models.CheckConstraint(
                name="succession_not_to_itself",
                condition=~Q(predecessor=F("successor")),
                violation_error_message=_("A council cannot succeed itself"),
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"


class PartnerBody(models.Model):
    """Any partner that is no council: an association, a charity, a health body, a community group."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("Association of local councils")
        CHARITY = "charity", _("Charity")
        HEALTH = "health", _("Health body")
        COMMUNITY_GROUP = "community_group", _("Community group")
        PUBLIC_BODY = "public_body", _("Other public body")
        BUSINESS = "business", _("Business")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    def __str__(self):
        return self.name
