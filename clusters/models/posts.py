"""A post that several councils share: who employs, who has which part of the week, from when to when.

The database refuses more than there is: docs/decisions/0057-shared-posts.md says how.
"""

from fractions import Fraction

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from clusters.querysets.posts import PostShareQuerySet, SharedPostQuerySet
from core.formatting import number
from core.models import new_reference
from councils.models import Council

PERSON = settings.AUTH_USER_MODEL
WEEK = 7 * 24 * 60  # minutes
DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
HALVES = (_("morning"), _("afternoon"))
SLOTS = range(len(DAYS) * len(HALVES))  # half days of a week: 0 is Monday morning

# How much of the post one share is, as a number from 0 to 1.
PART = """CASE s.unit WHEN 'half_days' THEN s.quantity * p.half_day_minutes / p.week_minutes
                      WHEN 'hours' THEN s.quantity * 60 / p.week_minutes
                      WHEN 'percent' THEN s.quantity / 100
                      ELSE s.quantity / s.of_parts END"""
# The most is reached on the first day of some share. Thirds do not end: what is less than a second of a week is none.
SHARED = f"""
    SELECT max(sums.part) FROM (
        SELECT (SELECT sum({PART}) FROM clusters_postshare s
                WHERE s.post_id = p.id AND s.released_at IS NULL
                  AND s.starts_on <= day.starts_on AND (s.ends_on IS NULL OR s.ends_on >= day.starts_on)) AS part
        FROM clusters_postshare day JOIN clusters_sharedpost p ON p.id = day.post_id
        WHERE day.post_id = %s AND day.released_at IS NULL) sums"""  # noqa: S608 - ours
REFUSED = "RAISE EXCEPTION 'post_over_allocated: the councils together have more of the post than there is'"
SHARE_FITS = f"""
    PERFORM 1 FROM clusters_sharedpost WHERE id = NEW.post_id FOR NO KEY UPDATE;
    IF ({SHARED % "NEW.post_id"}) > 1.000001 THEN {REFUSED} USING ERRCODE = 'check_violation'; END IF;
    IF EXISTS (SELECT 1 FROM clusters_postshare o WHERE o.post_id = NEW.post_id AND o.id <> NEW.id
                 AND o.released_at IS NULL AND NEW.released_at IS NULL AND o.slots && NEW.slots
                 AND daterange(o.starts_on, o.ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]')) THEN
        RAISE EXCEPTION 'post_slot_taken: another council has this half day' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""  # noqa: S608 - ours
POST_FITS = f"""
    IF ({SHARED % "NEW.id"}) > 1.000001 THEN {REFUSED} USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
"""


class SharedPost(models.Model):
    """A post of one council from which others have a part. Capacity is whole minutes of an ordinary week."""

    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    employer = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="shared_posts")
    title = models.CharField(max_length=200)
    duties = models.TextField(max_length=3000)
    week_minutes = models.PositiveIntegerField()
    half_day_minutes = models.PositiveIntegerField()
    hour_pence = models.PositiveIntegerField(null=True, blank=True)  # what an hour costs the employer; offered as rate
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)  # the post is no longer shared
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = SharedPostQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(name="post_says_what", condition=~Q(title="") & ~Q(duties="")),
            models.CheckConstraint(
                name="post_has_hours",
                condition=Q(week_minutes__range=(1, WEEK), half_day_minutes__gte=1, half_day_minutes__lte=720),
            ),
            models.CheckConstraint(
                name="post_ended_at_with_by",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="post_still_fits",
                operation=pgtrigger.UpdateOf("week_minutes", "half_day_minutes"),
                when=pgtrigger.After,
                func=POST_FITS,
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("clusters:post", args=[self.reference])

    @property
    def is_shared(self):
        return self.ended_at is None

    @cached_property
    def council_ids(self):
        """Of the employer and of those that have or had a part; read once."""
        return {self.employer_id, *self.shares.order_by().values_list("council", flat=True)}


class Unit(models.TextChoices):
    """In what a share was agreed."""

    HALF_DAYS = "half_days", _("Half days a week")
    HOURS = "hours", _("Hours a week")
    PERCENT = "percent", _("Per cent of the post")
    PARTS = "parts", _("Equal parts of the post")


class PostShare(models.Model):
    """What one council has of a post, between two days. The employer's own part may stand here, too."""

    post = models.ForeignKey(SharedPost, on_delete=models.PROTECT, related_name="shares")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="post_shares")
    unit = models.CharField(max_length=9, choices=Unit)
    quantity = models.DecimalField(max_digits=6, decimal_places=2)
    of_parts = models.PositiveSmallIntegerField(default=1)  # "1 of 3 parts"
    slots = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)  # which half days, if agreed
    hour_pence = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # inclusive
    offered_at = models.DateTimeField(default=timezone.now)
    offered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minute = models.CharField(max_length=100, blank=True)  # of the council that agreed
    released_at = models.DateTimeField(null=True, blank=True)  # declined or taken back before it was agreed
    released_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PostShareQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="share_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="share_is_something",
                condition=Q(quantity__gt=0)
                & (Q(unit="parts", of_parts__gte=1, quantity__lte=F("of_parts")) | (~Q(unit="parts") & Q(of_parts=1))),
            ),
            models.CheckConstraint(
                name="share_names_its_half_days",
                condition=Q(slots=[]) | Q(unit="half_days", slots__contained_by=list(SLOTS), quantity=F("slots__len")),
            ),
            models.CheckConstraint(
                name="share_agreed_at_with_by",
                condition=Q(agreed_at=None, agreed_by=None, minute="")
                | Q(agreed_at__isnull=False, agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="share_released_at_with_by",
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="share_fits",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                func=SHARE_FITS,
            )
        ]

    def __str__(self):
        return f"{self.post}: {self.council}"

    @property
    def is_own(self):
        """The employer's own part: agreed by itself, charged to nobody."""
        return self.council_id == self.post.employer_id

    @property
    def minutes(self):
        """Of an ordinary week, exactly."""
        quantity = Fraction(self.quantity)
        return {
            Unit.HALF_DAYS: quantity * self.post.half_day_minutes,
            Unit.HOURS: quantity * 60,
            Unit.PERCENT: quantity * self.post.week_minutes / 100,
            Unit.PARTS: quantity * self.post.week_minutes / self.of_parts,
        }[Unit(self.unit)]

    @property
    def part(self):
        """Of the post, from 0 to 1."""
        return self.minutes / self.post.week_minutes

    @property
    def words(self):
        """How much it is: "2 half days a week", "1 of 3 parts"."""
        many = number(self.quantity.normalize() if self.quantity % 1 else int(self.quantity))
        said = {
            Unit.HALF_DAYS: _("%(many)s half days a week") if self.quantity != 1 else _("half a day a week"),
            Unit.HOURS: _("%(many)s hours a week"),
            Unit.PERCENT: _("%(many)s per cent"),
            Unit.PARTS: _("%(many)s of %(parts)s parts"),
        }[Unit(self.unit)]
        return said % {"many": many, "parts": self.of_parts}

    @property
    def slot_words(self):
        """["Tuesday morning", …]"""
        return [
            _("%(day)s %(half)s") % {"day": DAYS[slot // 2], "half": HALVES[slot % 2]} for slot in sorted(self.slots)
        ]

    @property
    def state(self):
        """offered, agreed, ended or released."""
        if self.released_at:
            return "released"
        if self.ends_on and self.ends_on < timezone.localdate():
            return "ended"
        return "agreed" if self.agreed_at else "offered"
