"""The lists of the library as spreadsheets; docs/exports.md names the columns."""

from core.csv import LICENCE, Export, moment

LIBRARY_LICENCE = "Case studies and resources: facts from the sources named, in the words of Common Ground."
STUDIES = (
    "slug", "kind", "title", "parties", "chapters", "themes", "happened", "lesson", "source", "source_place", "as_at",
    "superseded",
)  # fmt: skip
RESOURCES = ("slug", "title", "publisher", "year", "kind", "chapters", "url", "as_at", "superseded")
ANSWERS = ("chapter", "started_at", "finished_at", "number", "item", "standing", "note", "evidence")
OWN = ("slug", "title", "owner", "status", "started_on", "review_on")


def yes_or_no(value):
    return "yes" if value else "no"


def study_cells(study):
    """One case study, read with what its card shows."""
    return (
        study.slug,
        study.kind,
        study.title,
        "; ".join(party.name for party in study.parties.all()),
        " ".join(chapter.code for chapter in study.chapters.all()),
        "; ".join(term.name for term in study.terms.all() if term.taxonomy == "theme"),
        study.happened,
        study.lesson,
        study.source.title if study.source else "",
        study.source_place,
        study.as_at,
        yes_or_no(study.superseded),
    )


def resource_cells(resource):
    """One resource with the chapters it belongs to."""
    codes = " ".join(chapter.code for chapter in resource.chapters.all())
    return (
        resource.slug,
        resource.title,
        resource.publisher,
        resource.year,
        resource.kind,
        codes,
        resource.url,
        resource.as_at,
        yes_or_no(resource.superseded),
    )


def own_cells(publication):
    """One case study that councils write, and where it stands."""
    study = publication.study
    started = publication.started_at.date()
    return (study.slug, study.title, publication.owner.label, publication.status, started, publication.review_on)


def answer_cells(answer):
    """Where a council stood with one item in one run."""
    run = answer.run
    return (
        run.chapter.code,
        moment(run.started_at),
        moment(run.finished_at),
        answer.item.number,
        answer.asked,
        answer.standing,
        answer.note,
        answer.evidence,
    )


LIBRARY = Export("case-studies", STUDIES, study_cells, LIBRARY_LICENCE)
READING = Export("resources", RESOURCES, resource_cells, LIBRARY_LICENCE)
WRITTEN = Export("case-studies-of-my-councils", OWN, own_cells, LICENCE)
CHECKLISTS = Export("checklists", ANSWERS, answer_cells, LIBRARY_LICENCE)
RESULT = Export("checklist-result", ANSWERS, answer_cells, LIBRARY_LICENCE)
