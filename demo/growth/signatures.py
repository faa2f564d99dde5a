"""Signatures of the national data set, each with the proof of identity it used."""

from datetime import timedelta

from accounts.models import IdentityProof
from charters.models import DecisionTaker, Signature
from core.copying import insert_rows, new_ids

PROOF = ("id", "user_id", "purpose", "subject_key", "method", "created_at", "expires_at", "proved_at", "used_at")
SIGNATURE = ("version_id", "party_id", "signed_by_id", "council_name", "council_context", "typed_name", "role_title",
             "decision_taker", "resolution_on", "minute_reference", "signed_at", "proof_id", "identity_label",
             "text_hash", "is_countersignature")  # fmt: skip


def sign(nation, texts):
    """Local councils by their clerks, the convener by its manager and last."""
    given = [one for story, text in texts for one in _given(nation, story, text)]
    ids = new_ids(IdentityProof, len(given))
    rows = list(zip(ids, given, strict=True))
    insert_rows(IdentityProof, PROOF, (_proof(pk, *one) for pk, one in rows))
    insert_rows(Signature, SIGNATURE, (_signature(pk, *one) for pk, one in rows))


def _given(nation, story, text):
    """(story, text, party, signer, when) in the order of time."""
    for reply in sorted(text.signed, key=lambda reply: reply.signed_at):
        yield story, text, reply.party, nation.clerks[reply.party.council.pk], reply.signed_at
    if text.in_force_at:
        yield story, text, story.convener, story.manager, text.in_force_at


def _proof(pk, story, text, party, signer, at):
    whose = "convener" if party is story.convener else party.council.pk
    subject = f"{story.reference}:v{text.number}:{whose}:{text.hash[:16]}"
    asked = at - timedelta(minutes=2)
    purpose = f"Sign {story.title} for {party.council.label}"[:300]
    return pk, signer.pk, purpose, subject, IdentityProof.Method.APP, asked, asked + timedelta(minutes=15), at, at


def _signature(proof, story, text, party, signer, at):
    decided = at - timedelta(days=2)
    label = IdentityProof(method=IdentityProof.Method.APP, proved_at=at).public_label
    return (
        text.pk,
        party.pk,
        signer.pk,
        party.council.full_name,
        party.council.context,
        signer.name[:120],
        "Manager" if party is story.convener else "Clerk",
        _decision_taker(party.council),
        decided.date(),
        f"{decided:%Y}/{proof % 90 + 1}",
        at,
        proof,
        label,
        text.hash,
        party is story.convener,
    )


def _decision_taker(council):
    return DecisionTaker.PARISH_MEETING if council.is_parish_meeting else DecisionTaker.FULL_COUNCIL
