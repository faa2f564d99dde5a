"""A device that makes and uses passkeys as the standard says, with real keys and real signatures."""

import json
import secrets

from bs4 import BeautifulSoup
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG


class Device:
    """A laptop with a fingerprint reader; `verifies=False` is one that asks for nothing."""

    def __init__(self, *, origin="http://localhost", rp="localhost", verifies=True):
        self.origin, self.rp = origin, rp
        self.flags = FLAG.UP | (FLAG.UV if verifies else 0)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(16)
        self.user_handle = ""

    def asked(self, page):
        """What a page asks the browser."""
        form = BeautifulSoup(page.content, "lxml").find("form", {"data-passkey": True})
        return json.loads(form["data-passkey-options"])["publicKey"]

    def create(self, page):
        """The answer to “make a passkey”."""
        options = self.asked(page)
        self.user_handle = options["user"]["id"]
        public = AttestedCredentialData.create(
            Aaguid.NONE, self.credential_id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(sha256(self.rp.encode()), self.flags | FLAG.AT, 0, bytes(public))
        answer = {
            "clientDataJSON": self._client_data(CollectedClientData.TYPE.CREATE, options)[1],
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
        }
        return self._credential(answer)

    def get(self, page):
        """The answer to “use a passkey”."""
        raw, encoded = self._client_data(CollectedClientData.TYPE.GET, self.asked(page))
        data = AuthenticatorData.create(sha256(self.rp.encode()), self.flags, 1)
        signature = self.key.sign(bytes(data) + sha256(raw), ec.ECDSA(hashes.SHA256()))
        answer = {
            "clientDataJSON": encoded,
            "authenticatorData": websafe_encode(bytes(data)),
            "signature": websafe_encode(signature),
            "userHandle": self.user_handle,
        }
        return self._credential(answer)

    def _client_data(self, kind, options):
        raw = bytes(CollectedClientData.create(kind, websafe_decode(options["challenge"]), self.origin))
        return raw, websafe_encode(raw)

    def _credential(self, answer):
        name = websafe_encode(self.credential_id)
        facts = {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}}
        return json.dumps({**facts, "response": answer})


def made_passkey():
    """What is kept of a passkey, as the library reads it; its device is gone."""
    device = Device()
    device.asked = lambda page: {"challenge": websafe_encode(bytes(32)), "user": {"id": websafe_encode(b"1")}}
    return json.loads(device.create(None))


def give_passkey(client, name="Laptop", **options):
    """Add a passkey as the person who is signed in; returns their device."""
    device = Device(**options)
    page = client.get("/accounts/passkeys/add/")
    client.post("/accounts/passkeys/add/", {"name": name, "credential": device.create(page)})
    return device
