"""Answers and signatures: what a council says to a version."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actions import use_identity_proof
from charters.actions.drafting import named, values
from charters.actions.objections import take_out_declined
from charters.emails import rounds as emails
from charters.models import (
    SIGNABLE,
    AgreementVersion,
    Answer,
    Response,
    Signature,
    VersionStatus,
    decision_takers,
)
from charters.tasks import issue_copy
from charters.workflow import VERSION
from core.audit import record, told_who
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require

SENTENCES = {
    Answer.ACCEPTED: gettext_noop("%(council)s accepted “%(title)s”, version %(number)s"),
    Answer.WITH_COMMENTS: gettext_noop("%(council)s accepted “%(title)s”, version %(number)s, with comments"),
    Answer.ACKNOWLEDGED: gettext_noop("%(council)s acknowledged “%(title)s”, version %(number)s"),
    Answer.DECLINED: gettext_noop("%(council)s declined “%(title)s”, version %(number)s"),
}


def answer_of(response):
    """What the form about a council's answer shows."""
    return values(response, "answer", "comments", "share_comments", "reason")


def lock_response(response):
    """The version first, then the response: everyone locks in this order, so nobody waits in a circle."""
    version = (
        AgreementVersion.objects.select_for_update(of=("self",))
        .select_related("agreement__convener")
        .get(pk=response.version_id)
    )
    fresh = Response.objects.select_for_update(of=("self",)).select_related("party__council").get(pk=response.pk)
    fresh.version = version
    return fresh


@transaction.atomic
def answer(*, response, answer, comments="", share_comments=False, reason="", seen=None, by):
    """A council's answer, which it may change until it signs or the round is closed."""
    response = lock_response(response)
    version, council = response.version, response.party.council
    require(by, "charters.answer", response)
    if version.status != VersionStatus.OUT:
        raise Refused(_("This round is closed. Contact %(convener)s.") % {"convener": version.agreement.convener.label})
    refuse_second(response)
    refuse_other_answer(version.agreement, answer)
    refuse_if_changed(seen, answer_of(response), record=version.agreement, parts=[response.audit_part])
    says_more = answer in (Answer.WITH_COMMENTS, Answer.ACKNOWLEDGED)
    words = {
        "answer": answer,
        "comments": comments if says_more else "",
        "share_comments": bool(share_comments and says_more and comments),
        "reason": reason if answer == Answer.DECLINED else "",
    }
    same = all(getattr(response, name) == value for name, value in words.items())
    if same and not response.received.filter(recorded_at=response.answered_at).exists():
        return response  # pressed twice: nobody is told twice
    for name, value in words.items():
        setattr(response, name, value)
    response.answered_at, response.answered_by = timezone.now(), by
    response.save()
    sentence = _(SENTENCES[answer]) % {**named(version), "council": council.label}
    _said("charters.answered", response, sentence, by)
    take_out_declined(response, by=by)
    emails.tell_answer(response)
    return response


def refuse_other_answer(agreement, answer):
    """A one-way commitment is acknowledged; anything else is accepted or declined."""
    if agreement.one_way and answer != Answer.ACKNOWLEDGED:
        raise Refused(_("Nobody is asked to accept this. Your council can acknowledge it and comment."), field="answer")
    if not agreement.one_way and answer == Answer.ACKNOWLEDGED:
        raise Refused(_("Say whether your council accepts it or declines"), field="answer")


@transaction.atomic
def sign(*, response, typed_name, role_title, decision_taker, resolution_on, minute_reference, by):
    """A council's signature under a version that is out or in force, with the proof of who signed.

    Raises Refused when the version cannot be signed, the person already signed for the other tier,
    the resolution is not dated before today, or identity was not proved for this very text.
    """
    response = lock_response(response)
    version = response.version
    require(by, "charters.sign", response)
    if version.status not in SIGNABLE:
        raise Refused(_("This version is not open for signature"))
    refuse_second(response)
    details = _details(response.party.council, typed_name, role_title, decision_taker, resolution_on, minute_reference)
    signature = _sign(version, response.party, response.proof_key, details, by)
    if response.answer in (Answer.SENT, Answer.DECLINED):
        response.answer, response.answered_at, response.answered_by = Answer.ACCEPTED, timezone.now(), by
        response.reason = ""
        response.save()
    sentence = _("%(council)s signed “%(title)s”, version %(number)s") % {
        **named(version),
        "council": response.party.council.label,
    }
    _said("charters.signed", response, sentence, by, signed_part(response), restricted=False)
    emails.tell_signed(response, signature)
    if version.status == VersionStatus.IN_FORCE:
        transaction.on_commit(lambda: issue_copy.delay(version.pk), robust=True)
    return signature


@transaction.atomic
def countersign(*, version, typed_name, role_title, decision_taker, resolution_on, minute_reference, by):
    """The convening principal signs last; from this moment the version is in force between its signatories."""
    version = (
        AgreementVersion.objects.select_for_update(of=("self",))
        .select_related("agreement__convener")
        .get(pk=version.pk)
    )
    require(by, "charters.countersign", version)
    enter_into_force(version, by=by)
    convener = version.agreement.convener
    party = version.agreement.parties.get(is_convener=True)
    details = _details(convener, typed_name, role_title, decision_taker, resolution_on, minute_reference)
    signature = _sign(version, party, countersign_key(version), details, by)
    alone = _("“%(title)s”, version %(number)s, signed and in force")
    last = _("“%(title)s”, version %(number)s, countersigned and in force")
    tell_in_force(version, (alone if version.agreement.one_way else last) % named(version), by=by)
    return signature


def enter_into_force(version, *, by):
    """Move the version, and the one that was in force, by the convener's signature; refused if it is there already."""
    if version.signatures.filter(is_countersignature=True).exists():
        raise Refused(already_countersigned(version))
    former = version.agreement.versions.filter(status=VersionStatus.IN_FORCE).first()
    if former:
        VERSION.move(former, "supersede", by=by)
    VERSION.move(version, "countersign", by=by, in_force_on=timezone.localdate())
    if former:
        _supersede(former, version, by)


def tell_in_force(version, sentence, *, by):
    """The timeline, the e-mails and the PDF of a version that has just come into force."""
    agreement = version.agreement
    record(
        "charters.in_force",
        agreement,
        sentence,
        by=by,
        acting_for=agreement.convener,
        councils=[r.party.council for r in version.responses.select_related("party__council")],
        parts=[countersigned_part(version)],
    )
    emails.tell_in_force(version, version.signatures.filter(is_countersignature=False).with_council())
    transaction.on_commit(lambda: issue_copy.delay(version.pk), robust=True)


def _supersede(former, version, by):
    """Say in the record, and to whoever signed the former version only, that the new one has taken its place."""
    agreement = version.agreement
    words = {**named(former), "new": version.number}
    sentence = _("“%(title)s”, version %(number)s, superseded by version %(new)s") % words
    councils = [s.party.council for s in former.signatures.with_council()]
    record("charters.superseded", agreement, sentence, by=by, acting_for=agreement.convener, councils=councils)
    emails.tell_superseded(former, version)


def signed_part(response):
    """How audit events name that a council has signed."""
    return f"signature:{response.pk}"


def countersigned_part(version):
    """How audit events name that the convener has signed."""
    return f"countersignature:{version.pk}"


def refuse_second(response):
    """A council signs a version once, whoever of its people does it."""
    if response.version.signatures.filter(party=response.party).exists():
        raise Refused(already_signed(response))


def refuse_signed(response):
    """The same for somebody who acts about the council and not for it."""
    version, council = response.version, response.party.council
    if version.signatures.filter(party=response.party).exists():
        sentence = _("%(council)s has already signed this version") % {"council": council.label}
        raise Refused(told_who(sentence, version.agreement, [signed_part(response)]))


def already_signed(response):
    """The sentence for the second of two people of one council."""
    sentence = _("Your council has already signed this version")
    return told_who(sentence, response.version.agreement, [signed_part(response)])


def already_countersigned(version):
    """The sentence for the second of two people of the convener."""
    sentence = _("This version has already been countersigned")
    return told_who(sentence, version.agreement, [countersigned_part(version)])


def countersign_key(version):
    """What the countersigner's identity proof is for."""
    return f"{version.agreement.reference}:v{version.number}:convener:{version.text_hash[:16]}"


def _details(council, typed_name, role_title, decision_taker, resolution_on, minute_reference):
    if resolution_on > timezone.localdate():
        raise Refused(_("The date of the decision must be today or in the past"), field="resolution_on")
    if decision_taker not in decision_takers(council):
        raise Refused(_("Select who took the decision"), field="decision_taker")
    return {
        "typed_name": typed_name,
        "role_title": role_title,
        "decision_taker": decision_taker,
        "resolution_on": resolution_on,
        "minute_reference": minute_reference,
    }


def _sign(version, party, proof_key, details, by):
    """Write the signature; one person acts for one side of a version only."""
    if version.signatures.filter(signed_by=by).exclude(party__side=party.side).exists():
        raise Refused(_("You have signed this version for the other tier. Someone else must sign here."))
    proof = use_identity_proof(by=by, subject_key=proof_key)
    with translation.override("en-gb"):  # printed for ever in the language of the text, not of the signer
        identity_label = proof.public_label
    return Signature.objects.create(
        version=version,
        party=party,
        signed_by=by,
        proof=proof,
        identity_label=identity_label,  # no mailbox in it: it may be published
        council_name=party.council.full_name,
        council_context=party.council.context,
        text_hash=version.text_hash,
        is_countersignature=party.is_convener,
        **details,
    )


def _said(verb, response, sentence, by, *parts, restricted=True):
    """What a council said is for itself and the convener; that it signed is for every council asked."""
    agreement = response.version.agreement
    record(
        verb,
        agreement,
        sentence,
        by=by,
        acting_for=response.party.council,
        councils=[agreement.convener],
        restricted=restricted,
        parts=[response.audit_part, *parts],
    )
