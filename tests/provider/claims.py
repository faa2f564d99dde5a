"""What the provider tells about a person, and what a test makes it get wrong; both are read anew each time."""

import json
import os
from pathlib import Path

from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from jwcrypto.jwt import JWT
from oauth2_provider.oauth2_validators import OAuth2Validator

ORDERS = Path(os.environ["PROVIDER_HOME"], "orders.json")
STRANGE_KEY = JWK.generate(kty="RSA", size=2048)


def orders():
    return json.loads(ORDERS.read_text(encoding="utf-8"))


class Validator(OAuth2Validator):
    """The toolkit's own; only what it says and what it signs with are ours to decide."""

    oidc_claim_scope = None  # the address stands in the ID token, too

    def get_additional_claims(self, request):
        told = orders()["people"].get(request.user.username, {})
        kept_back = orders().get("address_only_at_userinfo") and request.uri.endswith("/token/")
        return {} if kept_back else told

    def get_id_token_dictionary(self, *args):
        claims, expires = super().get_id_token_dictionary(*args)
        return {**claims, **orders().get("id_token", {})}, expires

    def finalize_id_token(self, id_token, *args):
        token = super().finalize_id_token(id_token, *args)
        return signed_anew(token) if orders().get("strange_key") else token


def signed_anew(token):
    """The same words under the name of the same key, signed with another."""
    found = JWS()
    found.deserialize(token)
    changed = JWT(header=found.jose_header, claims=found.objects["payload"].decode())
    changed.make_signed_token(STRANGE_KEY)
    return changed.serialize()
