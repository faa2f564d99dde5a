"""Case studies of councils like a given one, each with the reason in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from casestudies.models import CaseStudy
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

    study: CaseStudy
    reason: str


def size_of(council):
    """The size term of a council; "" while its population is not known."""
    if council.is_principal:
        return SIZES.get(council.type, "single-tier")
    profile = getattr(council, "profile", None)
    if profile is None or profile.population is None:
        return ""
    return "smaller-local" if profile.population <= SMALLER_UP_TO else "larger-local"


def studies_like(council, studies, most=3):
    """Of these studies, those whose councils are most like this one; its own are not among them."""
    if not studies:
        return []
    services = set(getattr(getattr(council, "profile", None), "services", []))
    themes = set().union(*(THEMES_OF_SERVICE.get(service, set()) for service in services))
    size, found = size_of(council), []
    for study in studies:
        if council.pk in study.council_ids or study.kind != CaseStudy.Kind.STUDY:
            continue
        score, reason = _compare(study, council, size, themes)
        if score:
            found.append((-score, study.title, Like(study, reason)))
    return [like for _score, _title, like in sorted(found, key=lambda row: row[:2])[:most]]


def _compare(study, council, size, themes):
    """How much alike, and in words what is alike."""
    score, reasons = 0, []
    alike = next((p for p in study.parties.all() if p.council_type == council.type), None)
    if alike and council.type != CouncilType.NOT_KNOWN:
        score += TYPE
        kind = str(council.get_type_display()).lower()
        reasons.append(_("%(party)s is a %(kind)s too") % {"party": alike.name, "kind": kind})
    terms = list(study.terms.all())
    if size and any(term.taxonomy == "size" and term.slug == size for term in terms):
        score += SIZE
        reasons.append(_("it is about a council of your size"))
    shared = [term.name.lower() for term in terms if term.taxonomy == "theme" and term.slug in themes]
    if shared:
        score += THEME
        reasons.append(_("it is about %(themes)s, which you run") % {"themes": list_and(shared)})
    return score, list_and(reasons)
