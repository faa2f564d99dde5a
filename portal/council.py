"""What the page of a council shows, read from the registry and from the apps below."""

from dataclasses import dataclass

from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from core.policies import allows
from core.registry import COUNCIL_CARD, StartLink, collect
from councils.models import Council
from portal import activity

RECENT = 15


@dataclass(frozen=True)
class Card:
    """A section of the page, its body rendered from the template that its app named."""

    title: str
    body: Markup


def cards(person, council):
    """What every app has to say about the council, in its order."""
    return rendered(collect(COUNCIL_CARD, person, council))


def rendered(found):
    """Sections that apps offer, the first in order first."""
    found = sorted(found, key=lambda card: card.order)
    bodies = [(card.title, get_template(card.template).render(card.context)) for card in found]
    return [Card(title, Markup(body)) for title, body in bodies]  # noqa: S704 - our own templates


def lately(person, council):
    """What happened lately, as far as it is the person's business; nothing for visitors."""
    if not person.is_authenticated:
        return []
    return activity.plain_lines(activity.about(person, council).newest_first()[:RECENT])


def links(person, council):
    """What the person may do with this council, from the page about it."""
    address = {"slug": council.slug}
    if allows(person, "councils.edit_profile", council):
        yield StartLink(_("Edit or confirm the profile"), reverse("councils:profile", kwargs=address))
    if allows(person, "councils.see_portal", council):
        yield StartLink(_("Your own portal: name, colours, dates"), reverse("councils:own-portal", kwargs=address))
    if allows(person, "councils.group", council):
        yield StartLink(_("Say that it serves another parish"), reverse("councils:group", kwargs=address))
    if allows(person, "councils.read_private", council):
        yield StartLink(_("The whole record as a file"), reverse("councils:record", kwargs=address))
    if allows(person, "accounts.see_people", council):
        yield StartLink(_("People who act for it"), reverse("accounts:people", kwargs=address))


def local_council_count(principal):
    """How many local councils lie in a principal's area today."""
    return Council.objects.of_principal(principal).local().current().count()


def successors(council):
    """Who took over from a dissolved council, and when."""
    return council.successions.select_related("successor").order_by("on", "pk")


def predecessors(council):
    """Whom the council took over from."""
    return council.precessions.select_related("predecessor").order_by("on", "pk")
