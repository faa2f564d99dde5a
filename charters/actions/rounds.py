"""A round: sending a version, reminding, closing, publishing."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters import wording
from charters.actions.drafting import locked, named, side_of
from charters.emails import rounds as emails
from charters.models import Agreement, AgreementVersion, Answer, Party, Response, VersionStatus
from charters.models.round import MAX_REMINDERS
from charters.tasks import render_papers
from charters.workflow import VERSION
from core.audit import record, told_who
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require

DAYS_BETWEEN_REMINDERS = 7


@transaction.atomic
def send_version(*, version, councils, reply_by, seen=None, by):
    """Freeze the draft and send it to the councils; each gets an e-mail and a paper for its meeting."""
    version = locked(version)
    refuse_if_changed(seen, text_of(version), record=version.agreement, parts=["draft"])
    if not councils:
        raise Refused(_("Select at least one council"), field="councils")
    if reply_by <= timezone.localdate():
        raise Refused(_("The reply-by date must be in the future"), field="reply_by")
    _refuse_unasked_owner(version, councils)
    text = wording.frozen(version)
    VERSION.move(version, "send", by=by, reply_by=reply_by, sent_at=timezone.now(), sent_by=by, **text)
    agreement = version.agreement
    agreement.title = version.title
    agreement.save(update_fields=["title"])
    invite(version, councils, by=by)
    record(
        "charters.sent",
        agreement,
        ngettext(
            "“%(title)s”, version %(number)s, sent to %(count)s council",
            "“%(title)s”, version %(number)s, sent to %(count)s councils",
            len(councils),
        )
        % {**named(version), "count": len(councils)},
        by=by,
        acting_for=agreement.convener,
        councils=councils,
    )
    return version


def _refuse_unasked_owner(version, councils):
    """A council that is named as the owner of a commitment must be asked whether it agrees."""
    asked = {council.pk for council in councils} | {version.agreement.convener_id}
    for item in version.commitments.select_related("owner"):
        if item.owner_id and item.owner_id not in asked:
            words = _("A commitment is in the name of %(council)s, so send it to that council, too")
            raise Refused(words % {"council": item.owner.label}, field="councils")


def text_of(version):
    """The hash of the text as it stands, by which the page before sending knows what its reader has seen."""
    return {"text": wording.frozen(version)["text_hash"]}


def invite(version, councils, *, by, in_place_of=None):
    """Parties and responses for councils not yet asked, their e-mails and their papers.

    `in_place_of` is the response of a council that ended, from which they took over.
    """
    agreement = version.agreement
    Party.objects.bulk_create(
        [Party(agreement=agreement, council=c, side=side_of(c)) for c in councils], ignore_conflicts=True
    )
    asked = Party.objects.filter(agreement=agreement, council__in=councils).exclude(is_convener=True)
    parties = asked.select_related("council")
    known = set(version.responses.values_list("party_id", flat=True))
    responses = Response.objects.bulk_create(
        Response(version=version, party=party, sent_by=by, in_place_of=in_place_of)
        for party in parties
        if party.pk not in known
    )
    emails.invite(responses)
    transaction.on_commit(lambda: render_papers.delay(version.pk), robust=True)
    return responses


@transaction.atomic
def invite_later(*, version, councils, by):
    """Send a version that is out or in force to councils that were not asked before."""
    version = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=version.pk)
    require(by, "charters.send", version)
    if version.status not in (VersionStatus.OUT, VersionStatus.IN_FORCE):
        raise Refused(_("Only a version that is out for signature or in force can be sent"))
    responses = invite(version, councils, by=by)
    if not responses:
        raise Refused(_("These councils have already been asked"), field="councils")
    names = ", ".join(r.party.council.label for r in responses)
    record(
        "charters.sent",
        version.agreement,
        _("“%(title)s”, version %(number)s, sent to %(names)s") % {**named(version), "names": names},
        by=by,
        acting_for=version.agreement.convener,
        councils=councils,
    )
    return responses


@transaction.atomic
def extend_round(*, version, reply_by, seen=None, by):
    """Give councils more time; those still to answer are told the new date once. Reopens a closed round."""
    version = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=version.pk)
    require(by, "charters.send", version)
    refuse_if_changed(seen, {"reply_by": version.reply_by}, record=version.agreement, parts=["reply_by"])
    if reply_by <= max(version.reply_by, timezone.localdate()):
        raise Refused(_("The new date must be after the old one and in the future"), field="reply_by")
    if version.status == VersionStatus.CLOSED:
        VERSION.move(version, "reopen", by=by, closed_at=None, closed_by=None)
    elif version.status != VersionStatus.OUT:
        raise Refused(_("This round is over"))
    version.reply_by = reply_by
    version.save(update_fields=["reply_by"])
    version.responses.unanswered().update(paper=None)  # their papers name the old date
    transaction.on_commit(lambda: render_papers.delay(version.pk), robust=True)
    emails.tell_new_date(version.responses.unanswered().with_version())
    _round(
        version,
        "charters.extended",
        _("“%(title)s”: reply-by date moved to %(day)s") % {**named(version), "day": date_format(reply_by, "j F Y")},
        by,
        "reply_by",
    )
    return version


@transaction.atomic
def extend_reply(*, response, reply_by, seen=None, by):
    """Give one council more time: its own later date, of which it is told once. Others keep theirs."""
    version = _in_round(response.version, by=by)
    response = Response.objects.select_for_update(of=("self",)).with_version().get(pk=response.pk)
    response.version = version
    if version.status != VersionStatus.OUT:
        raise Refused(_("This round is over"))
    if response.answer != Answer.SENT:
        raise Refused(_("This council has already answered"))
    refuse_if_changed(seen, {"reply_by": response.reply_by}, record=version.agreement, parts=[response.audit_part])
    if reply_by <= max(response.reply_by, timezone.localdate()):
        raise Refused(_("The new date must be after the old one and in the future"), field="reply_by")
    response.later_reply_by, response.paper = reply_by, None  # its paper names the old date
    response.save(update_fields=["later_reply_by", "paper"])
    transaction.on_commit(lambda: render_papers.delay(version.pk), robust=True)
    emails.tell_new_date([response])
    words = _("“%(title)s”: reply-by date of %(council)s moved to %(day)s")
    facts = {**named(version), "council": response.party.council.label, "day": date_format(reply_by, "j F Y")}
    record(
        "charters.extended",
        version.agreement,
        words % facts,
        by=by,
        acting_for=version.agreement.convener,
        councils=[response.party.council],
        restricted=True,
        parts=[response.audit_part],
    )
    return response


def not_now(response):
    """Why this council cannot be reminded at the moment, in words; empty when it can be."""
    if response.answer != Answer.SENT or response.version.status != VersionStatus.OUT:
        return _("This council has already answered")
    if response.reminders >= MAX_REMINDERS:
        return _("This council has been reminded three times. Telephone instead.")
    if response.reminded_at and (timezone.now() - response.reminded_at).days < DAYS_BETWEEN_REMINDERS:
        return _("This council was reminded less than a week ago")
    return ""


@transaction.atomic
def remind(*, response, by):
    """One reminder by hand, at most three and a week apart."""
    response = Response.objects.select_for_update(of=("self",)).with_version().get(pk=response.pk)
    require(by, "charters.send", response.version)
    if reason := not_now(response):
        raise Refused(reason)
    _remind([response], by)
    return response


@transaction.atomic
def remind_all(*, version, by):
    """A reminder to every council that has not answered and may be reminded now; returns their responses."""
    require(by, "charters.send", version)
    waiting = version.responses.unanswered().select_for_update(of=("self",)).with_version().order_by("pk")
    responses = [response for response in waiting if not not_now(response)]
    if not responses:
        raise Refused(_("No council can be reminded now: each was reminded in the last week, or three times"))
    _remind(responses, by)
    return responses


def _remind(responses, by):
    """Count and send; a line for each council, since none is told which others have not answered."""
    for response in responses:
        version, council = response.version, response.party.council
        response.reminders, response.reminded_at, response.reminded_by = response.reminders + 1, timezone.now(), by
        emails.remind(response)
        record(
            "charters.reminded",
            version.agreement,
            _("“%(title)s”: reminder sent to %(council)s") % {**named(version), "council": council.label},
            by=by,
            acting_for=version.agreement.convener,
            councils=[council],
            restricted=True,
        )
    Response.objects.bulk_update(responses, ["reminders", "reminded_at", "reminded_by"])


@transaction.atomic
def close_round(*, version, by):
    """No more answers: the convening principal may now countersign with those who signed."""
    version = _in_round(version, by=by)
    if version.status == VersionStatus.CLOSED:
        raise Refused(told_who(_("This round has already been closed"), version.agreement, [_closed_part(version)]))
    VERSION.move(version, "close", by=by, closed_at=timezone.now(), closed_by=by)
    sentence = _("“%(title)s”: round of version %(number)s closed") % named(version)
    _round(version, "charters.closed", sentence, by, _closed_part(version))
    return version


@transaction.atomic
def withdraw_version(*, version, reason, by):
    """Stop a version before it is in force; every council that was asked is told why."""
    version = _in_round(version, by=by)
    if version.status == VersionStatus.WITHDRAWN:
        sentence = _("This version has already been withdrawn")
        raise Refused(told_who(sentence, version.agreement, [_withdrawn_part(version)]))
    was_sent = version.is_frozen
    VERSION.move(version, "withdraw", by=by)
    if binding := version.agreement.versions.filter(status=VersionStatus.IN_FORCE).first():
        Agreement.objects.filter(pk=version.agreement_id).update(title=binding.title)
    if was_sent:
        emails.tell_withdrawn(version.responses.with_version(), reason)
    _round(
        version,
        "charters.withdrawn",
        _("“%(title)s”, version %(number)s, withdrawn: %(reason)s") % {**named(version), "reason": reason},
        by,
        _withdrawn_part(version),
    )
    return version


@transaction.atomic
def set_published(*, agreement, published, by):
    """Show or hide the agreement on the public pages; only what is in force can be published."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    require(by, "charters.publish", agreement)
    if published == bool(agreement.published_at):
        sentence = _("It is already published") if published else _("It is not published any more")
        raise Refused(told_who(sentence, agreement, ["published"]))
    if published and not agreement.in_force:
        raise Refused(_("Only a %(noun)s that is in force can be published") % {"noun": agreement.noun})
    agreement.published_at = timezone.now() if published else None
    agreement.published_by = by if published else None
    agreement.save(update_fields=["published_at", "published_by"])
    sentence = _("“%(title)s” published") if published else _("“%(title)s” taken off the public pages")
    words = {"title": agreement.title}
    record("charters.published", agreement, sentence % words, by=by, acting_for=agreement.convener, parts=["published"])
    return agreement


def _in_round(version, *, by):
    """The version as it is now, held until the transaction ends."""
    held = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement__convener")
    version = held.get(pk=version.pk)
    require(by, "charters.send", version)
    return version


def _closed_part(version):
    return f"closed:{version.pk}"


def _withdrawn_part(version):
    return f"withdrawn:{version.pk}"


def _round(version, verb, sentence, by, *parts):
    """An event of the whole round: every council that was asked sees it."""
    councils = [r.party.council for r in version.responses.select_related("party__council")]
    convener = version.agreement.convener
    record(verb, version.agreement, sentence, by=by, acting_for=convener, councils=councils, parts=parts)
