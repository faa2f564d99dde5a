"""A round: who was asked, what they answered, who signed, and the copies given out."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import IdentityProof
from charters.models.agreement import Agreement, AgreementVersion, Side, VersionStatus
from charters.models.one_way import answered_as_it_is_asked, signed_by_the_convener_alone
from charters.querysets.agreements import IssuedCopyQuerySet, PartyQuerySet, ResponseQuerySet, SignatureQuerySet
from core.models import StoredDocument, append_only
from councils.models import Council

PERSON = settings.AUTH_USER_MODEL
MAX_REMINDERS = 3  # by hand, for each council in each round


class Party(models.Model):
    """A council named in an agreement. Being named is not being in it: only a signature is."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="agreement_parties")
    side = models.CharField(max_length=10, choices=Side)
    is_convener = models.BooleanField(default=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "council"], name="party_once"),
            models.UniqueConstraint(fields=["agreement"], condition=Q(is_convener=True), name="party_one_convener"),
        ]

    def __str__(self):
        return self.council.label


class Answer(models.TextChoices):
    SENT = "sent", _("No answer yet")
    ACCEPTED = "accepted", _("Accepted")
    WITH_COMMENTS = "with_comments", _("Accepted with comments")
    DECLINED = "declined", _("Declined")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")  # of a one-way commitment; nobody agrees to it but its convener


class Response(models.Model):
    """A version sent to one party, and its answer."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="responses")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="responses")
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=15, choices=Answer, default=Answer.SENT)
    comments = models.TextField(blank=True)
    share_comments = models.BooleanField(default=False)  # otherwise only the convening principal reads them
    reason = models.TextField(blank=True)  # of a decline
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminded_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reminders = models.PositiveSmallIntegerField(default=0)
    later_reply_by = models.DateField(null=True, blank=True)  # more time for this council alone
    paper = models.ForeignKey(StoredDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    in_place_of = models.ForeignKey(  # the council asked first, which ended while the round was open
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_over_by"
    )

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="response_once"),
            models.CheckConstraint(
                name="answer_has_time_and_person",
                condition=Q(answer="sent", answered_at=None, answered_by=None)
                | (~Q(answer="sent") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(name="response_reminded_three_times", condition=Q(reminders__lte=MAX_REMINDERS)),
            models.CheckConstraint(name="response_not_in_place_of_itself", condition=~Q(in_place_of=F("pk"))),
            models.CheckConstraint(name="decline_has_reason", condition=~Q(answer="declined") | ~Q(reason="")),
            models.CheckConstraint(name="comments_are_there", condition=~Q(answer="with_comments") | ~Q(comments="")),
            models.CheckConstraint(
                name="response_reminded_at_with_by",
                condition=Q(reminded_at=None, reminded_by=None)
                | Q(reminded_at__isnull=False, reminded_by__isnull=False),
            ),
        ]
        triggers = [answered_as_it_is_asked()]

    def __str__(self):
        return f"{self.party} on {self.version}"

    @property
    def council(self):
        return self.party.council

    @property
    def audit_part(self):
        """How audit events name this part of the agreement."""
        return f"response:{self.pk}"

    @property
    def reply_by(self):
        """The day by which an answer is asked for: that of the round, or this council's own if that is later.

        None when a council may join a version that is in force.
        """
        if self.version.status != VersionStatus.OUT:
            return None
        return max(self.version.reply_by, self.later_reply_by or self.version.reply_by)

    @property
    def accepts(self):
        """True if the council agreed, with or without comments."""
        return self.answer in (Answer.ACCEPTED, Answer.WITH_COMMENTS)

    @property
    def proof_key(self):
        """What an identity proof is for: this council's signature under this very text."""
        version = self.version
        return f"{version.agreement.reference}:v{version.number}:{self.party.council_id}:{version.text_hash[:16]}"


class DecisionTaker(models.TextChoices):
    FULL_COUNCIL = "full_council", _("Full council")
    CABINET = "cabinet", _("Cabinet or executive")
    COMMITTEE = "committee", _("Committee with delegated power")
    DELEGATED_OFFICER = "delegated_officer", _("Officer with delegated power")
    PARISH_MEETING = "parish_meeting", _("Parish meeting")


def decision_takers(council):
    """Who can have decided, by the kind of council: a parish meeting decides otherwise than a council."""
    if council.type == Council.Type.PARISH_MEETING:
        return [DecisionTaker.PARISH_MEETING]
    second = DecisionTaker.CABINET if council.is_principal else DecisionTaker.COMMITTEE
    takers = [DecisionTaker.FULL_COUNCIL, second, DecisionTaker.DELEGATED_OFFICER]
    return takers if council.type != Council.Type.NOT_KNOWN else [*takers, DecisionTaker.PARISH_MEETING]


class Signature(models.Model):
    """One council's signature under one version, bound to it by the hash of the text.

    Either a person signed here and proved who they are, or a page that was signed on paper is recorded.
    """

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signatures")
    signed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    council_name = models.CharField(max_length=250)  # as it was when signing: councils rename and merge
    council_context = models.CharField(max_length=200, blank=True)
    typed_name = models.CharField(max_length=120)
    role_title = models.CharField(max_length=120)
    decision_taker = models.CharField(max_length=20, choices=DecisionTaker, blank=True)  # empty: the page names none
    resolution_on = models.DateField(null=True, blank=True)
    minute_reference = models.CharField(max_length=60, blank=True)
    signed_at = models.DateTimeField(default=timezone.now)  # on paper: when it was recorded, or began to count
    proof = models.OneToOneField(IdentityProof, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received = models.OneToOneField(
        "charters.SignedFor", null=True, blank=True, on_delete=models.PROTECT, related_name="signature"
    )
    identity_label = models.CharField(max_length=300)  # the proof in words, as printed: no mailbox of a person in it
    text_hash = models.CharField(max_length=64)
    is_countersignature = models.BooleanField(default=False)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="signature_once"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(is_countersignature=True), name="one_countersignature"
            ),
            models.CheckConstraint(
                name="signature_proved_or_received",
                condition=Q(proof__isnull=False, signed_by__isnull=False, received=None)
                | Q(proof=None, signed_by=None, received__isnull=False),
            ),
            models.CheckConstraint(
                name="signature_given_here_names_decision",
                condition=Q(received__isnull=False)
                | (Q(resolution_on__isnull=False) & ~Q(decision_taker="") & ~Q(minute_reference="")),
            ),
        ]
        triggers = [
            signed_by_the_convener_alone(),
            pgtrigger.Trigger(
                name="signature_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func="""
                IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM charters_signedfor f
                                                JOIN charters_agreementversion v ON v.id = f.version_id
                                                WHERE f.id = OLD.received_id AND f.objected_at IS NOT NULL
                                                AND v.in_force_on IS NULL) THEN
                    RETURN OLD;
                END IF;
                RAISE EXCEPTION 'a signature stays as it was given, unless its council objects to a page in time';
                """,
            ),
            pgtrigger.Trigger(
                name="signature_is_of_its_page",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("NEW.received_id IS NOT NULL"),
                func="""
                IF NOT EXISTS (SELECT 1 FROM charters_signedfor f
                               WHERE f.id = NEW.received_id AND f.version_id = NEW.version_id
                               AND f.party_id = NEW.party_id AND f.objected_at IS NULL) THEN
                    RAISE EXCEPTION 'a page counts for the council it was signed for, unless that council objected';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="signature_is_of_this_text",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                IF NOT EXISTS (SELECT 1 FROM charters_agreementversion v JOIN charters_party p
                               ON p.agreement_id = v.agreement_id
                               WHERE v.id = NEW.version_id AND p.id = NEW.party_id
                               AND v.text_hash = NEW.text_hash AND v.text_hash <> ''
                               AND p.is_convener = NEW.is_countersignature) THEN
                    RAISE EXCEPTION 'a signature must carry the hash of the text it is under';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.party} under {self.version}"

    @property
    def manner(self):
        """How it came if nobody signed here: on paper, or by which association; empty otherwise."""
        if self.received_id is None:
            return ""
        association = self.received.page.association
        return gettext("by %(association)s") % {"association": association} if association else gettext("on paper")


class IssuedCopy(models.Model):
    """A signed PDF as given out; a council that joins later makes the next number."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField()
    document = models.OneToOneField(StoredDocument, on_delete=models.PROTECT, related_name="issued_copy")
    signatures = models.PositiveSmallIntegerField()  # how many it shows
    issued_at = models.DateTimeField()

    objects = IssuedCopyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "issued copies"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="issued_number_once")]
        triggers = [append_only("issued_copy_append_only")]

    def __str__(self):
        return f"{self.version}, issue {self.number}"
