"""What people ask a council about: the words they use for it, and which tier usually answers.

Who is responsible follows the usual split of duties in England; a council may have agreed otherwise, and what its
principal councils say of themselves goes before. In Wales and in a unitary area one principal council does both parts.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """What somebody asks about."""

    HIGHWAYS = "highways", _("Roads, pavements and potholes")
    LIGHTING = "lighting", _("Street lighting")
    WASTE = "waste", _("Waste, recycling and litter")
    PLANNING = "planning", _("Planning applications and enforcement")
    LICENSING = "licensing", _("Licensing")
    ELECTIONS = "elections", _("Elections and the register of electors")
    HOUSING = "housing", _("Housing and homelessness")
    PARKS = "parks", _("Parks, open spaces and trees")
    PARKING = "parking", _("Parking")
    FLOODING = "flooding", _("Flooding and drains")
    PATHS = "paths", _("Footpaths and rights of way")
    ENV_HEALTH = "env_health", _("Environmental health")
    SOCIAL_CARE = "social_care", _("Social care and safeguarding")
    SCHOOLS = "schools", _("Schools and school transport")
    BUSES = "buses", _("Buses and community transport")
    LIBRARIES = "libraries", _("Libraries")
    GRANTS = "grants", _("Grants for communities")
    EMERGENCY = "emergency", _("Emergency planning")
    ASSETS = "assets", _("Taking over land, buildings and services")
    FINANCE = "finance", _("Precept, council tax and payments")
    CONDUCT = "conduct", _("Monitoring officer: conduct and interests")
    BURIALS = "burials", _("Cemeteries and allotments")
    TRUNK_ROADS = "trunk_roads", _("Motorways and main trunk roads")
    RIVERS = "rivers", _("Main rivers and the sea")
    SEWERS = "sewers", _("Water supply and public sewers")


@dataclass(frozen=True)
class Usual:
    """Who usually answers where there are two tiers, and words people type for it."""

    level: str
    who: str
    words: str


COUNTY, DISTRICT, LOCAL, OUTSIDE = "county", "district", "local", "outside"
_COUNTY = _("Usually the county council, or the unitary council where there is one.")
_DISTRICT = _("Usually the district or borough council, or the unitary council where there is one.")
USUAL = {
    Topic.HIGHWAYS: Usual(
        COUNTY,
        _COUNTY,
        _(
            "pothole road pavement kerb verge grass cutting traffic speed limit sign bollard "
            "gritting salt bin roadworks "
            "crossing street name drop kerb highway resurfacing"
        ),
    ),
    Topic.LIGHTING: Usual(
        COUNTY,
        _(
            "Usually the county or unitary council. Many lamps on footways belong to the "
            "parish or the district council: "
            "look for a number or a name on the column."
        ),
        _("street light lamp lamppost column dark bulb lantern footway lighting"),
    ),
    Topic.WASTE: Usual(
        DISTRICT,
        _(
            "Collection and street cleaning: the district or unitary council. Tips and "
            "disposal: the county or unitary council."
        ),
        _(
            "bin rubbish refuse recycling fly-tipping flytipping litter dog fouling street "
            "cleaning sweeper bulky garden tip"
        ),
    ),
    Topic.PLANNING: Usual(
        DISTRICT,
        _(
            "Usually the district or unitary council, or a national park authority. Minerals "
            "and waste sites: the county council."
        ),
        _(
            "planning application permission appeal enforcement local plan neighbourhood plan conservation listed "
            "building section 106 community infrastructure levy CIL tree preservation order development"
        ),
    ),
    Topic.LICENSING: Usual(
        DISTRICT,
        _DISTRICT,
        _("licence alcohol premises pub event notice taxi street trading gambling lottery temporary road closure fair"),
    ),
    Topic.ELECTIONS: Usual(
        DISTRICT,
        _DISTRICT,
        _(
            "election vote poll ballot register electors casual vacancy by-election "
            "co-option nomination returning officer"
        ),
    ),
    Topic.HOUSING: Usual(
        DISTRICT,
        _DISTRICT,
        _("housing homeless rough sleeper affordable homes council house tenant landlord empty property"),
    ),
    Topic.PARKS: Usual(
        DISTRICT,
        _(
            "Whoever owns the land: the parish, the district or the unitary council. Trees "
            "beside a road: the highway authority."
        ),
        _("park play area playground open space grass mowing tree bench recreation ground sports pitch hedge"),
    ),
    Topic.PARKING: Usual(
        DISTRICT,
        _("Car parks: whoever owns them, usually the district. On the street: the county or unitary council."),
        _("parking car park yellow lines permit ticket fine warden residents"),
    ),
    Topic.FLOODING: Usual(
        COUNTY,
        _(
            "Surface water and road gullies: the county or unitary council. Main rivers: the "
            "Environment Agency, in Wales "
            "Natural Resources Wales."
        ),
        _("flood drain gully ditch watercourse surface water culvert sandbag"),
    ),
    Topic.PATHS: Usual(
        COUNTY,
        _COUNTY,
        _("footpath bridleway right of way stile gate public path definitive map byway kissing gate path blocked"),
    ),
    Topic.ENV_HEALTH: Usual(
        DISTRICT,
        _DISTRICT,
        _("noise nuisance smoke bonfire rats pests food hygiene air pollution stray dog smell contaminated"),
    ),
    Topic.SOCIAL_CARE: Usual(
        COUNTY,
        _COUNTY,
        _(
            "social care adult child safeguarding carer elderly vulnerable disability blue "
            "badge abuse worried about somebody"
        ),
    ),
    Topic.SCHOOLS: Usual(COUNTY, _COUNTY, _("school admission education transport crossing patrol lollipop pupil")),
    Topic.BUSES: Usual(COUNTY, _COUNTY, _("bus stop shelter timetable community transport bus pass dial a ride")),
    Topic.LIBRARIES: Usual(COUNTY, _COUNTY, _("library books mobile library archive")),
    Topic.GRANTS: Usual(
        DISTRICT,
        _("Any council may give grants; ask the nearest first."),
        _("grant fund money community funding ward budget lottery voluntary"),
    ),
    Topic.EMERGENCY: Usual(
        COUNTY,
        _("The county or unitary council plans, with the district. In danger call 999."),
        _("emergency plan resilience storm snow rest centre evacuation power cut"),
    ),
    Topic.ASSETS: Usual(
        DISTRICT,
        _("Whichever council owns the land or runs the service."),
        _(
            "asset transfer devolution lease land building community right to bid village "
            "hall toilets take over lengthsman"
        ),
    ),
    Topic.FINANCE: Usual(
        DISTRICT,
        _("The council that bills council tax: the district or unitary council."),
        _("precept council tax base payment invoice grant paid finance band referendum"),
    ),
    Topic.CONDUCT: Usual(
        DISTRICT,
        _DISTRICT,
        _(
            "monitoring officer legal code of conduct complaint councillor register of "
            "interests dispensation governance review"
        ),
    ),
    Topic.BURIALS: Usual(
        LOCAL,
        _(
            "Often the parish or town council; some belong to the district, closed "
            "churchyards to whoever took them over."
        ),
        _("cemetery burial grave churchyard allotment plot memorial headstone"),
    ),
    Topic.TRUNK_ROADS: Usual(
        OUTSIDE,
        _("National Highways in England, the Welsh Government’s trunk road agents in Wales. Not a council."),
        _("motorway trunk road dual carriageway national highways lay-by pothole"),
    ),
    Topic.RIVERS: Usual(
        OUTSIDE,
        _("The Environment Agency in England, Natural Resources Wales in Wales. Not a council."),
        _("river sea coast flood warning pollution in a stream fish environment agency"),
    ),
    Topic.SEWERS: Usual(
        OUTSIDE,
        _("The water company of the area. Not a council."),
        _("sewer sewage water leak burst main manhole smell blocked toilet"),
    ),
}

# The Act that says so, where one does; a title of an Act is not translated. Elsewhere it is common practice.
LAW = {
    Topic.HIGHWAYS: "Highways Act 1980, section 1",
    Topic.LIGHTING: "Highways Act 1980, section 97; Parish Councils Act 1957, section 3",
    Topic.WASTE: "Environmental Protection Act 1990, sections 30, 45 and 51",
    Topic.PLANNING: "Town and Country Planning Act 1990, section 1",
    Topic.LICENSING: "Licensing Act 2003, section 3",
    Topic.ELECTIONS: "Representation of the People Act 1983, sections 8 and 35",
    Topic.HOUSING: "Housing Act 1996, parts 6 and 7",
    Topic.FLOODING: "Flood and Water Management Act 2010, section 6",
    Topic.PATHS: "Highways Act 1980, section 130; Wildlife and Countryside Act 1981, section 53",
    Topic.ENV_HEALTH: "Environmental Protection Act 1990, section 79",
    Topic.SOCIAL_CARE: "Care Act 2014, section 1; Children Act 1989, section 17",
    Topic.SCHOOLS: "Education Act 1996, sections 13 and 508B",
    Topic.BUSES: "Transport Act 1985, section 63",
    Topic.LIBRARIES: "Public Libraries and Museums Act 1964, section 4",
    Topic.EMERGENCY: "Civil Contingencies Act 2004, schedule 1",
    Topic.FINANCE: "Local Government Finance Act 1992, sections 1 and 41",
    Topic.CONDUCT: "Localism Act 2011, sections 28 and 29",
    Topic.BURIALS: "Local Government Act 1972, section 214",
    Topic.TRUNK_ROADS: "Infrastructure Act 2015, part 1",
    Topic.RIVERS: "Water Resources Act 1991, part 4",
    Topic.SEWERS: "Water Industry Act 1991, section 94",
}
