"""People and the dated memberships through which they act for councils."""

import secrets
import uuid

import pghistory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, Max, OuterRef, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.querysets import MembershipQuerySet
from core.models import ActorSide
from core.roles import OFFICER_ROLES, SECOND_FACTOR_ROLES, Role
from councils.models import Council, Succession


def new_session_salt():
    """Random text that every session of a person depends on."""
    return secrets.token_hex(16)


class UserManager(BaseUserManager):
    """Makes people; nobody has a password unless an administrator of the system sets one."""

    def create_user(self, email, name="", **fields):
        user = self.model(email=self.normalize_email(email).lower() or None, name=name, **fields)
        user.set_unusable_password()
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        """The first administrator: their address counts as verified, since someone at the server vouches for it."""
        user = self.create_user(email, is_staff=True, is_superuser=True, **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def who_signs_in_with(self, address):
        """The person whose verified address this is, or None; a removed or closed account is nobody's."""
        found = EmailAddress.objects.filter(email=address.lower(), verified=True, user__is_active=True)
        address = found.select_related("user").first()
        return address.user if address else None

    def idle_since(self, moment):
        """People with an account who have held no role and not signed in since then; administrators stay."""
        day = timezone.localdate(moment)
        held = Membership.objects.filter(user=OuterRef("pk")).exclude(Q(ends_on__lt=day) | Q(revoked_at__lt=moment))
        people = self.filter(is_active=True, is_staff=False, date_joined__lt=moment).filter(~Exists(held))
        people = people.filter(Q(last_login=None) | Q(last_login__lt=moment))
        last = {
            "last_role_ends_on": Max("memberships__ends_on"),
            "last_role_revoked_at": Max("memberships__revoked_at"),
        }
        return people.annotate(**last)


class User(AbstractBaseUser):
    """A person. They sign in with any of their verified addresses; no account is shared."""

    email = models.EmailField(_("e-mail address"), unique=True, null=True)  # noqa: DJ001 - unique, and some have none
    name = models.CharField(_("full name"), max_length=200, blank=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en-gb")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)  # administrator of the portal
    is_superuser = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)
    session_salt = models.CharField(max_length=32, default=new_session_salt, editable=False)

    USERNAME_FIELD = "email"
    objects = UserManager()

    def __str__(self):
        if not (self.name or self.email or self.is_active):
            return str(_("Somebody who was removed"))
        return self.name or self.email or f"Person {self.pk}"

    def _get_session_auth_hash(self, secret=None):
        """A new `session_salt` ends every session of the person at their next request."""
        value = f"{self.password}:{self.session_salt}"
        return salted_hmac("accounts.session", value, secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, perm, obj=None):
        return self.is_active and self.is_superuser

    def has_module_perms(self, app_label):
        return self.is_active and self.is_superuser

    @cached_property
    def current_memberships(self):
        """Today's memberships as every page needs them; read once per request."""
        return list(self.memberships.current().for_request().order_by("council__name", "pk"))

    def holds(self, role, council) -> bool:
        """True if the person holds this role (or one of these roles) in the council today."""
        roles = (role,) if isinstance(role, str) else role
        return any(m.role in roles and m.council_id == council.pk for m in self.current_memberships)

    def belongs_to(self, council) -> bool:
        """True if the person acts for the council in any role today."""
        return any(m.council_id == council.pk for m in self.current_memberships)

    @cached_property
    def inherited_council_ids(self):
        """Ids of ended councils that the person's councils took over from; read once per request."""
        heirs = {m.council_id for m in self.current_memberships if m.council_took_over}
        return Succession.objects.inherited_by(heirs) - self.council_ids() if heirs else set()

    def reading_council_ids(self):
        """Ids of the councils whose records the person may read: their own, and those these succeed."""
        return self.council_ids() | self.inherited_council_ids

    def reads_for(self, council) -> bool:
        """True if the person acts for the council, or for one that took over from it: to read, never to act."""
        return council.pk in self.reading_council_ids()

    def may_sign_for(self, council) -> bool:
        """True if a current membership of the council carries the right to sign; a viewer's never does."""
        return bool(self.signing_roles(council))

    def signing_roles(self, council):
        """The roles of the council that carry the right to sign today; a viewer's never does."""
        mine = (m for m in self.current_memberships if m.council_id == council.pk and m.role != Role.VIEWER)
        return {m.role for m in mine if m.may_sign}

    def council_ids(self, *roles):
        """Ids of the councils the person acts for, in these roles or in any."""
        return {m.council_id for m in self.current_memberships if not roles or m.role in roles}

    def officer_council_ids(self):
        """Ids of the principal councils whose officer the person is."""
        return self.council_ids(*OFFICER_ROLES)

    @cached_property
    def looked_after_ids(self):
        """Ids of the local councils whose own principal the person is an officer of; read once per request."""
        if not self.officer_council_ids():
            return set()
        return set(Council.objects.administered_by(self).values_list("pk", flat=True))

    @property
    def has_second_factor(self) -> bool:
        """True if there is an app or a passkey; known from the memberships wherever there are any."""
        if self.current_memberships:
            return self.current_memberships[0].person_has_second_factor
        return Authenticator.objects.filter(user=self).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    @property
    def hidden_on_home(self):
        """The parts of their home that the person hides; known from the memberships wherever there are any."""
        if self.current_memberships:
            return self.current_memberships[0].hidden_on_home or []
        choice = getattr(self, "home_choice", None)
        return choice.hidden if choice else []

    def looked_after(self):
        """The same without a query of its own: the ids if they were read already, else a query for another to hold."""
        if "looked_after_ids" in vars(self):
            return self.looked_after_ids
        return Council.objects.administered_by(self).values("pk") if self.officer_council_ids() else ()

    @property
    def needs_second_factor(self) -> bool:
        """Officers, managers and administrators prove more than access to a mailbox."""
        return self.is_staff or any(m.role in SECOND_FACTOR_ROLES for m in self.current_memberships)

    def side(self, council=None) -> str:
        """For which tier they act, as the audit trail keeps it; administrators for the portal."""
        for membership in self.current_memberships:
            if council is None or membership.council_id == council.pk:
                return membership.council.tier
        return ActorSide.PORTAL if self.is_staff else ""

    def role_label(self, council=None) -> str:
        """How the audit trail names them: "Clerk, Olney (Milton Keynes)"; never their own name."""
        for membership in self.current_memberships:
            if council is None or membership.council_id == council.pk:
                return f"{membership.get_role_display()}, {membership.council.label}"
        return str(_("Administrator")) if self.is_staff else str(_("A person"))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    append_only=True,
    context_field=pghistory.ContextJSONField(),
    context_id_field=pghistory.ContextUUIDField(),
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Membership(models.Model):
    """A person acts for a council in a role from a day to a day; rows are ended, never deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    may_sign = models.BooleanField(default=False)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)  # inclusive
    added_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # who brought them in; unknown for the first people of the portal
    covers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="covered_by"
    )  # the membership of the person they stand in for; such a row ends on its day
    revoked_at = models.DateTimeField(null=True, blank=True)  # at once, in every open tab
    revoked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day must not be before the first day"),
            ),
            models.CheckConstraint(
                name="membership_cover_has_an_end", condition=Q(covers=None) | Q(ends_on__isnull=False)
            ),
            models.CheckConstraint(
                name="membership_revoked_at_with_by",
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            ExclusionConstraint(
                name="membership_no_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("council", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(
                            "starts_on",
                            "ends_on",
                            RangeBoundary(inclusive_upper=True),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(revoked_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.council.label}"

    @property
    def is_current(self):
        """True while it counts; the same rule as `current()`."""
        today = timezone.localdate()
        ended = self.ends_on is not None and self.ends_on < today
        return self.revoked_at is None and self.starts_on <= today and not ended and self.user.is_active
