"""What fits a council on its page, and what waits on a clerk's home."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.policies import allows
from core.registry import COUNCIL_CARD, DESTINATION, OPEN_WORK, CouncilCard, Destination, OpenWork, provides
from core.roles import Role
from funding.matching import facts_of, matches
from funding.models import Interest
from funding.shelf import answers_of, offers, themes_followed
from funding.states import State
from funding.times import last_day

BEST = 3
WANTED = (Interest.Answer.INTERESTED, Interest.Answer.PARTNER)


@provides(COUNCIL_CARD)
def funding_card(person, council):
    """For the council's own people and the officers of its principal: what fits it best."""
    if council.is_dissolved or not (person.is_authenticated and allows(person, "funding.see_matches", council)):
        return
    # Only people of local councils choose themes: a principal's page is spared the question.
    followed = themes_followed([council.pk])[council.pk] if council.is_local else set()
    found = [each for each in matches(offers(), facts_of(council, followed)) if each.fits]
    context = {"council": council, "best": found[:BEST], "many": len(found)}
    yield CouncilCard(_("Funding"), "funding/_council_card.html", context, order=45)


@provides(OPEN_WORK)
def closing_soon(person):
    """A clerk's councils: opportunities they want that close soon."""
    mine = {m.council_id: m.council for m in person.current_memberships if m.role == Role.CLERK}
    for pk, said in answers_of(mine).items():
        for row in said:
            if row.answer in WANTED and row.state == State.CLOSING_SOON:
                title = _("Apply for “%(title)s”") % {"title": row.title}
                day, council = last_day(row.closes_at), mine[pk].label
                yield OpenWork(title, row.get_absolute_url(), council, day, row.closing_words)


@provides(DESTINATION)
def pages(person):
    """The funding pages of one's own councils."""
    if not person.is_authenticated:
        return
    for council in {m.council for m in person.current_memberships}:
        title = _("Funding for %(council)s") % {"council": council.full_name}
        yield Destination(
            title, reverse("funding:council", args=[council.slug]), _("grants money apply"), council.context
        )
