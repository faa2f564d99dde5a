"""Comments on sections: said by a council while a version goes round, decided one by one by the convener."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.actions.signing import lock_response
from charters.comments import parts_of
from charters.models import AgreementVersion, Decision, SectionComment, VersionStatus
from core.audit import record
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require


def comment_of(response, key):
    """What the form about a comment shows: the one that waits for its decision, else nothing."""
    found = response.section_comments.undecided().filter(section_key=key).first()
    return {"text": found.text if found else ""}


@transaction.atomic
def comment_on_section(*, response, key, text, seen=None, by):
    """A council's comment on one section, which it may change or take back (empty) until it is decided.

    Raises Refused when the round is over or the version has no such section.
    """
    response = lock_response(response)
    version, council = response.version, response.party.council
    require(by, "charters.answer", response)
    if version.status != VersionStatus.OUT:
        raise Refused(_("This round is closed. Contact %(convener)s.") % {"convener": version.agreement.convener.label})
    heading = parts_of(version).get(key)
    if heading is None:
        raise Refused(_("This version has no such section"))
    part = f"comment:{response.pk}:{key}"
    refuse_if_changed(seen, comment_of(response, key), record=version.agreement, parts=[part])
    found = response.section_comments.undecided().filter(section_key=key).first()
    if (found.text if found else "") == text:
        return found  # pressed twice
    if not text:
        found.delete()
        words = _("%(council)s took its comment on “%(heading)s” back")
    else:
        found = found or SectionComment(response=response, section_key=key)
        found.heading, found.text, found.written_at, found.written_by = heading, text, timezone.now(), by
        found.save()
        words = _("%(council)s commented on “%(heading)s”")
    sentence = words % {"council": council.label, "heading": heading}
    record("charters.commented", version.agreement, sentence, by=by, acting_for=council,
           councils=[version.agreement.convener], restricted=True, parts=[part])  # fmt: skip
    return found if text else None


def decision_of(comment):
    """What the form about a decision shows."""
    return {"decision": comment.decision, "reason": comment.reason}


@transaction.atomic
def decide_comment(*, comment, decision, reason, seen=None, by):
    """The convener's decision about one comment, with its reason; it may be changed until a later version is sent.

    Raises Refused when the council has been told already, or has taken its comment back.
    """
    held = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement__convener")
    version = held.get(pk=comment.response.version_id)
    require(by, "charters.decide_comment", version)
    agreement = version.agreement
    comment = SectionComment.objects.select_for_update(of=("self",)).whole().filter(pk=comment.pk).first()
    if comment is None:
        raise Refused(_("The council has taken this comment back"))
    refuse_if_changed(seen, decision_of(comment), record=agreement, parts=[comment.audit_part])
    if agreement.versions.filter(number__gt=version.number).sent().exists():
        raise Refused(_("Councils have been told this decision with the version that followed"))
    if decision == comment.decision and reason == comment.reason:
        return comment
    comment.decision, comment.reason, comment.decided_at, comment.decided_by = decision, reason, timezone.now(), by
    comment.save(update_fields=["decision", "reason", "decided_at", "decided_by"])
    words = _("Comment of %(council)s on “%(heading)s”: %(decision)s. %(reason)s")
    facts = {"council": comment.council.label, "heading": comment.heading, "reason": reason}
    sentence = words % {**facts, "decision": Decision(decision).label}
    record("charters.comment_decided", agreement, sentence, by=by, acting_for=agreement.convener,
           councils=[comment.council], restricted=True, parts=[comment.audit_part])  # fmt: skip
    return comment
