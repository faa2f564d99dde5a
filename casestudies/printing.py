"""From rows to documents, and from those to files that are made on demand."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.documents import Booklet, ChecklistResult, Letter, PrintedAnswer, PrintedStudy
from casestudies.edits import STUDY_TEXTS, Kind, edited, edited_one
from casestudies.figures import drawn
from casestudies.models import CaseStudy, ChecklistRun, Printout
from casestudies.progress import next_chapter
from core.documents import render_pdf

PARTS = ("did", "structure", "money", "outcome")
TEMPLATES = {
    Printout.Kind.BOOKLET: "documents/booklet.html",
    Printout.Kind.LETTER: "documents/letter.html",
    Printout.Kind.RESULT: "documents/checklist_result.html",
}


def result_key(run):
    """Under which key the printed result of a run is kept."""
    return f"run:{run.public_id}"


def make_printout(pk):
    """Render the file unless it is there; a second call changes nothing."""
    printout = Printout.objects.filter(pk=pk).first()
    if printout is None or printout.is_ready:
        return
    document = DOCUMENTS[printout.kind](printout)
    content = render_pdf(TEMPLATES[printout.kind], document)
    Printout.objects.filter(pk=pk, content=None).update(content=content)


def booklet(printout):
    """The studies of a printout as they read now."""
    slugs = printout.wanted["studies"]
    studies = CaseStudy.objects.published().filter(slug__in=slugs).whole().in_order()
    printed = tuple(printed_study(study) for study in edited(Kind.STUDY, studies))
    title = printed[0].title if len(printed) == 1 else printout.wanted["title"]
    return Booklet(
        title=title,
        subject=_("Case studies of councils working together"),
        studies=printed,
        address=settings.SITE_URL + reverse("casestudies:library"),
        issued_at=printout.asked_on,
        demonstration=settings.DEMO,
    )


def printed_study(study):
    """A study, read with everything that belongs to it, as the document wants it."""
    charts, facts = drawn(study.figures.all())
    return PrintedStudy(
        slug=study.slug,
        title=study.title,
        kind=str(study.get_kind_display()),
        chapters=tuple(str(chapter) for chapter in study.chapters.all()),
        themes=tuple(term.name for term in study.terms.all() if term.taxonomy == "theme"),
        parties=tuple(party.label for party in study.parties.all()),
        happened=study.happened,
        parts=tuple((str(STUDY_TEXTS[name]), text) for name in PARTS if (text := getattr(study, name).strip())),
        lesson=study.lesson,
        charts=tuple(charts),
        facts=tuple(facts),
        credit=study.credit,
        source=source_line(study),
        as_at=study.as_at,
        superseded_note=study.superseded_note if study.superseded else "",
    )


def source_line(study):
    """ "One Community (LGA and NALC, 2018), chapter B8", or that councils wrote it here."""
    source = study.source
    if source is None:
        return _("Written on Common Ground by the councils that took part")
    published = ", ".join(str(part) for part in (source.publisher, source.year) if part)
    return ", ".join(part for part in (f"{source.title} ({published})", study.source_place) if part)


def letter(printout):
    """The letter whose words the writer filled in."""
    words = printout.wanted["letter"]
    lists = {name: tuple(words[name]) for name in ("sender", "recipient", "paragraphs")}
    return Letter(
        **{**words, **lists, "written_on": date.fromisoformat(words["written_on"])},
        issued_at=printout.asked_on,
        demonstration=settings.DEMO,
    )


def result(printout):
    """Where the council stood on the day it finished the run."""
    run = ChecklistRun.objects.select_related("chapter", "council").get(pk=printout.wanted["run"])
    chapter, follows = edited_one(Kind.CHAPTER, run.chapter), next_chapter(run.council, after=run.chapter)
    return ChecklistResult(
        title=chapter.title,
        council=run.council.full_name,
        council_context=run.council.context,
        chapter=str(chapter),
        answers=tuple(
            PrintedAnswer(
                answer.item.number,
                answer.asked,
                answer.standing,
                str(answer.get_standing_display()),
                answer.note,
                answer.evidence,
            )
            for answer in run.answers.select_related("item")
        ),
        finished_on=timezone.localdate(run.finished_at),
        next_chapter=str(follows) if follows else "",
        issued_at=run.finished_at,
        demonstration=settings.DEMO,
    )


DOCUMENTS = {Printout.Kind.BOOKLET: booklet, Printout.Kind.LETTER: letter, Printout.Kind.RESULT: result}
