"""What about an opportunity cannot both be true: asked wherever it is typed, loaded or stored."""

from django.utils.translation import gettext as _

from core.exceptions import Refused


def refuse_contradictions(facts, *, is_published=False):
    """Refused at the field that is to be mended, for facts as the actions take them."""
    opens_at, closes_at = facts.get("opens_at"), facts.get("closes_at")
    if opens_at and closes_at and closes_at <= opens_at:
        raise Refused(_("It must close after it opens"), field="opens_on" if is_published else "closes_on")
    if facts.get("least") and facts.get("most") is not None and facts["least"] > facts["most"]:
        raise Refused(_("The largest grant must not be smaller than the smallest"), field="most")
    smallest, largest = facts.get("population_from"), facts.get("population_to")
    if smallest and largest is not None and smallest > largest:
        raise Refused(_("The second number must not be smaller than the first"), field="population_to")
