"""What the library and the guide show on pages above: navigation, search, a council's card, open work, start links."""

from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies import finding, waiting
from casestudies.likeness import Facts, facts_of, studies_like
from casestudies.models import ChecklistRun
from casestudies.policies import WRITERS
from casestudies.shelf import shelf
from core.policies import allows
from core.registry import (
    COUNCIL_CARD,
    CREATE,
    DESTINATION,
    EVENT,
    HOME_PART,
    KNOWN_WORDS,
    NAVIGATION,
    OPEN_WORK,
    RECORD_ADDRESS,
    SEARCH,
    CouncilCard,
    Destination,
    EventKind,
    NavigationItem,
    StartLink,
    provides,
)

LIKES = 3


@provides(NAVIGATION)
def navigation(person):
    yield NavigationItem(_("Library"), reverse("casestudies:library"), order=40)
    yield NavigationItem(_("Guide"), reverse("casestudies:guide"), order=50)


@provides(CREATE)
def start_links(person):
    if allows(person, "casestudies.draft"):
        yield StartLink(_("Write a case study"), reverse("casestudies:start"))


provides(SEARCH)(finding.studies)
provides(SEARCH)(finding.chapters)
provides(SEARCH)(finding.resources)
provides(KNOWN_WORDS)(finding.known_words)
provides(RECORD_ADDRESS)(finding.addresses)


@provides(DESTINATION)
def pages(person):
    """Pages people look for by name."""
    yield Destination(_("Where to start in the guide"), reverse("casestudies:navigator", args=["council"]), _("begin"))
    yield Destination(_("Letters"), reverse("casestudies:letters"), _("template write partnership"))
    yield Destination(_("Toolkits and reading"), reverse("casestudies:resources"), _("resources reports templates"))
    yield Destination(_("See it from the other side"), reverse("casestudies:other-side"), _("perspectives compare"))


@provides(EVENT)
def events():
    yield EventKind("casestudies.drafted", _("Case studies started"))
    yield EventKind("casestudies.edited", _("Case studies edited"))
    yield EventKind("casestudies.party_added", _("Parties of case studies named"))
    yield EventKind("casestudies.party_removed", _("Parties of case studies removed"))
    yield EventKind("casestudies.sent", _("Case studies sent for approval"), tells=True)
    yield EventKind("casestudies.taken_back", _("Case studies taken back"))
    yield EventKind("casestudies.answered", _("Approvals of case studies"), tells=True)
    yield EventKind("casestudies.published", _("Case studies published"), tells=True)
    yield EventKind("casestudies.revised", _("Case studies taken out to be changed"), tells=True)
    yield EventKind("casestudies.reviewed", _("Case studies reviewed"))
    yield EventKind("casestudies.reminded", _("Requests to review a case study"), tells=True)
    yield EventKind("casestudies.archived", _("Case studies archived"), tells=True)
    yield EventKind("casestudies.restored", _("Case studies restored"), tells=True)
    yield EventKind("casestudies.run_started", _("Checklists started"))
    yield EventKind("casestudies.run_saved", _("Checklists answered"))
    yield EventKind("casestudies.run_finished", _("Checklists finished"), tells=True)
    yield EventKind("casestudies.run_discarded", _("Checklists discarded"))
    yield EventKind("casestudies.text_edited", _("Shipped texts edited"))
    yield EventKind("casestudies.loaded", _("Library loaded"))


@provides(OPEN_WORK)
def open_work(person):
    """Case studies to approve; one's own to finish and to review; checklists that somebody began."""
    writing = {m.council_id: m.council for m in person.current_memberships if m.role in WRITERS}
    if writing:
        yield from waiting.lines(writing.values())


@provides(COUNCIL_CARD)
def library_card(person, council):
    """Studies in which it took part, studies of councils like it, and for its own people its checklists."""
    kept = shelf()
    own = [study for study in kept.studies if council.pk in study.council_ids]
    mine = person.is_authenticated and allows(person, "casestudies.see_checklists", council)
    likes = studies_like(council, kept.studies, facts_of(council))
    context = {"council": council, "own": own, "likes": likes, "checklists": mine}
    if mine:
        context |= _progress(council, kept.chapters)
    if own or likes or mine:
        yield CouncilCard(_("What has worked elsewhere"), "casestudies/_council_card.html", context, order=60)


def _progress(council, chapters):
    """How many of the chapters the council has gone through, and which comes next."""
    finished = ChecklistRun.objects.chapters_finished(council)
    return {
        "finished": len(finished),
        "chapters": len(chapters),
        "next": next((chapter for chapter in chapters if chapter.key not in finished), None),
    }


@provides(HOME_PART)
def like_yours(person):
    """Case studies of councils like those the person acts for, with the reason."""
    kept, found, councils = shelf(), {}, {}
    for membership in person.current_memberships:
        council, facts = membership.council, Facts(membership.council_population, membership.council_services or ())
        councils[council.pk] = council
        for like in studies_like(council, kept.studies, facts, most=LIKES):
            found.setdefault(like.study.slug, (like, council))
    likes = sorted(found.values(), key=lambda pair: -pair[0].score)[:LIKES]
    if likes:
        context = {"likes": likes, "several": len(councils) > 1}
        yield CouncilCard(_("Councils like yours"), "casestudies/_like_yours.html", context)
