"""Case studies of councils like a given one, each with the reason in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from casestudies.models import CaseStudy
from casestudies.shelf import Shelved
from core.formatting import list_and
from councils.models import CouncilType, Service

SMALLER_UP_TO = 2_500  # residents; about four-fifths of local councils have fewer
SIZES = {
    CouncilType.COUNTY: "upper-tier",
    CouncilType.DISTRICT: "lower-tier",
}
# What a council says it runs, and the themes of studies about it.
THEMES_OF_SERVICE = {
    Service.GRASS: {"grass-cutting", "grounds-maintenance", "landscaping"},
    Service.OPEN_SPACES: {"grounds-maintenance", "landscaping", "open-spaces"},
    Service.STREET_CLEANING: {"street-cleaning", "town-centre"},
    Service.LITTER: {"grounds-maintenance", "litter"},
    Service.HIGHWAYS: {"highways", "shared-staff"},
    Service.LIBRARIES: {"library", "community-hub"},
    Service.COMMUNITY_CENTRES: {"community-hub", "asset-transfer"},
    Service.CCTV: {"community-safety"},
    Service.MUSEUMS: {"heritage", "culture"},
    Service.TOURISM: {"town-centre", "heritage"},
    Service.NEIGHBOURHOOD_PLAN: {"neighbourhood-plan", "vision"},
    Service.PUBLIC_TOILETS: {"asset-transfer", "service-transfer"},
    Service.BURIAL: {"open-spaces"},
    Service.YOUTH: {"young-people"},
}
TYPE, SIZE, THEME = 2, 1, 2  # how much each likeness weighs


@dataclass(frozen=True)
class Like:
    """A study, and why it is shown to this council."""

    study: Shelved
    reason: str
    score: int = 0


@dataclass(frozen=True)
class Facts:
    """What of a council's profile the comparison asks for."""

    population: int | None = None
    services: tuple = ()


def facts_of(council):
    """The same, of a council that was read with its profile."""
    profile = getattr(council, "profile", None)
    return Facts(profile.population, profile.services) if profile else Facts()


def size_of(council, facts):
    """The size term of a council; "" while its population is not known."""
    if council.is_principal:
        return SIZES.get(council.type, "single-tier")
    if facts.population is None:
        return ""
    return "smaller-local" if facts.population <= SMALLER_UP_TO else "larger-local"


def studies_like(council, studies, facts, most=3):
    """Of these studies, those whose councils are most like this one; its own are not among them."""
    themes = set().union(*(THEMES_OF_SERVICE.get(service, set()) for service in facts.services))
    size, found = size_of(council, facts), []
    for study in studies:
        if council.pk in study.council_ids or study.kind != CaseStudy.Kind.STUDY:
            continue
        score, reason = _compare(study, council, size, themes)
        if score:
            found.append(Like(study, reason, score))
    return sorted(found, key=lambda like: (-like.score, like.study.title))[:most]


def _compare(study, council, size, themes):
    """How much alike, and in words what is alike."""
    score, reasons = 0, []
    alike = next((name for name, kind in study.parties if kind == council.type), None)
    if alike and council.type != CouncilType.NOT_KNOWN:
        score += TYPE
        kind = str(council.get_type_display()).lower()
        reasons.append(_("%(party)s is a %(kind)s too") % {"party": alike, "kind": kind})
    if size and any(taxonomy == "size" and slug == size for taxonomy, slug, _name in study.terms):
        score += SIZE
        reasons.append(_("it is about a council of your size"))
    shared = [name.lower() for taxonomy, slug, name in study.terms if taxonomy == "theme" and slug in themes]
    if shared:
        score += THEME
        reasons.append(_("it is about %(themes)s, which you run") % {"themes": list_and(shared)})
    return score, list_and(reasons)
