"""A small library for tests, and case studies at any point of their life, reached through the real actions."""

from datetime import date

import factory

from casestudies import actions
from casestudies.models import (
    CaseStudy,
    Chapter,
    ChecklistItem,
    Party,
    Perspective,
    Publication,
    Resource,
    Section,
    Source,
    Standing,
    Term,
)
from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory

AS_AT = date(2018, 5, 1)
WORDS = {
    "did": "Three parishes employ one lengthsman.",
    "structure": "One council employs, the others pay a share.",
    "money": "",
    "outcome": "Verges are cut when it is needed.",
    "lesson": "A small council can have staff if it shares them.",
    "credit": "A joint project of the parishes.",
    "happened": "2026",
    "chapters": [],
    "theme": "",
}


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ("slug",)

    slug = "one-community"
    title = "One Community"
    publisher = "LGA and NALC"
    year = 2018


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Section
        django_get_or_create = ("letter",)

    letter = "B"
    slug = factory.LazyAttribute(lambda section: f"section-{section.letter.lower()}")
    title = factory.LazyAttribute(lambda section: f"Section {section.letter}")
    purpose = "Communities that work together."


class ChapterFactory(factory.django.DjangoModelFactory):
    """A chapter with its section; `items=3` gives it a checklist."""

    class Meta:
        model = Chapter
        django_get_or_create = ("code",)
        skip_postgeneration_save = True

    code = "B8"
    number = factory.LazyAttribute(lambda chapter: int(chapter.code[1:]))
    section = factory.LazyAttribute(lambda chapter: SectionFactory(letter=chapter.code[0]))
    title = factory.LazyAttribute(lambda chapter: f"Chapter {chapter.code}")
    summary = "Small councils can do together what none can do alone."
    explanation = "First paragraph.\n\n- one\n- two"
    source = factory.SubFactory(SourceFactory)
    as_at = AS_AT

    @factory.post_generation
    def items(self, create, extracted, **kwargs):
        for number in range(1, (extracted or 0) + 1):
            words = {"text": f"Item {number} of {self.code}"}
            ChecklistItem.objects.get_or_create(chapter=self, number=number, defaults=words)


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term
        django_get_or_create = ("taxonomy", "slug")

    taxonomy = "theme"
    slug = "cluster"
    name = factory.LazyAttribute(lambda term: term.slug.replace("-", " ").capitalize())


class StudyFactory(factory.django.DjangoModelFactory):
    """A shipped case study; `chapters=[…]`, `terms=[…]`, `councils=[…]` are what it is about and who took part."""

    class Meta:
        model = CaseStudy
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"study-{n}")
    title = factory.Sequence(lambda n: f"Working together, number {n}")
    did = "They met and agreed."
    lesson = "Meet early."
    source = factory.SubFactory(SourceFactory)
    as_at = AS_AT

    @factory.post_generation
    def chapters(self, create, extracted, **kwargs):
        self.chapters.set(extracted or [])

    @factory.post_generation
    def terms(self, create, extracted, **kwargs):
        self.terms.set(extracted or [])

    @factory.post_generation
    def councils(self, create, extracted, **kwargs):
        for position, council in enumerate(extracted or [], start=1):
            role = Party.Role.PRINCIPAL if council.is_principal else Party.Role.LOCAL
            Party.objects.create(
                study=self,
                position=position,
                name=council.full_name,
                role=role,
                council=council,
                council_type=council.type,
            )


class ResourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Resource

    slug = factory.Sequence(lambda n: f"resource-{n}")
    title = factory.Sequence(lambda n: f"Toolkit {n}")
    publisher = "NALC"
    kind = Resource.Kind.TOOLKIT
    source = factory.SubFactory(SourceFactory)
    as_at = AS_AT


class PerspectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Perspective

    slug = factory.Sequence(lambda n: f"question-{n}")
    position = factory.Sequence(lambda n: n + 1)
    question = "How often do they decide?"
    two_tier = "Cabinet weekly to monthly"
    single_tier = "Cabinet monthly"
    larger_local = "Committees and council"
    smaller_local = "At least four meetings a year"
    source = factory.SubFactory(SourceFactory)
    as_at = AS_AT


class Story:
    """Two councils and the case study that one of them writes; grows step by step."""

    def __init__(self, owner=None, other=None, *, clerk=None, other_clerk=None, title="Two parishes, one lengthsman"):
        self.owner = owner or CouncilFactory()
        self.other = other or CouncilFactory()
        self.clerk = clerk or person(Role.CLERK, self.owner)
        self.other_clerk = other_clerk or person(Role.CLERK, self.other)
        parties = [(self.owner, Party.Role.LOCAL), (self.other, Party.Role.LOCAL)]
        self.publication = actions.draft_case_study(facts={"title": title}, parties=parties, by=self.clerk)
        self.study = self.publication.study

    def written(self, **words):
        facts = {**WORDS, "title": self.study.title, **words}
        actions.edit_words(publication=self.publication, facts=facts, by=self.clerk)
        return self.fresh()

    def sent(self, **words):
        self.written(**words)
        actions.ask_for_approval(publication=self.publication, by=self.clerk)
        return self.fresh()

    def approval(self, council=None):
        return self.publication.approvals.get(council=council or self.other)

    def approved(self, **words):
        self.sent(**words)
        actions.answer_approval(approval=self.approval(), approved=True, by=self.other_clerk)
        return self.fresh()

    def published(self, **words):
        self.approved(**words)
        actions.publish_study(publication=self.publication, by=self.clerk)
        return self.fresh()

    def fresh(self):
        self.publication = Publication.objects.get(pk=self.publication.pk)
        self.study = self.publication.study
        return self


def answered(run, standing=Standing.DONE):
    """Every item of a run with one standing."""
    answer = {"standing": standing, "note": "As discussed", "evidence": ""}
    return {item: answer for item in run.chapter.items.all()}


def finished_run(council, chapter, by, standing=Standing.DONE):
    """A run from its start to its end."""
    run = actions.start_run(council=council, chapter=chapter, by=by)
    return actions.finish_run(run=run, answers=answered(run, standing), by=by)
