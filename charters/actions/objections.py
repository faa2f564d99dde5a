"""A council says that a page was not signed for it: it is taken out and asked itself."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.actions.drafting import named
from charters.emails import signed_pages as emails
from charters.models import AgreementVersion, Answer, Response, SignedFor, VersionStatus
from core.audit import record, told_who
from core.exceptions import Refused
from core.policies import require


@transaction.atomic
def object_to_page(*, signed_for, words, by):
    """The council objects: the page does not count for it any more, and it is asked to answer and sign itself.

    A council for which its own page was recorded may do so until the charter is in force; one that an association
    listed, until the period is over. Raises Refused when it is too late or somebody was first.
    """
    version = AgreementVersion.objects.select_for_update(of=("self",)).get(pk=signed_for.version_id)
    signed_for = SignedFor.objects.select_for_update(of=("self",)).with_page().get(pk=signed_for.pk)
    signed_for.version = version
    require(by, "charters.object", signed_for)
    if signed_for.objected_at:
        raise Refused(told_who(_("Your council has already objected"), version.agreement, [objected_part(signed_for)]))
    if reason := too_late(signed_for):
        raise Refused(reason)
    take_out(signed_for, words, by=by)
    emails.tell_objection(signed_for)
    return signed_for


def too_late(signed_for):
    """Why the council cannot object any more, in words; empty while it can."""
    version, page = signed_for.version, signed_for.page
    signature = version.signatures.filter(party=signed_for.party_id).first()
    if version.status not in (VersionStatus.OUT, VersionStatus.CLOSED, VersionStatus.IN_FORCE):
        return _("This version is not open any more")
    if signature and signature.received_id != signed_for.pk:
        return _("Your council has signed itself, so the page does not count for it")
    if page.association and signature:
        return _("The time to object is over. Contact %(convener)s.") % {"convener": version.agreement.convener.label}
    if not page.association and version.status == VersionStatus.IN_FORCE:
        words = _("The %(noun)s is in force. Contact %(convener)s, or give notice to leave it.")
        return words % {"noun": version.agreement.noun, "convener": version.agreement.convener.label}
    return ""


def take_out(signed_for, words, *, by):
    """Note the objection and remove the signature that stood on the page; the answer it gave is asked for anew."""
    version, council = signed_for.version, signed_for.party.council
    signed_for.objected_at, signed_for.objected_by, signed_for.objection = timezone.now(), by, words
    signed_for.save(update_fields=["objected_at", "objected_by", "objection"])
    if signature := version.signatures.filter(received=signed_for).first():
        given = Response.objects.filter(version=version, party=signed_for.party, answered_at=signature.signed_at)
        given.update(answer=Answer.SENT, comments="", reason="", answered_at=None, answered_by=None)
        signature.delete()
    sentence = _(
        "“%(title)s”, version %(number)s: %(council)s objected. The signature on paper no longer counts for it"
    )
    record(
        "charters.objected",
        version.agreement,
        sentence % {**named(version), "council": council.label},
        by=by,
        acting_for=council if by.belongs_to(council) else version.agreement.convener,
        councils=[council, version.agreement.convener],
        restricted=True,
        parts=[objected_part(signed_for)],
    )


def take_out_declined(response, *, by):
    """A council that declines while an association signs for it is taken out."""
    if response.answer != Answer.DECLINED:
        return
    waiting = SignedFor.objects.waiting().filter(version=response.version_id, party=response.party_id)
    for signed_for in waiting.select_for_update(of=("self",)).with_page():
        signed_for.version = response.version
        take_out(signed_for, response.reason, by=by)


def objected_part(signed_for):
    """How audit events name that a council objected."""
    return f"objection:{signed_for.pk}"
