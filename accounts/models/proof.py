"""Proof of who a person is, asked again shortly before a signature."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models.people import User
from accounts.querysets import IdentityProofQuerySet
from core.formatting import date_time


class IdentityProof(models.Model):
    """A person shows again who they are, for one purpose, shortly before a signature."""

    class Method(models.TextChoices):
        EMAIL = "email", gettext_lazy("Code sent by e-mail")
        APP = "app", gettext_lazy("Code of an authenticator app")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="identity_proofs")
    purpose = models.CharField(max_length=300)  # words for the person: "Sign the charter for Olney"
    subject_key = models.CharField(max_length=200)  # exactly what is signed: "charters:CG-…:v1:olney"
    method = models.CharField(max_length=5, choices=Method)
    address = models.EmailField(blank=True)
    code_hash = models.CharField(max_length=64, blank=True)  # never the code
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    proved_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = IdentityProofQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "subject_key"])]
        constraints = [
            models.CheckConstraint(
                name="proof_by_email_has_address_and_hash",
                condition=Q(method="app", address="", code_hash="")
                | (Q(method="email", code_hash__regex=r"^[0-9a-f]{64}$") & ~Q(address="")),
            ),
            models.CheckConstraint(
                name="proof_used_after_proved",
                condition=Q(used_at=None) | Q(proved_at__isnull=False, used_at__gte=F("proved_at")),
            ),
        ]

    def __str__(self):
        return f"{self.get_method_display()}: {self.purpose}"

    @property
    def label(self):
        """How identity was proved, in full, for the two sides' own records."""
        when = date_time(self.proved_at)
        if self.method == self.Method.APP:
            return _("Code of an authenticator app, entered on %(when)s") % {"when": when}
        return _("Code sent to %(address)s and entered on %(when)s") % {"address": self.address, "when": when}

    @property
    def public_label(self):
        """The same for a published certificate: a person's own mailbox is not given away."""
        when = date_time(self.proved_at)
        if self.method == self.Method.APP:
            return self.label
        domain = self.address.rpartition("@")[2]
        return _("Code sent to an address at %(domain)s and entered on %(when)s") % {
            "domain": domain,
            "when": when,
        }
