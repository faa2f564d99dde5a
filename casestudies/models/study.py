"""Case studies: who took part, what they did, what came of it. The search words are kept by the database."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casestudies.models.guide import Chapter, Source, Term
from casestudies.querysets import KeyedQuerySet, PartyQuerySet, StudyQuerySet
from councils.models import Council

TOUCH_STUDY = """
UPDATE casestudies_casestudy SET slug = slug WHERE id = COALESCE(NEW.study_id, OLD.study_id);
RETURN NULL;
"""
WORDS = """
NEW.search_vector :=
    setweight(to_tsvector('english', COALESCE((SELECT e.text FROM casestudies_localedit e
        WHERE e.kind = 'study' AND e.key = NEW.slug AND e.field = 'title'), NEW.title)), 'A')
 || setweight(to_tsvector('english', NEW.keywords), 'A')
 || setweight(to_tsvector('english', COALESCE((SELECT string_agg(p.name || ' ' || COALESCE(c.name, ''), ' ')
        FROM casestudies_party p LEFT JOIN councils_council c ON c.id = p.council_id
        WHERE p.study_id = NEW.id), '')), 'B')
 || setweight(to_tsvector('english', COALESCE((SELECT string_agg(t.name, ' ')
        FROM casestudies_casestudy_terms st JOIN casestudies_term t ON t.id = st.term_id
        WHERE st.casestudy_id = NEW.id), '')), 'B')
 || setweight(to_tsvector('english', NEW.lesson), 'B')
 || setweight(to_tsvector('english', concat_ws(' ', NEW.did, NEW.structure, NEW.money, NEW.outcome)), 'C')
 || setweight(to_tsvector('english', COALESCE((SELECT string_agg(e.text, ' ') FROM casestudies_localedit e
        WHERE e.kind = 'study' AND e.key = NEW.slug AND e.field <> 'title'), '')), 'C');
RETURN NEW;
"""


class CaseStudy(models.Model):
    """One case study or short example. Of a shipped one every column comes from the fixtures; edits are kept apart."""

    NATURAL = ("slug",)

    class Kind(models.TextChoices):
        STUDY = "study", _("Case study")
        EXAMPLE = "example", _("Example")
        NOTE = "note", _("Practice note")

    class Origin(models.TextChoices):
        SHIPPED = "shipped", _("From a published guide")
        COUNCIL = "council", _("Written by councils")

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STUDY)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.SHIPPED, editable=False)
    title = models.CharField(max_length=160)
    did = models.TextField()
    structure = models.TextField(blank=True)
    money = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    lesson = models.TextField(blank=True)
    credit = models.CharField(max_length=300, blank=True)  # who is to be named for it, as the parties agreed
    keywords = models.CharField(max_length=300, blank=True)  # words people search for that the text does not use
    chapters = models.ManyToManyField(Chapter, related_name="studies", blank=True)
    terms = models.ManyToManyField(Term, related_name="studies", blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="studies")
    source_place = models.CharField(max_length=100, blank=True)  # page or chapter
    as_at = models.DateField(null=True, blank=True)  # none where the source has no date
    happened = models.CharField(max_length=60, blank=True)  # "2015", "since 2014"
    superseded = models.BooleanField(default=False)
    superseded_note = models.CharField(max_length=300, blank=True)
    search_vector = SearchVectorField(null=True, editable=False)

    objects = StudyQuerySet.as_manager()

    class Meta:
        ordering = ["title", "slug"]
        indexes = [GinIndex(fields=["search_vector"], name="study_search")]
        constraints = [
            models.CheckConstraint(
                name="shipped_study_has_source", condition=~Q(origin="shipped") | Q(source__isnull=False)
            ),
            models.CheckConstraint(
                name="superseded_study_says_why", condition=Q(superseded=False) | ~Q(superseded_note="")
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="study_words", operation=pgtrigger.Insert | pgtrigger.Update, when=pgtrigger.Before, func=WORDS
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("casestudies:study", args=[self.slug])

    def natural_key(self):
        return (self.slug,)

    @property
    def is_shipped(self):
        return self.origin == self.Origin.SHIPPED

    @property
    def council_ids(self):
        """The councils among the parties that are known here."""
        return {party.council_id for party in self.parties.all() if party.council_id}


class StudyTerm(CaseStudy.terms.through):
    """The link of a study and a term: it carries the trigger that keeps the search words."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="term_in_words",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                func=TOUCH_STUDY.replace("study_id", "casestudy_id"),
            )
        ]


class Party(models.Model):
    """Somebody who took part: a council of today or of then, or a partner that is no council."""

    NATURAL = ("study__slug", "position")

    class Role(models.TextChoices):
        PRINCIPAL = "principal", _("Principal council")
        LOCAL = "local", _("Local council")
        LEAD = "lead", _("Lead council")
        EMPLOYER = "employer", _("Employer")
        PARTNER = "partner", _("Partner")

    study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="parties")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)  # as the source names it
    role = models.CharField(max_length=12, choices=Role)
    council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="study_parties")
    council_type = models.CharField(max_length=20, blank=True)  # as the source names it, a value of CouncilType
    note = models.CharField(max_length=300, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["study", "position"]
        constraints = [models.UniqueConstraint(fields=["study", "position"], name="party_position_once")]
        triggers = [
            pgtrigger.Trigger(
                name="party_in_words",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                func=TOUCH_STUDY,
            )
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.study.slug, self.position)

    natural_key.dependencies = ["casestudies.casestudy"]

    @property
    def label(self):
        return self.council.label if self.council else self.name


class Figure(models.Model):
    """A number from the study; those of one unit are drawn as bars."""

    NATURAL = ("study__slug", "position")

    study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=160)
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)  # none where words say it
    text = models.CharField(max_length=80, blank=True)  # as the source says it: "one third"
    unit = models.CharField(max_length=40, blank=True)  # "£", "%", "councils"

    objects = KeyedQuerySet.as_manager()

    class Meta:
        ordering = ["study", "position"]
        constraints = [
            models.UniqueConstraint(fields=["study", "position"], name="figure_position_once"),
            models.CheckConstraint(name="figure_says_something", condition=Q(value__isnull=False) | ~Q(text="")),
        ]

    def __str__(self):
        return self.label

    def natural_key(self):
        return (self.study.slug, self.position)

    natural_key.dependencies = ["casestudies.casestudy"]
