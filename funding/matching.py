"""Why an opportunity fits a council and why not, in words. Pure: no query for any number of opportunities."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.likeness import THEMES_OF_SERVICE
from core.formatting import list_and, list_or, number
from councils.models import CouncilType, Need, Service
from funding.models import OpenTo
from funding.states import State

AREA, TYPE, SIZE, NEED, SERVICE, THEME, OWNER = 1, 1, 1, 3, 3, 3, 2  # how much each reason weighs in the order
UNKNOWN_POPULATION = gettext_lazy("We do not know how many residents you have. Give it in your profile.")
UNKNOWN_TYPE = gettext_lazy("We do not know yet what kind of council you are. Give it in your profile.")


@dataclass(frozen=True)
class CouncilFacts:
    """What matching asks about a council; `above` are its principals and itself, `counties` those among them."""

    pk: int
    type: str
    nation: str
    above: frozenset
    counties: frozenset
    population: int | None = None
    services: frozenset = frozenset()
    needs: frozenset = frozenset()
    themes: frozenset = frozenset()  # address parts of those it follows


@dataclass(frozen=True)
class Match:
    """One opportunity for one council."""

    offer: object
    reasons: tuple = ()  # why it fits
    against: tuple = ()  # why not
    unknown: tuple = ()  # what nobody has told us
    to_mind: tuple = ()  # neither for nor against
    score: int = 0
    answer: str = ""  # what the council said

    @property
    def fits(self):
        return not self.against


@dataclass
class _Found:
    reasons: list = field(default_factory=list)
    against: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    to_mind: list = field(default_factory=list)
    score: int = 0

    def good(self, words, weight):
        self.reasons.append(words)
        self.score += weight


def facts_of(council, themes=()):
    """Of a council read with its profile and its parents."""
    profile = getattr(council, "profile", None)
    above = [council, *council.parent_list]
    counties = {each.pk for each in above if each.type == CouncilType.COUNTY}
    counties |= {each.county_id for each in above if each.county_id}
    return CouncilFacts(
        pk=council.pk,
        type=council.type,
        nation=council.nation,
        above=frozenset(each.pk for each in above),
        counties=frozenset(counties),
        population=profile.population if profile else None,
        services=frozenset(profile.services if profile else ()),
        needs=frozenset(profile.needs if profile else ()),
        themes=frozenset(themes),
    )


def is_offered(offer, facts):
    """National, or of its own principals, or shared by a neighbour; the rule of `offered_to()`."""
    if offer.owner_id is None or offer.owner_id in facts.above:
        return True
    return offer.is_shared and offer.owner_county_id in facts.counties


def matches(offers, facts, answers=None):
    """Those that are offered to the council, what fits best first; within that in the order of the list."""
    answers = answers or {}
    found = [match(offer, facts, answers.get(offer.pk, "")) for offer in offers if is_offered(offer, facts)]
    return sorted(found, key=lambda each: (not each.fits, -each.score))


def match(offer, facts, answer=""):
    """One opportunity, weighed by area, type, size, needs, services, themes and who found it."""
    found = _Found()
    _area(offer, facts, found)
    _type(offer, facts, found)
    _size(offer, facts, found)
    _subject(offer, facts, found)
    if offer.owner_id in facts.above:
        found.good(_("%(council)s found it for its area") % {"council": offer.owner_name}, OWNER)
    if offer.match_percent:
        share = {"share": offer.match_percent}
        found.to_mind.append(_("%(share)s%% of the cost must come from elsewhere") % share)
    if offer.joint_bids:
        found.to_mind.append(_("Bids of several councils together are preferred: look for a partner"))
    if offer.state == State.CLOSED:
        found.against.append(_("It is closed"))
    lists = (found.reasons, found.against, found.unknown, found.to_mind)
    return Match(offer, *map(tuple, lists), found.score, answer)


def _area(offer, facts, found):
    if offer.nations and facts.nation not in offer.nations:
        found.against.append(_("It is for %(nations)s only") % {"nations": list_and(offer.nations)})
    if not offer.areas:
        return
    names = [name for pk, name in offer.areas if pk in facts.above | facts.counties]
    if names:
        found.good(_("It is for the area of %(places)s") % {"places": list_and(names)}, AREA)
    else:
        places = list_or([name for _pk, name in offer.areas[:6]])
        found.against.append(_("It is for other areas: %(places)s") % {"places": places})


def _type(offer, facts, found):
    if offer.open_to != OpenTo.COUNCILS:
        found.against.append(str(OpenTo(offer.open_to).label))
    if not offer.types:
        return
    labels = [str(CouncilType(kind).label) for kind in offer.types]
    if facts.type in offer.types:
        kind = str(CouncilType(facts.type).label)
        found.good(_("Your kind of council may apply: %(kind)s") % {"kind": kind}, TYPE)
    elif facts.type == CouncilType.NOT_KNOWN:
        found.unknown.append(str(UNKNOWN_TYPE))
    else:
        found.against.append(_("It is for other kinds of council: %(kinds)s") % {"kinds": list_or(labels)})


def _size(offer, facts, found):
    least, most = offer.population_from, offer.population_to
    if least is None and most is None:
        return
    if facts.population is None:
        found.unknown.append(str(UNKNOWN_POPULATION))
        return
    here = {"residents": number(facts.population), "least": number(least), "most": number(most)}
    if least is not None and facts.population < least:
        found.against.append(_("It is for %(least)s residents or more; you have %(residents)s") % here)
    elif most is not None and facts.population > most:
        found.against.append(_("It is for %(most)s residents or fewer; you have %(residents)s") % here)
    else:
        found.good(_("Your place has the right size: %(residents)s residents") % here, SIZE)


def looked_for(needs):
    """ "It can help with staff time and training, which you look for"."""
    words = [str(Need(need).label).lower() for need in needs]
    return _("It can help with %(needs)s, which you look for") % {"needs": ", ".join(words)}


def _subject(offer, facts, found):
    if needs := [need for need in offer.needs if need in facts.needs]:
        found.good(looked_for(needs), NEED)
    run = [str(Service(service).label).lower() for service in offer.services if service in facts.services]
    if run:
        found.good(_("It can help with %(services)s, which you run") % {"services": ", ".join(run)}, SERVICE)
    followed = [name.lower() for slug, name in offer.themes if slug in facts.themes]
    if followed:
        found.good(_("You follow %(themes)s") % {"themes": list_and(followed)}, THEME)
    near = set().union(*(THEMES_OF_SERVICE.get(service, set()) for service in facts.services))
    about = [name.lower() for slug, name in offer.themes if slug in near and slug not in facts.themes]
    if about and not run:
        found.good(_("It is about %(themes)s, which you work on") % {"themes": list_and(about)}, SERVICE)
