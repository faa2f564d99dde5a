"""Who puts in what, and what is saved, by financial year: from April of the year that is named to March of the next."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.partnership import MOST_PENCE, Partnership, Party

FIRST_YEAR, LAST_YEAR = 1990, 2150
APRIL = 4


def year_of(day):
    """The financial year of a day, by the year in which it begins."""
    return day.year if day.month >= APRIL else day.year - 1


def year_words(year):
    """ "2026 to 2027"."""
    return _("%(first)s to %(last)s") % {"first": year, "last": year + 1}


class PartyMoney(models.Model):
    """What one party puts in in one year, in money or in kind. No row: not known."""

    class Kind(models.TextChoices):
        CASH = "cash", _("Money")
        IN_KIND = "in_kind", _("In kind")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="money")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="money")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    pence = models.BigIntegerField()

    class Meta:
        ordering = ["year", "party", "kind"]
        verbose_name_plural = "party money"
        constraints = [
            models.UniqueConstraint(fields=["party", "year", "kind"], name="party_money_once_a_year"),
            models.CheckConstraint(
                name="party_money_is_possible",
                condition=Q(pence__range=(0, MOST_PENCE), year__range=(FIRST_YEAR, LAST_YEAR)),
            ),
        ]

    def __str__(self):
        return f"{self.party}, {self.year}, {self.kind}"


class YearSaving(models.Model):
    """What a partnership was meant to save in a year, and what it did. None: not known."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="savings")
    year = models.PositiveSmallIntegerField()
    planned_pence = models.BigIntegerField(null=True, blank=True)
    achieved_pence = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "year"], name="saving_once_a_year"),
            models.CheckConstraint(
                name="saving_is_possible",
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR))
                & ~Q(planned_pence=None, achieved_pence=None)
                & (Q(planned_pence=None) | Q(planned_pence__range=(0, MOST_PENCE)))
                & (Q(achieved_pence=None) | Q(achieved_pence__range=(0, MOST_PENCE))),
            ),
        ]

    def __str__(self):
        return f"{self.partnership}, {self.year}"
