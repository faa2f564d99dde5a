"""What a person signs in with besides the mailed code, as their account shows it; and the provider's second factor."""

from dataclasses import dataclass

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings

STAGE = "allauth.mfa.stages.AuthenticateStage"
OWN_STAGE = "accounts.factors.SecondFactorStage"
BY_PROVIDER = "provider"  # how a session is marked whose second factor was the provider's


@dataclass(frozen=True)
class Factors:
    """Which second factors there are, and how many recovery codes are unused."""

    passkeys: int
    has_app: bool
    codes_left: int | None  # None: there are none to be had
    codes_total: int = app_settings.RECOVERY_CODE_COUNT

    @property
    def any(self):
        return self.has_app or self.passkeys > 0


def factors_of(person):
    """By one query."""
    found = list(Authenticator.objects.filter(user=person))
    kinds = [each.type for each in found]
    codes = next((each for each in found if each.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        has_app=Authenticator.Type.TOTP in kinds,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def used_second_factor_of_provider(request, person):
    """True if the councils' provider asked for a second factor, and the portal is set to accept that."""
    if settings.OIDC is None or not settings.OIDC.second_factor:
        return False
    records = get_authentication_records(request, person)
    return any(record.get("type") == BY_PROVIDER for record in records)


class SecondFactorStage(AuthenticateStage):
    """The second factor at a sign-in: asked of everybody who has one, unless their provider has just asked."""

    def _should_handle(self, request):
        return super()._should_handle(request) and not used_second_factor_of_provider(request, self.login.user)
