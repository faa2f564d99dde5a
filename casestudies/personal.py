"""What the library's tables hold about people: who wrote and approved, and free text that may name anybody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casestudies.models import ChecklistRun, Printout
from core.privacy.map import Kept, declare, nothing_personal

WITH_STUDY = _("As long as the case study: it is published in the name of councils")
WITH_COUNCIL = _("As long as the council itself, which compares its checklists over the years")


def forget_printed(who):
    """Letters that name the person go at once; results of their councils are printed anew from the cleaned notes."""
    letters = Printout.objects.filter(kind=Printout.Kind.LETTER)
    naming = [letter.pk for letter in letters.iterator() if who.named_in(letter.wanted)]
    deleted = Printout.objects.filter(pk__in=naming).delete()[0]
    runs = list(ChecklistRun.objects.filter(council__in=who.council_ids).values_list("pk", flat=True))
    results = Printout.objects.filter(kind=Printout.Kind.RESULT, wanted__run__in=runs, content__isnull=False)
    return deleted + results.update(content=None)


def of_their_councils(who):
    """Case studies in which a council took part that the person acted for."""
    return Q(parties__council__in=who.council_ids)


declare(
    "casestudies.CaseStudy",
    _("Case studies that councils write"),
    scrub=("title", "did", "structure", "money", "outcome", "lesson", "credit"),
    changeable=Q(origin="council"),
    reach=of_their_councils,
    plain=("keywords", "source_place", "happened", "superseded_note"),
    kept=Kept(WITH_STUDY),
)
declare(
    "casestudies.Party",
    _("Who took part in a case study"),
    scrub=("name", "note"),
    changeable=Q(study__origin="council"),
    reach=lambda who: Q(study__parties__council__in=who.council_ids),
    plain=("council_type",),
    kept=Kept(WITH_STUDY),
)
declare(
    "casestudies.Figure",
    _("Numbers of a case study"),
    scrub=("label", "text"),
    changeable=Q(study__origin="council"),
    reach=lambda who: Q(study__parties__council__in=who.council_ids),
    plain=("unit",),
    kept=Kept(WITH_STUDY),
)
declare(
    "casestudies.Publication",
    _("Case studies you began for a council"),
    about=lambda who: Q(started_by=who.person),
    tell=("study", "owner", "status", "started_at", "published_at"),
    people=("started_by", "published_by", "archived_by"),
    scrub=("archive_reason",),
    reach=lambda who: Q(owner__in=who.council_ids),
    kept=Kept(WITH_STUDY),
)
declare(
    "casestudies.Approval",
    _("Case studies you approved for a council"),
    about=lambda who: Q(answered_by=who.person),
    tell=("publication", "council", "answer", "words", "answered_at"),
    people=("asked_by", "answered_by"),
    scrub=("words",),
    reach=lambda who: Q(council__in=who.council_ids) | Q(publication__owner__in=who.council_ids),
    plain=("text_hash",),
    kept=Kept(WITH_STUDY),
)
declare(
    "casestudies.LocalEdit",
    _("Shipped texts that you edited"),
    about=lambda who: Q(edited_by=who.person),
    tell=("kind", "key", "field", "text", "edited_at"),
    people=("edited_by",),
    scrub=("text",),
    plain=("key", "field", "shipped"),
    kept=Kept(_("As long as the text it replaces")),
)
declare(
    "casestudies.LibraryLoad",
    _("Files you loaded into the library"),
    about=lambda who: Q(loaded_by=who.person),
    tell=("filename", "loaded_at"),
    people=("loaded_by",),
    plain=("filename", "report"),
    kept=Kept(_("To see where the library’s texts come from")),
)
declare(
    "casestudies.ChecklistRun",
    _("Checklists you began or finished for a council"),
    about=lambda who: Q(started_by=who.person) | Q(finished_by=who.person),
    tell=("council", "chapter", "started_at", "finished_at"),
    people=("started_by", "finished_by"),
    kept=Kept(WITH_COUNCIL),
)
declare(
    "casestudies.ItemAnswer",
    _("Answers to checklists"),
    scrub=("note", "evidence"),
    reach=lambda who: Q(run__council__in=who.council_ids),
    plain=("asked",),
    kept=Kept(WITH_COUNCIL),
)
declare(
    "casestudies.Printout",
    _("Letters and other files made on demand"),
    plain=("key", "filename"),
    stays={
        "wanted": _("Letters that name the person are deleted with it"),
        "content": _("The file is made anew from the cleaned text"),
    },
    special=forget_printed,
    kept=Kept(_("A letter for one day, a booklet for thirty; a result as long as the checklist")),
)
for label, because in {
    "casestudies.Source": "published documents",
    "casestudies.Term": "words by which case studies are sorted",
    "casestudies.Section": "parts of the guide",
    "casestudies.Chapter": "chapters of the guide",
    "casestudies.ChecklistItem": "items of the guide",
    "casestudies.Resource": "published documents",
    "casestudies.Perspective": "how kinds of council work",
}.items():
    nothing_personal(label, because)
