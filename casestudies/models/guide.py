"""The guide: three sections, twelve chapters, their checklists, resources and the two sides. All of it is shipped."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casestudies.querysets import ChapterQuerySet, KeyedQuerySet, ResourceQuerySet

CODE = RegexValidator(r"^[A-C]([1-9]|1[0-2])$")


class Source(models.Model):
    """A published document that the library draws on; what is loaded from it is in our own words."""

    NATURAL = ("slug",)

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    url = models.URLField(blank=True)

    objects = KeyedQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.slug,)


class Term(models.Model):
    """One word of a taxonomy by which studies are found."""

    NATURAL = ("taxonomy", "slug")

    class Taxonomy(models.TextChoices):
        THEME = "theme", _("Theme")
        STRUCTURE = "structure", _("Structure")
        SIZE = "size", _("Size of council")
        PARTNER = "partner", _("Kind of partner")

    taxonomy = models.CharField(max_length=12, choices=Taxonomy)
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    meaning = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = KeyedQuerySet.as_manager()

    class Meta:
        ordering = ["taxonomy", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["taxonomy", "slug"], name="term_once_per_taxonomy")]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.taxonomy, self.slug)


class Section(models.Model):
    """One of the three parts of the guide, named after its purpose."""

    NATURAL = ("letter",)

    slug = models.SlugField(max_length=40, unique=True)
    letter = models.CharField(max_length=1, unique=True)
    title = models.CharField(max_length=120)
    purpose = models.TextField()

    objects = KeyedQuerySet.as_manager()

    class Meta:
        ordering = ["letter"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.letter,)


class Chapter(models.Model):
    """One of the twelve chapters, explained in our words."""

    NATURAL = ("code",)

    code = models.CharField(max_length=3, unique=True, validators=[CODE])  # "B8": section and number
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="chapters")
    number = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=160)
    summary = models.TextField()  # one or two sentences
    explanation = models.TextField()  # paragraphs and lists in the text format of core.text
    prompts = models.TextField(blank=True)  # questions to ask oneself, one a line
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="chapters")
    as_at = models.DateField()

    objects = ChapterQuerySet.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return f"{self.code} {self.title}"

    def natural_key(self):
        return (self.code,)

    @property
    def questions(self):
        return [line.strip() for line in self.prompts.splitlines() if line.strip()]


class ChecklistItem(models.Model):
    """One item of a chapter's checklist."""

    NATURAL = ("chapter__code", "number")

    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    hint = models.TextField(blank=True)

    objects = KeyedQuerySet.as_manager()

    class Meta:
        ordering = ["chapter__number", "number"]
        constraints = [models.UniqueConstraint(fields=["chapter", "number"], name="item_number_once_per_chapter")]

    def __str__(self):
        return f"{self.chapter.code}.{self.number} {self.text}"

    def natural_key(self):
        return (self.chapter.code, self.number)

    natural_key.dependencies = ["casestudies.chapter"]


class Resource(models.Model):
    """Something to read or use that others published."""

    NATURAL = ("slug",)

    class Kind(models.TextChoices):
        TOOLKIT = "toolkit", _("Toolkit")
        GUIDE = "guide", _("Guide")
        TEMPLATE = "template", _("Template")
        WORKBOOK = "workbook", _("Workbook")
        EXAMPLE = "example", _("Example")
        REPORT = "report", _("Report")
        BOOK = "book", _("Book")
        ORGANISATION = "organisation", _("Organisation")

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    about = models.TextField(blank=True)
    url = models.URLField(blank=True)  # only where somebody checked it
    chapters = models.ManyToManyField(Chapter, related_name="resources", blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="resources")
    as_at = models.DateField(null=True, blank=True)  # none where the source has no date
    superseded = models.BooleanField(default=False)
    superseded_note = models.CharField(max_length=300, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["title", "slug"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.slug,)


class Perspective(models.Model):
    """One question about how councils work, answered for the four kinds of council."""

    NATURAL = ("slug",)

    slug = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(unique=True)
    question = models.CharField(max_length=120)
    two_tier = models.TextField(_("Two-tier principal councils"))
    single_tier = models.TextField(_("Single-tier principal councils"))
    larger_local = models.TextField(_("Larger local councils"))
    smaller_local = models.TextField(_("Smaller local councils"))
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    as_at = models.DateField()

    objects = KeyedQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.CheckConstraint(name="perspective_has_question", condition=~Q(question=""))]

    def __str__(self):
        return self.question

    def natural_key(self):
        return (self.slug,)
