"""Areas: geography with codes that change, served by councils that do not change with them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from councils.models.council import Council
from councils.querysets import ImportRunQuerySet, ParishAreaQuerySet


class AreaKind(models.TextChoices):
    PARISH = "parish", _("Civil parish")
    COMMUNITY = "community", _("Community (Wales)")
    UNPARISHED = "unparished", _("Unparished area")
    LANDS_COMMON = "lands_common", _("Lands common to several parishes")


NO_COUNCIL = {
    AreaKind.LANDS_COMMON: _("Lands common to several parishes: geography, not a council"),
    AreaKind.UNPARISHED: _("Unparished area: no local council serves it"),
}


class ParentMethod(models.TextChoices):
    """How the principal of an area was found: the published list's words, and ours where settled here."""

    ONS_2019 = "ons2019-code", _("ONS list of 2019")
    ONS_LOOKUP = "ons-lookup", _("ONS lookup of the year")
    RECODED_CONFIRMED = "recoded-confirmed", _("Code changed, place confirmed")
    RECODED_SAME_NAME = "recoded-same-name", _("Code changed, found by the same name")
    RECODED_SUPERSEDED = "recoded-superseded-code", _("Code changed, found by the superseded code")
    AMBIGUOUS = "ambiguous", _("Not known: several places fit")
    UNRESOLVED = "unresolved", _("Not known")
    SETTLED = "settled", _("Settled by an administrator")


class ParishArea(models.Model):
    """A parish, community or other area as ONS draws it. Its code may change; this row stays."""

    Kind = AreaKind

    code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=200)
    name_cy = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=15, choices=AreaKind)
    parent = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="areas_within")
    county = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parent_method = models.CharField(max_length=30, choices=ParentMethod)
    former_area = models.CharField(max_length=200, blank=True)  # the abolished district: "Selby"
    councils = models.ManyToManyField(Council, related_name="areas", blank=True)
    reason_without_council = models.CharField(max_length=200, blank=True)
    gone_on = models.DateField(null=True, blank=True)  # first import whose list no longer had it

    objects = ParishAreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="area_reason_fits_kind",
                condition=Q(kind__in=[AreaKind.LANDS_COMMON, AreaKind.UNPARISHED]) & ~Q(reason_without_council="")
                | Q(kind__in=[AreaKind.PARISH, AreaKind.COMMUNITY]),
                violation_error_message=_("An area that no council serves needs a reason"),
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.code})"

    @property
    def needs_council(self):
        return self.kind not in NO_COUNCIL


class ParishAreaCode(models.Model):
    """Every code an area has had: boundaries change and codes with them."""

    area = models.ForeignKey(ParishArea, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=9, unique=True)
    valid_from = models.DateField(null=True, blank=True)  # the import that first saw it; blank for the first load
    source = models.CharField(max_length=200)

    def __str__(self):
        return self.code


class ImportRun(models.Model):
    """One load of the published lists that changed something, with its difference report."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # null: the command at the terminal
    principals_file = models.CharField(max_length=200)
    areas_file = models.CharField(max_length=200)
    principals = models.PositiveIntegerField()
    areas = models.PositiveIntegerField()
    report = models.JSONField()

    objects = ImportRunQuerySet.as_manager()

    def __str__(self):
        return f"{self.areas_file}, {self.at:%Y-%m-%d}"

    @property
    def changes(self):
        """How many changes it made in all."""
        return sum(self.report["counts"].values())

    def lines(self, words):
        """(kind, in words, change) of the report; of a kind with more lines than are kept, only how many."""
        for kind, count in self.report["counts"].items():
            if kind in self.report["lines"]:
                yield from ((kind, words[kind], line) for line in self.report["lines"][kind])
            elif count:
                yield kind, words[kind], _("%(count)s changes, too many to keep each") % {"count": count}
        yield from (("notices", words["notices"], line) for line in self.report["notices"])
