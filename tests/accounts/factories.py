"""People for tests: `person(Role.CLERK, council)` is the short way."""

import uuid
from datetime import timedelta

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts.actions import record_sign_in
from accounts.devices import Device
from accounts.models import IdentityProof, Invitation, JoinRequest, Membership, OpenSession, User
from accounts.models.invitations import hash_of
from core.roles import PRINCIPAL_ROLES, Role
from tests.councils.factories import CouncilFactory

FIREFOX = Device("Firefox", "windows", "192.0.2.0/24")


def give_app(user):
    """An authenticator app with recovery codes."""
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


class UserFactory(factory.django.DjangoModelFactory):
    """A person with one verified address, and an authenticator app if asked for."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        administrator = factory.Trait(
            is_staff=True, app=factory.PostGeneration(lambda user, create, extracted, **more: give_app(user))
        )

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Faker("name", locale="en_GB")

    @classmethod
    def _create(cls, model, *args, **kwargs):
        return model.objects.create_user(kwargs.pop("email"), **kwargs)

    @factory.post_generation
    def address(self, create, extracted, **kwargs):
        EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)

    @factory.post_generation
    def app(self, create, extracted, **kwargs):
        if extracted:
            give_app(self)


class MembershipFactory(factory.django.DjangoModelFactory):
    """A clerk who may sign, from long ago without end; traits for the other cases."""

    class Meta:
        model = Membership

    class Params:
        ended = factory.Trait(ends_on="2020-12-31")

    user = factory.SubFactory(UserFactory)
    council = factory.SubFactory(CouncilFactory)
    role = Role.CLERK
    may_sign = factory.LazyAttribute(lambda membership: membership.role == Role.CLERK)
    starts_on = "2020-01-01"


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation; `token` is what the e-mail would carry."""

    class Meta:
        model = Invitation
        exclude = ("token",)

    token = factory.Sequence(lambda n: f"token-{n}")
    token_hash = factory.LazyAttribute(lambda invitation: hash_of(invitation.token))
    council = factory.SubFactory(CouncilFactory)
    role = Role.CLERK
    may_sign = True
    address = factory.Sequence(lambda n: f"clerk{n}@example.org")
    invited_by = factory.SubFactory(UserFactory)


class JoinRequestFactory(factory.django.DjangoModelFactory):
    """Somebody asks to act for a council; `token` is what the e-mail would carry."""

    class Meta:
        model = JoinRequest
        exclude = ("token",)

    class Params:
        confirmed = factory.Trait(confirmed_at=factory.LazyFunction(timezone.now))

    token = factory.Sequence(lambda n: f"asked-{n}")
    token_hash = factory.LazyAttribute(lambda request: hash_of(request.token))
    sent_together = factory.LazyFunction(uuid.uuid4)
    council = factory.SubFactory(CouncilFactory)
    role = Role.CLERK
    name = factory.Faker("name", locale="en_GB")
    address = factory.Sequence(lambda n: f"asks{n}@example.org")


def person(role=Role.CLERK, council=None, **fields):
    """Someone who holds a role in a council; officers and managers have their authenticator app.

    `person(Role.LIAISON_OFFICER, milton_keynes)`, `person(Role.COUNCILLOR, olney, may_sign=True)`.
    """
    council = council or CouncilFactory(principal=role in PRINCIPAL_ROLES and role != Role.VIEWER)
    membership = {key: fields.pop(key) for key in ("may_sign", "starts_on", "ends_on") if key in fields}
    needs_app = role in (Role.LIAISON_OFFICER, Role.MANAGER)
    user = UserFactory(**{"app": needs_app, **fields})
    MembershipFactory(user=user, council=council, role=role, **membership)
    return user


def app_code(user):
    """What the person's authenticator app shows now."""
    totp = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).wrap()
    secret = totp.instance.data["secret"]
    middle = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(decrypt(secret), middle[len(middle) // 2]))


def sign_in(client, user):
    """Sign a test client in as this person, the second factor included where they have one."""
    client.force_login(user)
    has_app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    if has_app:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


def proved(user, subject_key, purpose="Sign"):
    """A proof of identity, made just now, that one signature may use."""
    now = timezone.now()
    return IdentityProof.objects.create(
        user=user,
        subject_key=subject_key,
        purpose=purpose,
        method=IdentityProof.Method.APP,
        attempts=1,
        created_at=now,
        proved_at=now,
        expires_at=now + timedelta(minutes=15),
    )


def open_session(user, device=FIREFOX):
    """The person is signed in in another browser too."""
    store = SessionStore()
    store.create()
    record_sign_in(device=device, methods=["code"], session_key=store.session_key, by=user)
    return OpenSession.objects.get(session=store.session_key)
