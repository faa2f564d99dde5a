"""The profile: what a council says about itself, public and private, last confirmed when."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from councils.models.council import Council
from councils.querysets import ProfileQuerySet

FEWEST_COUNCILLORS = 5  # fewer is unusual, not wrong: the page warns and lets it pass
FEWEST_MEETINGS = 4
CONFIRM_EVERY_MONTHS = 12
LARGEST_NUMBER = 100_000_000


class PoliticalStructure(models.TextChoices):
    CORPORATE_CHAIR = "corporate_chair", _("The whole council decides, led by a chairman or mayor")
    LEADER_CABINET = "leader_cabinet", _("Leader and cabinet")
    COMMITTEE = "committee", _("Committees of all parties")
    ELECTED_MAYOR = "elected_mayor", _("Directly elected mayor and cabinet")
    PARISH_MEETING = "parish_meeting", _("Meeting of all electors")


class ElectionCycle(models.TextChoices):
    ALL_OUT_4 = "all_out_4", _("All seats every four years")
    ALL_OUT_5 = "all_out_5", _("All seats every five years")
    HALVES = "halves", _("Half the seats every two years")
    THIRDS = "thirds", _("A third of the seats in three years of four")


class Service(models.TextChoices):
    ALLOTMENTS = "allotments", _("Allotments")
    BURIAL = "burial", _("Burial grounds")
    BUS_SHELTERS = "bus_shelters", _("Bus shelters")
    CAR_PARKS = "car_parks", _("Car parks")
    CCTV = "cctv", _("CCTV and community safety")
    COMMUNITY_CENTRES = "community_centres", _("Community centres and halls")
    COMMUNITY_TRANSPORT = "community_transport", _("Community transport")
    EVENTS = "events", _("Events and festive lights")
    FOOTPATHS = "footpaths", _("Footpaths and rights of way")
    GRANTS = "grants", _("Grants to local groups")
    GRASS = "grass", _("Grass cutting and verges")
    HIGHWAYS = "highways", _("Minor highway works and lengthsman")
    LIBRARIES = "libraries", _("Libraries and information points")
    LITTER = "litter", _("Litter and dog bins")
    MARKETS = "markets", _("Markets")
    MUSEUMS = "museums", _("Museums, arts and heritage")
    NEIGHBOURHOOD_PLAN = "neighbourhood_plan", _("Neighbourhood plan")
    OPEN_SPACES = "open_spaces", _("Parks and open spaces")
    PLAY = "play", _("Play areas")
    PUBLIC_TOILETS = "public_toilets", _("Public toilets")
    SPORT = "sport", _("Sports grounds and leisure centres")
    STREET_CLEANING = "street_cleaning", _("Street cleaning")
    STREET_LIGHTING = "street_lighting", _("Street lighting")
    TOURISM = "tourism", _("Tourism and town centre promotion")
    YOUTH = "youth", _("Youth services")


class Need(models.TextChoices):
    """What a council looks for, from whoever has it: a funder, a neighbour, its principal council."""

    ADVICE = "advice", _("Expert advice")
    BUILDING = "building", _("Building works and repairs")
    BUYING = "buying", _("Buying together with others")
    DATA = "data", _("Data and maps")
    ENERGY = "energy", _("Saving energy")
    EQUIPMENT = "equipment", _("Equipment and vehicles")
    EVENTS = "events", _("Community events and projects")
    OUTDOORS = "outdoors", _("Outdoor works and planting")
    PLANS = "plans", _("Plans, surveys and studies")
    RUNNING = "running", _("Running costs")
    SPACE = "space", _("Land, rooms or storage")
    STAFF = "staff", _("Staff time")
    TRAINING = "training", _("Training")
    VOLUNTEERS = "volunteers", _("Volunteers")


class Score(models.IntegerChoices):
    VERY_LOW = 1, _("Very low")
    LOW = 2, _("Low")
    MIDDLE = 3, _("In the middle")
    HIGH = 4, _("High")
    VERY_HIGH = 5, _("Very high")


# Each with the two ends of its scale; the eleventh attribute, the number of councillors, is counted.
CAPACITY = {
    "style": (_("Style"), _("formal, by the book"), _("informal, hands-on")),
    "scale": (_("Scale"), _("a few tasks"), _("many services and assets")),
    "approach": (_("Approach"), _("responds when asked"), _("starts things itself")),
    "appetite": (_("Appetite for new services"), _("none at present"), _("ready to take on more")),
    "ambition": (_("Ambition"), _("keep what we have"), _("change the place")),
    "leadership": (_("Leadership"), _("hard to fill the seats"), _("strong, with successors")),
    "culture": (pgettext_lazy("of a council", "Culture"), _("works alone"), _("works with others")),
    "resource": (_("Resources"), _("hardly any money or staff"), _("well funded and staffed")),
    "capacity": (_("Capacity"), _("no time to spare"), _("time for new work")),
    "technical_knowledge": (
        _("Technical knowledge"),
        _("needs advice on most things"),
        _("has its own experts"),
    ),
}
PRIVATE_FIELDS = ("clerk_phone", "office_address", "private_note", *CAPACITY, "capacity_note")
PUBLIC_FIELDS = (
    "population",
    "electorate",
    "precept_pence",
    "tax_base",
    "councillors",
    "staff_hours_per_week",
    "gpc",
    "political_structure",
    "election_cycle",
    "next_election_on",
    "reorganised_on",
    "meetings_per_year",
    "meeting_cadence",
    "services",
    "needs",
)
NUMBERS = ("population", "electorate", "precept_pence", "tax_base", "councillors", "staff_hours_per_week")


def _number(label, largest=LARGEST_NUMBER):
    return models.PositiveIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(largest)])


def _score(attribute):
    return models.PositiveSmallIntegerField(CAPACITY[attribute][0], choices=Score, null=True, blank=True)


def _at_least_zero(names):
    condition = Q()
    for name in names:
        condition &= Q(**{f"{name}__gte": 0}) | Q(**{f"{name}__isnull": True})
    return condition


def _scores_in_range():
    condition = Q()
    for name in CAPACITY:
        condition &= Q(**{f"{name}__range": (1, 5)}) | Q(**{f"{name}__isnull": True})
    return condition


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["version", "nudged_on"],
    append_only=True,
    context_field=pghistory.ContextJSONField(),
    context_id_field=pghistory.ContextUUIDField(),
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Profile(models.Model):
    """What a council says about itself. Everything may be left blank; only its people make it complete."""

    council = models.OneToOneField(Council, on_delete=models.PROTECT, related_name="profile")
    population = _number(_("population"))
    electorate = _number(_("electorate"))
    precept_pence = models.PositiveBigIntegerField(_("precept this year"), null=True, blank=True)
    tax_base = models.DecimalField(
        _("tax base (band D equivalents)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    councillors = _number(_("councillors when every seat is filled"), 1000)
    staff_hours_per_week = models.DecimalField(
        _("staff hours a week, all staff together"), max_digits=7, decimal_places=1, null=True, blank=True
    )
    gpc = models.BooleanField(_("general power of competence"), null=True, blank=True)
    political_structure = models.CharField(
        _("how the council decides"), max_length=20, choices=PoliticalStructure, blank=True
    )
    election_cycle = models.CharField(_("election cycle"), max_length=10, choices=ElectionCycle, blank=True)
    next_election_on = models.DateField(_("next ordinary election"), null=True, blank=True)
    reorganised_on = models.DateField(_("planned reorganisation"), null=True, blank=True)  # its first day
    meetings_per_year = _number(_("meetings of the full council in a year"), 366)
    meeting_cadence = models.CharField(_("when the council usually meets"), max_length=200, blank=True)
    services = ArrayField(models.CharField(max_length=30, choices=Service), default=list, blank=True)
    needs = ArrayField(models.CharField(max_length=30, choices=Need), default=list, blank=True, db_default=[])

    style = _score("style")
    scale = _score("scale")
    approach = _score("approach")
    appetite = _score("appetite")
    ambition = _score("ambition")
    leadership = _score("leadership")
    culture = _score("culture")
    resource = _score("resource")
    capacity = _score("capacity")
    technical_knowledge = _score("technical_knowledge")
    capacity_note = models.TextField(_("what explains these answers"), blank=True, max_length=2000)

    clerk_phone = models.CharField(_("telephone of the clerk"), max_length=40, blank=True)
    office_address = models.TextField(_("office address and when it is open"), blank=True, max_length=500)
    private_note = models.TextField(_("note for the officers of your principal council"), blank=True, max_length=2000)

    last_confirmed_at = models.DateTimeField(null=True, blank=True)
    last_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    nudged_on = models.DateField(null=True, blank=True)  # the day of the last reminder to confirm
    version = models.PositiveIntegerField(default=0)  # not used any more, see docs/cleanups.md

    objects = ProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="profile_numbers_not_negative",
                condition=_at_least_zero(NUMBERS),
                violation_error_message=_("Enter numbers of 0 or more"),
            ),
            models.CheckConstraint(
                name="profile_meetings_in_a_year",
                condition=Q(meetings_per_year=None) | Q(meetings_per_year__range=(0, 366)),
                violation_error_message=_("Enter between 0 and 366 meetings a year"),
            ),
            models.CheckConstraint(
                name="profile_scores_one_to_five",
                condition=_scores_in_range(),
                violation_error_message=_("Scores run from 1 to 5"),
            ),
            models.CheckConstraint(
                name="profile_electorate_within_population",
                condition=Q(electorate=None) | Q(population=None) | Q(electorate__lte=models.F("population")),
                violation_error_message=_("There cannot be more electors than residents"),
            ),
            models.CheckConstraint(name="profile_known_needs", condition=Q(needs__contained_by=Need.values)),
            models.CheckConstraint(
                name="profile_confirmed_at_with_by",
                condition=Q(last_confirmed_at=None, last_confirmed_by=None)
                | Q(last_confirmed_at__isnull=False, last_confirmed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Profile of {self.council.label}"

    @property
    def service_labels(self):
        return [Service(service).label for service in self.services]

    def warnings(self):
        """What is unusual enough to ask about, never to refuse; a parish meeting has no councillors."""
        if self.council.is_parish_meeting:
            return []
        found = []
        if self.councillors is not None and self.councillors < FEWEST_COUNCILLORS:
            found.append(_("A council normally has at least 5 councillors. Check the number you gave."))
        if self.meetings_per_year is not None and self.meetings_per_year < FEWEST_MEETINGS:
            found.append(_("A council normally meets at least 4 times a year. Check the number you gave."))
        return found
