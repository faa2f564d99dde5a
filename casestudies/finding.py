"""How the portal's search finds what is in the library and the guide, and where events of the trail lead."""

from urllib.parse import urlencode

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from casestudies.edits import Kind, edited
from casestudies.models import CaseStudy, ChecklistRun, PublicationStatus
from casestudies.shelf import shelf
from core import search
from core.search import Found, Hit, fit, marked
from core.words import normalise

KNOWN = 200  # studies whose words are known


def studies(person, wanted, most):
    """Case studies the person may read, and drafts of theirs; a second look for the same words finds no more."""
    if wanted.near and list(wanted.spelt) == wanted.words:
        return
    words = list(wanted.spelt) or wanted.words
    found = CaseStudy.objects.visible_to(person).with_words(words).annotate(total=Window(Count("*")))
    rows = list(found.for_cards()[: max(most, 1)])
    total = rows[0].total if rows else 0
    yield Found(
        kind="studies",
        label=_("Case study"),
        many=_("Case studies"),
        total=total,
        hits=[_study_hit(wanted, study) for study in edited(Kind.STUDY, rows[:most])],
    )


def _study_hit(wanted, study):
    if wanted.near:
        score = search.NEAR + min(study.rank, 1) * search.STEP
    else:
        score = fit(wanted, study.title) or search.TEXT + min(study.rank, 1) * search.STEP
    note = ", ".join(party.name for party in study.parties.all()[:3])
    publication = getattr(study, "publication", None)
    if publication is not None and publication.status != PublicationStatus.PUBLISHED:
        note = f"{publication.get_status_display()}: {note}"
    return Hit(study.title, study.get_absolute_url(), note, score, marked(study.excerpt), study.pk)


def chapters(person, wanted, most):
    """Chapters of the guide; there are twelve."""
    hits = [
        Hit(leaf.title, reverse("casestudies:chapter", args=[leaf.key]), leaf.note, _score(wanted, leaf))
        for leaf in _with_words(shelf().chapters, wanted)
    ]
    yield Found("guide", _("Guide"), len(hits), _best(hits, most), many=_("Guide"))


def resources(person, wanted, most):
    """Toolkits, templates and reports."""
    listed = reverse("casestudies:resources")
    hits = [
        Hit(leaf.title, leaf.url or f"{listed}?{urlencode({'q': leaf.title})}", leaf.note, _score(wanted, leaf))
        for leaf in _with_words(shelf().resources, wanted)
    ]
    yield Found("resources", _("Resource"), len(hits), _best(hits, most), many=_("Resources"))


def _with_words(leaves, wanted):
    """Those that have every word that was looked for, each perhaps unfinished."""
    begins = [f" {word}" for word in wanted.spelt or wanted.words]
    return [leaf for leaf in leaves if begins and all(word in f" {normalise(leaf.words)}" for word in begins)]


def _score(wanted, leaf):
    return search.NEAR if wanted.near else fit(wanted, leaf.title) or search.TEXT


def _best(hits, most):
    return sorted(hits, key=lambda hit: -hit.score)[:most]


def known_words():
    """Words of the library, which everyone may read."""
    for study in shelf().studies[:KNOWN]:
        yield from normalise(f"{study.title} {study.lesson}").split()


def addresses(person, wanted):
    """Pages behind events that are about case studies or checklists."""
    studies_of = CaseStudy.objects.visible_to(person).filter(pk__in=wanted.get("casestudies.casestudy", ()))
    for pk, slug in studies_of.values_list("pk", "slug") if "casestudies.casestudy" in wanted else ():
        yield "casestudies.casestudy", pk, reverse("casestudies:study", args=[slug])
    runs = ChecklistRun.objects.visible_to(person).filter(pk__in=wanted.get("casestudies.checklistrun", ()))
    for pk, public_id in runs.values_list("pk", "public_id") if "casestudies.checklistrun" in wanted else ():
        yield "casestudies.checklistrun", pk, reverse("casestudies:run", args=[public_id])
