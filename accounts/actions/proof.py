"""Proving who one is again, shortly before a signature."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.emails import ProofCode
from accounts.models import IdentityProof, User
from core.emails import post
from core.exceptions import Refused
from core.policies import require

LIFETIME = timedelta(minutes=15)
MAX_ATTEMPTS = 5  # of one code
MAX_GUESSES = 10  # of one person within LIFETIME, whatever they were about
MAX_CODES = 5  # asked for by one person within LIFETIME and not used for a signature


def hash_code(person, subject_key, code):
    """Six digits are soon tried out, so the hash needs the server's secret too."""
    value = f"{person.pk}:{subject_key}:{code}"
    return salted_hmac("accounts.proof", value, algorithm="sha256").hexdigest()


def has_app(person):
    """True if the person signs in with an authenticator app too."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


@transaction.atomic
def start_identity_proof(*, by, purpose, subject_key, address=None):
    """Send a code to an address of the person, or ask for the code of their app."""
    require(by, "accounts.own_account", by)
    if has_app(by):
        return _new_proof(by, purpose, subject_key, method=IdentityProof.Method.APP)
    address = _own_address(by, address)
    code = f"{secrets.randbelow(10**6):06}"
    proof = new_mailed_proof(by, purpose, subject_key, address, code)
    post(ProofCode(code=code, purpose=purpose), to=address, language=by.language)
    return proof


def new_mailed_proof(person, purpose, subject_key, address, code):
    """The row behind a code sent by e-mail."""
    code_hash = hash_code(person, subject_key, code)
    method = IdentityProof.Method.EMAIL
    return _new_proof(person, purpose, subject_key, method=method, address=address, code_hash=code_hash)


def _own_address(person, address):
    """The address to write to: one of the person's verified ones, else their primary."""
    if address and EmailAddress.objects.filter(user=person, email=address.lower(), verified=True).exists():
        return address.lower()
    if not person.email:
        raise Refused(_("Your account has no e-mail address to send a code to."))
    return person.email


def _new_proof(person, purpose, subject_key, **fields):
    """A new proof replaces earlier ones of the same thing; too many unused ones in a short time are refused."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)  # two tabs count one after the other
    now = timezone.now()
    proofs = IdentityProof.objects.filter(user=person)
    if proofs.filter(created_at__gt=now - LIFETIME, used_at=None).count() >= MAX_CODES:
        raise Refused(_("You have asked for too many codes. Wait 15 minutes and try again."))
    IdentityProof.objects.of(person, subject_key).unexpired().filter(proved_at=None).update(expires_at=now)
    return proofs.create(
        user=person,
        purpose=purpose,
        subject_key=subject_key,
        created_at=now,
        expires_at=now + LIFETIME,
        **fields,
    )


def confirm_identity_proof(*, by, subject_key, code):
    """Compare the code the person entered; a wrong one is counted even though it is refused.

    A code that was right stays so until it is used or its time is over: the signing may have been refused for
    another reason, and the person comes back with the same code.
    """
    with transaction.atomic():
        proof, problem = _try_code(by, subject_key, code)
    if problem:
        raise Refused(problem, field="code")
    return proof


def _try_code(person, subject_key, code):
    """Returns the proof and what is wrong; must not raise, or the attempt would not be kept."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)  # guesses of one person count one by one
    proof = IdentityProof.objects.of(person, subject_key).unexpired().first()  # the newest alone counts
    if proof is None:
        return None, _("This code is no longer valid. Ask for a new one.")
    if wrong_ones(proof) >= MAX_ATTEMPTS or _guesses(person) >= MAX_GUESSES:
        return proof, _("Too many wrong codes. Wait 15 minutes, then ask for a new one.")
    right, proved_before = _is_right(proof, code), proof.proved_at is not None
    proof.attempts += not (right and proved_before)
    if right and not proved_before:
        proof.proved_at = timezone.now()
    proof.save(update_fields=["attempts", "proved_at"])
    return proof, None if right else _("The code is not right. Check it and enter it again.")


def wrong_ones(proof):
    """How many wrong codes were entered for it; the right one is counted once among the attempts."""
    return proof.attempts - (proof.proved_at is not None)


def _guesses(person):
    """Wrong codes of the last minutes, whatever they were about, until a signature shows who the person is."""
    recent = IdentityProof.objects.filter(user=person, created_at__gt=timezone.now() - LIFETIME, used_at=None)
    proved = recent.filter(proved_at__isnull=False).count()
    return (recent.aggregate(total=Sum("attempts"))["total"] or 0) - proved


def _is_right(proof, code):
    code = "".join(code.split()).replace("-", "")
    if proof.method == IdentityProof.Method.EMAIL:
        return constant_time_compare(proof.code_hash, hash_code(proof.user, proof.subject_key, code))
    # no recovery codes: the certificate says that the code came from an app
    apps = Authenticator.objects.filter(user=proof.user, type=Authenticator.Type.TOTP)
    return any(app.wrap().validate_code(code) for app in apps)


@transaction.atomic
def use_identity_proof(*, by, subject_key):
    """Spend a proof on exactly this subject, once, within 15 minutes; inside the signing transaction."""
    require(by, "accounts.own_account", by)
    since = timezone.now() - LIFETIME
    proof = (
        IdentityProof.objects.of(by, subject_key)
        .filter(used_at=None, proved_at__gt=since)
        .select_for_update(of=("self",))
        .first()
    )
    if proof is None:
        raise Refused(_("Confirm who you are again: the last confirmation has run out or was already used."))
    proof.used_at = timezone.now()
    proof.save(update_fields=["used_at"])
    return proof
