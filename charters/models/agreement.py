"""Agreements between councils and their immutable numbered versions."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from charters.models.one_way import kind_stays, promised_by_the_principal_alone
from charters.models.words import keep_words_of_parts, keep_words_of_versions
from charters.querysets.agreements import AgreementQuerySet, CommitmentQuerySet, SectionQuerySet, VersionQuerySet
from core.models import new_reference
from councils.models import Council

PERSON = settings.AUTH_USER_MODEL


class Kind(models.TextChoices):
    """What sort of agreement; each kind has its outline of sections in `outlines.py`."""

    CHARTER = "charter", _("Charter")
    MEMORANDUM = "memorandum", _("Memorandum of understanding")
    DEAL = "deal", _("Devo deal")
    PARTNERSHIP = "partnership", _("Partnership agreement")
    TRANSFER = "transfer", _("Transfer agreement")
    CLUSTER = "cluster", _("Working document")


NOUNS = {  # within a sentence
    Kind.CHARTER: _("charter"),
    Kind.MEMORANDUM: _("memorandum"),
    Kind.DEAL: _("deal"),
    Kind.PARTNERSHIP: _("agreement"),
    Kind.TRANSFER: _("agreement"),
    Kind.CLUSTER: _("working document"),
}


class Side(models.TextChoices):
    PRINCIPAL = "principal", _("Principal councils")
    LOCAL = "local", _("Local councils")


class VersionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OUT = "out", _("Out for answers and signatures")
    CLOSED = "closed", _("Round closed, waiting for countersignature")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ENDED = "ended", _("Ended")


UNDER_WAY = (VersionStatus.DRAFT, VersionStatus.OUT, VersionStatus.CLOSED)  # at most one per agreement
SENT = (
    VersionStatus.OUT, VersionStatus.CLOSED, VersionStatus.IN_FORCE, VersionStatus.SUPERSEDED, VersionStatus.ENDED,
)  # fmt: skip
SIGNABLE = (VersionStatus.OUT, VersionStatus.IN_FORCE)  # in force: a later council joins


class Agreement(models.Model):
    """A charter, memorandum or deal, from its first draft through every version."""

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=30, choices=Kind, default=Kind.CHARTER)
    one_way = models.BooleanField(default=False, db_default=False)  # the convener signs alone; the others are told
    title = models.CharField(max_length=200)
    convener = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="convened_agreements")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agreement_published_at_with_by",
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
            models.CheckConstraint(name="one_way_is_a_charter", condition=Q(one_way=False) | Q(kind="charter")),
        ]
        triggers = [kind_stays()]

    def __str__(self):
        return f"{self.title} ({self.reference})"

    @property
    def noun(self):
        """What it is, within a sentence: "the charter"."""
        return NOUNS[self.kind]

    @property
    def kind_name(self):
        """What it is, as a heading."""
        return _("One-way commitment") if self.one_way else self.get_kind_display()

    def concerns(self, council_ids):
        """True if one of these councils convenes it or was asked."""
        return self.convener_id in council_ids or self.parties.filter(council__in=council_ids).exists()

    @cached_property
    def numbered(self):
        """All versions, newest first."""
        return sorted(self.versions.all(), key=lambda v: -v.number)

    @property
    def in_force(self):
        """The version that binds its signatories today, or None."""
        return next((v for v in self.numbered if v.status == VersionStatus.IN_FORCE), None)

    @property
    def under_way(self):
        """The version being drafted, answered or waiting for countersignature, or None."""
        return next((v for v in self.numbered if v.status in UNDER_WAY), None)

    @property
    def latest_sent(self):
        """The newest version that councils have seen, or None."""
        return next((v for v in self.numbered if v.status in SENT), None)


class AgreementVersion(models.Model):
    """A numbered text. Once sent it is frozen: the database refuses any change to it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=VersionStatus, default=VersionStatus.DRAFT)
    title = models.CharField(max_length=200)  # the agreement takes it over when this version is sent
    summary = models.TextField(blank=True)  # three or four lines for the council that has one minute
    review_on = models.DateField(null=True, blank=True)
    lasts_months = models.PositiveSmallIntegerField(null=True, blank=True)  # the first term; empty: no end
    notice_months = models.PositiveSmallIntegerField(null=True, blank=True)  # of a council that leaves
    what_changed = models.TextField(blank=True)  # from the version before
    content = models.JSONField(null=True, blank=True)  # the frozen text as data, see wording.py
    canonical_text = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    reply_by = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    in_force_on = models.DateField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(status__in=UNDER_WAY), name="version_one_under_way"
            ),
            models.UniqueConstraint(fields=["agreement"], condition=Q(status="in_force"), name="version_one_in_force"),
            models.CheckConstraint(
                name="version_sent_is_frozen",
                condition=Q(status__in=["draft", "withdrawn"])
                | Q(
                    sent_at__isnull=False,
                    sent_by__isnull=False,
                    reply_by__isnull=False,
                    content__isnull=False,
                    text_hash__regex="^[0-9a-f]{64}$",
                ),
            ),
            models.CheckConstraint(
                name="version_hash_is_of_its_text",
                condition=Q(text_hash="")
                | Q(
                    text_hash=Func(
                        Func(
                            Func(
                                F("canonical_text"),
                                Value("UTF8"),
                                function="convert_to",
                                output_field=models.BinaryField(),
                            ),
                            function="sha256",
                            output_field=models.BinaryField(),
                        ),
                        Value("hex"),
                        function="encode",
                        output_field=models.TextField(),
                    )
                ),
            ),
            models.CheckConstraint(
                name="version_closed_at_with_by",
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="version_in_force_has_day",
                condition=~Q(status="in_force") | Q(in_force_on__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="version_text_is_frozen",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(
                    "OLD.text_hash <> '' AND (OLD.content, OLD.canonical_text, OLD.text_hash, OLD.number,"
                    " OLD.agreement_id, OLD.sent_at, OLD.review_on, OLD.title, OLD.summary, OLD.what_changed,"
                    " OLD.lasts_months, OLD.notice_months)"
                    " IS DISTINCT FROM (NEW.content, NEW.canonical_text, NEW.text_hash, NEW.number,"
                    " NEW.agreement_id, NEW.sent_at, NEW.review_on, NEW.title, NEW.summary, NEW.what_changed,"
                    " NEW.lasts_months, NEW.notice_months)"
                ),
                func="RAISE EXCEPTION 'a version that was sent cannot be changed';",
            ),
            *keep_words_of_versions(),
        ]

    def __str__(self):
        return f"{self.agreement.reference} version {self.number}"

    @property
    def is_frozen(self):
        return bool(self.text_hash)

    @property
    def is_draft(self):
        return self.status == VersionStatus.DRAFT

    @property
    def is_overdue(self):
        """True if answers are still awaited after the reply-by date; counted, never stored."""
        return self.status == VersionStatus.OUT and self.reply_by < timezone.localdate()


def _only_in_draft(name):
    """A trigger that refuses changes to parts of a version that was sent."""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func="""
        IF EXISTS (SELECT 1 FROM charters_agreementversion v
                   WHERE v.id = COALESCE(NEW.version_id, OLD.version_id) AND v.text_hash <> '') THEN
            RAISE EXCEPTION 'a version that was sent cannot be changed';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
        """,
    )


class Section(models.Model):
    """One heading of the text."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40)
    heading = models.CharField(max_length=120)
    body = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="section_key_once")]
        triggers = [_only_in_draft("section_only_in_draft"), *keep_words_of_parts("section")]

    def __str__(self):
        return self.heading

    @property
    def audit_part(self):
        """How audit events name this part of the agreement."""
        return f"section:{self.version_id}:{self.key}"


class Commitment(models.Model):
    """Something a side will do, offers or asks for."""

    class Kind(models.TextChoices):
        COMMITMENT = "commitment", _("Commitment")
        OFFER = "offer", _("Offer")
        ASK = "ask", _("Ask")

    class OwnerSide(models.TextChoices):
        PRINCIPAL = "principal", _("The principal council")
        LOCAL = "local", _("Local councils")
        BOTH = "both", _("Both together")

    version = models.ForeignKey(AgreementVersion, on_delete=models.CASCADE, related_name="commitments")
    # the same in every version that carries it over: what was reported stays with it
    key = models.UUIDField(db_default=RandomUUID(), editable=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.COMMITMENT)
    owner_side = models.CharField(max_length=10, choices=OwnerSide)
    owner = models.ForeignKey(  # one council alone of the side; otherwise all of the side
        Council, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField()
    measure = models.CharField(max_length=300, blank=True)  # how anyone can tell that it was kept
    target = models.CharField(max_length=120, blank=True, db_default="")  # what the measure should reach: "nine in ten"
    due_on = models.DateField(null=True, blank=True)
    grew_from = models.UUIDField(null=True, blank=True)  # the key of the ask or offer that was agreed
    position = models.PositiveSmallIntegerField(default=0)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="commitment_key_once"),
            models.UniqueConstraint(fields=["version", "grew_from"], name="commitment_grew_once"),
            models.CheckConstraint(name="only_a_commitment_grew", condition=Q(grew_from=None) | Q(kind="commitment")),
            models.CheckConstraint(
                name="owned_by_one_council_is_of_one_side",
                condition=Q(owner=None) | ~Q(owner_side="both"),
            ),
            models.CheckConstraint(
                name="ask_or_offer_has_one_side",
                condition=Q(kind="commitment") | ~Q(owner_side="both"),
                violation_error_message=_("An ask or an offer comes from one side"),
            ),
        ]
        triggers = [
            _only_in_draft("commitment_only_in_draft"),
            promised_by_the_principal_alone(),
            *keep_words_of_parts("commitment"),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def audit_part(self):
        """How audit events name this part of the agreement."""
        return f"commitment:{self.pk}"

    @property
    def answering_side(self):
        """Who says how it stands: whoever does or gives it; of an ask, the side that is asked. "both" for both."""
        if self.kind != self.Kind.ASK:
            return self.owner_side
        return Side.LOCAL if self.owner_side == Side.PRINCIPAL else Side.PRINCIPAL

    def binds(self, party):
        """True if this party is one that says how it stands."""
        if self.owner_id and self.kind != self.Kind.ASK:
            return self.owner_id == party.council_id
        return self.answering_side in (party.side, self.OwnerSide.BOTH)
