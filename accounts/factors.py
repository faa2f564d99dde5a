"""What a person signs in with besides the mailed code, as their account shows it."""

from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator


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
