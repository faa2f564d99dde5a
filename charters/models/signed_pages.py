"""Signatures on paper: the page that came, for whom it was signed, and what these councils say to that.

A council signs a page for itself, or an association of local councils signs one for those it names. `Signature` leads
to `SignedFor` where no identity was proved here.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from charters.models.agreement import AgreementVersion
from charters.models.received import Channel, ScannedFile
from charters.models.round import Party
from charters.querysets.signed_pages import SignedForQuerySet, SignedPageQuerySet
from core.attachments import MOST_BYTES
from core.models import append_only

PERSON = settings.AUTH_USER_MODEL
OF_ASSOCIATION = ~Q(association="")
FEWEST_DAYS, USUAL_DAYS, MOST_DAYS = 10, 20, 60  # working days to object: many councils meet once a month


class SignedPage(models.Model):
    """What the convener's officer wrote down of a page that was signed on paper; never changed."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="signed_pages")
    association = models.CharField(max_length=150, blank=True)  # empty: the council signed for itself
    typed_name = models.CharField(max_length=120)  # of whoever signed, as it stands on the page
    role_title = models.CharField(max_length=120)
    signed_on = models.DateField()
    minute_reference = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    received_on = models.DateField()
    object_until = models.DateField(null=True, blank=True)  # the last day on which a council that is listed objects
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    objects = SignedPageQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="signed_page_of_association_has_period",
                condition=Q(association="", object_until=None) | (OF_ASSOCIATION & Q(object_until__isnull=False)),
            ),
            models.CheckConstraint(
                name="signed_page_names_who_signed", condition=~Q(typed_name="") & ~Q(role_title="")
            ),
            models.CheckConstraint(name="signed_page_is_paper", condition=~Q(channel="telephone")),
            models.CheckConstraint(name="signed_page_signed_first", condition=Q(signed_on__lte=F("received_on"))),
        ]
        triggers = [append_only("signed_page_append_only")]

    def __str__(self):
        return f"{self.version}, signed on paper by {self.association or self.role_title}"

    @property
    def audit_part(self):
        """How audit events name this page."""
        return f"signed-page:{self.pk}"


class PageScan(ScannedFile):
    """The signed page as a file, in a table of its own so that no list reads it."""

    page = models.OneToOneField(SignedPage, on_delete=models.PROTECT, related_name="scan")

    class Meta:
        constraints = [
            models.CheckConstraint(name="page_scan_is_described", condition=~Q(description="")),
            models.CheckConstraint(
                name="page_scan_is_small",
                condition=LessThanOrEqual(
                    Func(F("content"), function="octet_length", output_field=models.IntegerField()), MOST_BYTES
                ),
            ),
        ]
        triggers = [append_only("page_scan_append_only")]


class SignedFor(models.Model):
    """A council for which a page was signed. It may object once; then the page does not count for it."""

    page = models.ForeignKey(SignedPage, on_delete=models.PROTECT, related_name="signed_for")
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="signed_for")  # the page's
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signed_for")
    objected_at = models.DateTimeField(null=True, blank=True)
    objected_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    objection = models.TextField(blank=True)

    objects = SignedForQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "signed for"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], condition=Q(objected_at=None), name="signed_for_once"),
            models.CheckConstraint(
                name="objection_has_time_person_and_words",
                condition=Q(objected_at=None, objected_by=None, objection="")
                | (Q(objected_at__isnull=False, objected_by__isnull=False) & ~Q(objection="")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="signed_for_under_its_page",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                IF NOT EXISTS (SELECT 1 FROM charters_signedpage s
                               JOIN charters_agreementversion v ON v.id = s.version_id
                               JOIN charters_party p ON p.agreement_id = v.agreement_id
                               WHERE s.id = NEW.page_id AND v.id = NEW.version_id AND p.id = NEW.party_id) THEN
                    RAISE EXCEPTION 'a page is signed for parties of the version it is under';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="signed_for_objected_once",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func="""
                IF TG_OP = 'UPDATE' AND OLD.objected_at IS NULL AND NEW.objected_at IS NOT NULL
                   AND (OLD.page_id, OLD.version_id, OLD.party_id) = (NEW.page_id, NEW.version_id, NEW.party_id) THEN
                    RETURN NEW;
                END IF;
                RAISE EXCEPTION 'who was signed for does not change; an objection is made once';
                """,
            ),
        ]

    def __str__(self):
        return f"{self.party}: {self.page}"

    @property
    def council(self):
        return self.party.council
