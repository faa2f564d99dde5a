"""From where people sign in, and in which browsers they are signed in now."""

import uuid
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.models import Session
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.devices import SYSTEM_WORDS, words
from accounts.models.people import User
from accounts.querysets import OpenSessionQuerySet, SignInTraceQuerySet
from core.formatting import list_and
from core.models import AuditEvent

METHODS = {
    "code": _("code by e-mail"),
    "totp": _("authenticator app"),
    "recovery_codes": _("recovery code"),
    "webauthn": _("passkey"),
    "socialaccount": _("sign-in of the council"),
    "provider": _("second factor of the council"),
}


class SignInTrace(models.Model):
    """With what and from where somebody signed in or tried to; the audit trail keeps only that it happened."""

    KEPT_FOR = timedelta(days=90)

    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, related_name="trace", primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_traces")
    methods = ArrayField(models.CharField(max_length=20), default=list)  # "code", "totp", …, in the order of use
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=20, blank=True)
    network = models.CharField(max_length=43, blank=True)
    browser_hash = models.CharField(max_length=64, blank=True)

    objects = SignInTraceQuerySet.as_manager()

    def __str__(self):
        return f"{self.user_id}, {self.event_id}"

    @property
    def at(self):
        return self.event.at

    def get_system_display(self):
        return str(SYSTEM_WORDS.get(self.system, ""))

    @property
    def how(self):
        """The factors in words, in the order of use."""
        return list_and([str(METHODS.get(method, method)) for method in self.methods])


class OpenSession(models.Model):
    """A browser in which a person is signed in; gone with its session."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="opened")
    trace = models.OneToOneField(SignInTrace, on_delete=models.PROTECT, related_name="session")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="open_sessions")

    objects = OpenSessionQuerySet.as_manager()

    def __str__(self):
        return str(self.public_id)

    @property
    def in_browser(self):
        """In words."""
        return words(self.trace)

    @property
    def since(self):
        return self.trace.at
