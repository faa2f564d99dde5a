"""A principal council's own portal: its name and look, its periods and the rules it publishes."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.contrast import BLACK, WHITE
from core.models import StoredDocument
from core.roles import Role
from councils.models.council import Council
from councils.querysets import OwnPortalQuerySet

FEWEST_DAYS, MOST_DAYS = 14, 365  # to answer a charter; a council may meet once a quarter
EARLIEST_REMINDER = 90  # days before the reply-by date
MOST_REMINDERS = 5
LONGEST_NAME = 60
STANDARD_FROM, FULL_FROM = 15_000_00, 100_000_00  # pence, as councils have set them that publish such rules
MOST_MONEY = 1_000_000_000_00  # pence; more is a slip of the finger
COUNTERSIGNERS = (Role.MANAGER, Role.LIAISON_OFFICER, Role.LEAD_MEMBER)


class HeaderText(models.TextChoices):
    """The colour of words in the header."""

    WHITE = WHITE, _("White")
    BLACK = BLACK, _("Black")


class DisputedKind(models.TextChoices):
    """What some councils count as a partnership and others do not."""

    CONTRACT = "contract", _("Contracts for services")
    GRANT = "grant", _("Grants")


def usual_reminders():
    """Days before the reply-by date on which the portal reminds councils."""
    return [30, 7, 1]


def all_countersigners():
    """Roles in which somebody with the right to sign may countersign."""
    return [str(role) for role in COUNTERSIGNERS]


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    append_only=True,
    context_field=pghistory.ContextJSONField(),
    context_id_field=pghistory.ContextUUIDField(),
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class OwnPortal(models.Model):
    """What a principal council has made its own. Without a name the portal looks as it does for everyone."""

    council = models.OneToOneField(Council, on_delete=models.PROTECT, related_name="own_portal")
    name = models.CharField(_("name of your portal"), max_length=LONGEST_NAME, blank=True)
    header_colour = models.CharField(_("colour of the header"), max_length=7, default="#12372f")
    header_text = models.CharField(_("words in the header"), max_length=7, choices=HeaderText, default=HeaderText.WHITE)
    accent_colour = models.CharField(_("colour of buttons and lines"), max_length=7, default="#1c5f4d")
    logo = models.ForeignKey(StoredDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    logo_sha256 = models.CharField(max_length=64, blank=True)  # of the file, so that no page has to read it
    logo_alt = models.CharField(_("what the logo shows"), max_length=120, blank=True)
    logo_width = models.PositiveSmallIntegerField(null=True, blank=True)
    logo_height = models.PositiveSmallIntegerField(null=True, blank=True)
    reply_days = models.PositiveSmallIntegerField(_("days to answer a charter"), default=91)
    reminder_days = ArrayField(
        models.PositiveSmallIntegerField(),  # the earliest reminder first
        verbose_name=_("reminders before the reply-by date"),
        default=usual_reminders,
    )
    reminds_late = models.BooleanField(_("reminder on the day after the reply-by date"), default=True)
    countersign_roles = ArrayField(
        models.CharField(max_length=20, choices=Role), verbose_name=_("who may countersign"), default=all_countersigners
    )
    standard_from = models.PositiveBigIntegerField(
        _("standard agreement from"), default=STANDARD_FROM, db_default=STANDARD_FROM
    )  # pence; less is light
    full_from = models.PositiveBigIntegerField(
        _("full agreement from"), default=FULL_FROM, db_default=FULL_FROM
    )  # pence
    counted_kinds = ArrayField(
        models.CharField(max_length=10, choices=DisputedKind),
        verbose_name=_("counted as partnerships too"),
        default=list,
        db_default=[],
        blank=True,
    )
    rules = models.TextField(_("thresholds and rules"), max_length=4000, blank=True)  # in the format of core/text.py

    objects = OwnPortalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="own_portal_colours_are_colours",
                condition=Q(header_colour__regex="^#[0-9a-f]{6}$")
                & Q(accent_colour__regex="^#[0-9a-f]{6}$")
                & Q(header_text__in=[WHITE, BLACK]),
            ),
            models.CheckConstraint(
                name="own_portal_logo_is_described",
                condition=Q(logo=None, logo_sha256="", logo_alt="", logo_width=None, logo_height=None)
                | (
                    Q(logo__isnull=False, logo_sha256__regex="^[0-9a-f]{64}$", logo_width__gt=0, logo_height__gt=0)
                    & ~Q(logo_alt="")
                ),
            ),
            models.CheckConstraint(
                name="own_portal_days_to_answer", condition=Q(reply_days__range=(FEWEST_DAYS, MOST_DAYS))
            ),
            models.CheckConstraint(
                name="own_portal_reminder_days",
                condition=Q(reminder_days__contained_by=list(range(1, EARLIEST_REMINDER + 1)))
                & Q(reminder_days__len__lte=MOST_REMINDERS),
            ),
            models.CheckConstraint(
                name="own_portal_somebody_countersigns",
                condition=Q(countersign_roles__contained_by=[str(role) for role in COUNTERSIGNERS])
                & Q(countersign_roles__len__gt=0),
            ),
            models.CheckConstraint(
                name="own_portal_tiers_in_order",
                condition=Q(standard_from__gt=0) & Q(standard_from__lt=F("full_from")) & Q(full_from__lte=MOST_MONEY),
            ),
            models.CheckConstraint(
                name="own_portal_counted_kinds", condition=Q(counted_kinds__contained_by=DisputedKind.values)
            ),
        ]

    def __str__(self):
        return self.name or f"Portal of {self.council.label}"

    @classmethod
    def of(cls, council):
        """The council's own, or the usual periods and rules where it has set none."""
        return getattr(council, "own_portal", None) or cls(council=council)

    @property
    def reminder_offsets(self):
        """As the reminders count: days before the date, -1 for the day after."""
        return (*self.reminder_days, *((-1,) if self.reminds_late else ()))
