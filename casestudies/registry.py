"""What the library and the guide show on pages above: navigation, search, a council's card, open work, start links."""

from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies import finding
from casestudies.edits import Kind, edited
from casestudies.filters import published_studies
from casestudies.likeness import studies_like
from casestudies.models import ChecklistRun, Publication
from casestudies.policies import WRITERS
from casestudies.progress import next_of, standings
from core.policies import allows
from core.registry import (
    COUNCIL_CARD,
    CREATE,
    DESTINATION,
    EVENT,
    KNOWN_WORDS,
    NAVIGATION,
    OPEN_WORK,
    RECORD_ADDRESS,
    SEARCH,
    CouncilCard,
    Destination,
    EventKind,
    NavigationItem,
    OpenWork,
    StartLink,
    provides,
)


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
def case_studies(person):
    """Case studies to approve; and of one's own, drafts to finish, approved ones to publish, old ones to review."""
    mine = person.council_ids(*WRITERS)
    if not mine:
        return
    for publication in Publication.objects.for_work_of(mine).with_study().order_by("pk"):
        yield from _to_approve(publication, mine)
        if publication.owner_id in mine:
            yield from _work_on(publication)


def _to_approve(publication, mine):
    for approval in publication.approvals.all():
        if publication.status == "out" and approval.answer == "asked" and approval.council_id in mine:
            study = publication.study
            yield OpenWork(
                _("Approve the case study: %(title)s") % {"title": study.title},
                reverse("casestudies:approve", args=[study.slug, approval.council.slug]),
                council=approval.council.label,
            )


def _work_on(publication):
    facts, council = {"title": publication.study.title}, publication.owner.label
    url = reverse("casestudies:own-study", args=[publication.study.slug])
    answers = [approval.answer for approval in publication.approvals.all()]
    if publication.status == "draft":
        yield OpenWork(_("Finish the case study: %(title)s") % facts, url, council)
    elif publication.status == "out" and "changes" in answers:
        yield OpenWork(_("Changes asked for in the case study: %(title)s") % facts, url, council)
    elif publication.status == "out" and set(answers) == {"approved"}:
        yield OpenWork(_("All have approved, publish it: %(title)s") % facts, url, council)
    elif publication.status == "published" and publication.review_on:
        yield OpenWork(_("Is this case study still right? %(title)s") % facts, url, council, publication.review_on)


@provides(OPEN_WORK)
def checklists_under_way(person):
    """Checklists that somebody of the council began and nobody finished."""
    mine = person.council_ids(*WRITERS)
    if not mine:
        return
    runs = ChecklistRun.objects.under_way().filter(council__in=mine)
    runs = list(runs.with_tally().select_related("council", "chapter__section").order_by("pk"))
    edited(Kind.CHAPTER, [run.chapter for run in runs])
    for run in runs:
        yield OpenWork(
            _("Go on with the checklist: %(chapter)s") % {"chapter": run.chapter.title},
            reverse("casestudies:run", args=[run.public_id]),
            council=run.council.label,
        )


@provides(COUNCIL_CARD)
def library_card(person, council):
    """Studies in which it took part, studies of councils like it, and for its own people its checklists."""
    studies = edited(Kind.STUDY, published_studies(person).for_cards().in_order())
    own = [study for study in studies if council.pk in study.council_ids]
    mine = person.is_authenticated and allows(person, "casestudies.see_checklists", council)
    context = {"council": council, "own": own, "likes": studies_like(council, studies), "checklists": mine}
    if mine:
        rows = standings(council)
        follows = next_of(rows)
        context |= {
            "finished": sum(bool(row.points) for row in rows),
            "chapters": len(rows),
            "next": edited(Kind.CHAPTER, [follows])[0] if follows else None,
        }
    if own or context["likes"] or mine:
        yield CouncilCard(_("What has worked elsewhere"), "casestudies/_council_card.html", context, order=60)
