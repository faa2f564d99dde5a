"""A reply that came by post, telephone or e-mail, written down by the convener's officer."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters.actions.drafting import named, values
from charters.actions.objections import take_out_declined
from charters.actions.signing import already_signed, lock_response, refuse_other_answer
from charters.emails import rounds as emails
from charters.models import Answer, Channel, ReceivedReply, ReplyScan, Response, VersionStatus
from core.attachments import accepted
from core.audit import record
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require


def recorded_of(response):
    """What the form in which an officer records an answer shows."""
    return values(response, "answer", "comments", "reason")


@transaction.atomic
def record_reply(*, response, channel, received_on, said_by, answer, comments="", reason="", file=None, description="",
                 seen=None, by):  # fmt: skip
    """Write down a council's answer for it. The council is told at once and can answer differently itself.

    It is an answer, not a signature. Raises Refused when the round is closed, the council has signed or has answered
    here itself, the day is not within the round, a letter comes without its scan, or the file is no PDF or picture.
    """
    response = lock_response(response)
    version = response.version
    require(by, "charters.record_reply", response)
    _refuse_too_late(response)
    refuse_other_answer(version.agreement, answer)
    refuse_if_changed(seen, recorded_of(response), record=version.agreement, parts=[response.audit_part])
    if not timezone.localdate(version.sent_at) <= received_on <= timezone.localdate():
        words = _("The day must be between the day it was sent, %(day)s, and today")
        raise Refused(words % {"day": date_format(version.sent_at, "j F Y")}, field="received_on")
    if channel == Channel.POST and not file:
        raise Refused(_("Choose a scan or a photograph of the letter"), field="file")
    reply = ReceivedReply.objects.create(
        response=response, channel=channel, received_on=received_on, said_by=said_by, answer=answer, recorded_by=by
    )
    if file:
        ReplyScan.objects.create(reply=reply, **scanned(file, description))
    response.answer = answer
    response.comments = comments if answer in (Answer.WITH_COMMENTS, Answer.ACKNOWLEDGED) else ""
    response.reason = reason if answer == Answer.DECLINED else ""
    response.share_comments = False  # whether to share them is the council's own choice
    response.answered_at, response.answered_by = reply.recorded_at, by
    response.save()
    _said(reply, by)
    take_out_declined(response, by=by)
    emails.tell_recorded(reply)
    return reply


def _refuse_too_late(response):
    """Nothing is recorded over what the council itself said, or when the round is over."""
    if response.version.status != VersionStatus.OUT:
        raise Refused(_("This round is closed, so no answer can be recorded any more"))
    if response.version.signatures.filter(party=response.party).exists():
        raise Refused(already_signed(response))
    if answered_itself(response):
        words = _("%(council)s has answered here itself. Only its own people can change that answer.")
        raise Refused(words % {"council": response.party.council.label})


def _said(reply, by):
    """What was recorded is for the council and the convener alone."""
    version, council = reply.response.version, reply.council
    words = _("“%(title)s”, version %(number)s: answer of %(council)s recorded: %(answer)s (%(channel)s, %(day)s)")
    facts = {
        **named(version),
        "council": council.label,
        "answer": reply.get_answer_display(),
        "channel": reply.get_channel_display(),
        "day": date_format(reply.received_on, "j F Y"),
    }
    record(
        "charters.reply_recorded",
        version.agreement,
        words % facts,
        by=by,
        acting_for=version.agreement.convener,
        councils=[council],
        restricted=True,
        parts=[reply.response.audit_part],
    )


def answered_itself(response):
    """True if the answer as it stands was typed here by somebody of the council."""
    if response.answer == Answer.SENT:
        return False
    return Response.objects.filter(pk=response.pk).with_channel().get().channel is None


def scanned(file, description):
    """The fields of a scan of this file; refused, at its field, without words or if it is no PDF or picture."""
    if not description:
        raise Refused(_("Enter what the page says, for people who cannot see it"), field="description")
    try:
        kept = accepted(file)
    except Refused as refusal:
        raise Refused(str(refusal), field="file") from None
    return {
        "filename": kept.filename,
        "content_type": kept.content_type,
        "content": kept.content,
        "description": description,
    }
