"""Commitments after the signatures: how they stand, what shows it, and what the other side says."""

from django.db import IntegrityError, transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.actions.drafting import values
from charters.emails import commitments as emails
from charters.models import AgreementVersion, Evidence, ProgressComment, ProgressEntry, VersionStatus
from core.attachments import accepted
from core.audit import record
from core.exceptions import Refused
from core.formatting import date
from core.locking import refuse_if_changed
from core.policies import require


def progress_of(entry):
    """What the form about an entry shows."""
    return values(entry, "standing", "stood_on", "text", "figure", "link")


@transaction.atomic
def report_progress(*, commitment, party, standing, stood_on, text, figure="", link="", file=None, description="", by):
    """A council says how one of its commitments stood on a day; the other side reads it and may comment.

    Raises Refused when the version is not in force, the council has not signed it or does not answer for this
    commitment, the day is not one of the charter's past, or that day has an entry already.
    """
    version = _in_force(commitment)
    require(by, "charters.report_progress", party)
    _refuse_stranger(version, commitment, party)
    _refuse_day(version, stood_on)
    try:
        with transaction.atomic():
            entry = ProgressEntry.objects.create(
                commitment=commitment,
                party=party,
                standing=standing,
                stood_on=stood_on,
                text=text,
                figure=figure,
                link=link,
                written_by=by,
            )
    except IntegrityError as error:
        if "progress_once_a_day" not in str(error):
            raise
        words = _("Your council has reported for %(day)s already. Change that entry, or give another day")
        raise Refused(words % {"day": date(stood_on)}, field="stood_on") from None
    if file:
        _attach(entry, file, description, by)
    sentence = _("%(council)s on “%(commitment)s”: %(standing)s") % _names(entry)
    _said("charters.progress_reported", entry, sentence, by)
    emails.tell_reported(entry)
    return entry


@transaction.atomic
def edit_progress(*, entry, standing, stood_on, text, figure="", link="", file=None, description="", drop_file=False,
                  seen=None, by):  # fmt: skip
    """The council that wrote an entry corrects it, or takes its file away; the trail keeps that it did."""
    version = _in_force(entry.commitment)
    entry = ProgressEntry.objects.select_for_update(of=("self",)).whole().get(pk=entry.pk)
    require(by, "charters.edit_progress", entry)
    refuse_if_changed(seen, progress_of(entry), record=entry.agreement, parts=[entry.audit_part])
    _refuse_day(version, stood_on)
    if entry.commitment.entries.filter(party=entry.party, stood_on=stood_on).exclude(pk=entry.pk).exists():
        raise Refused(_("Your council has another entry for this day"), field="stood_on")
    entry.standing, entry.stood_on, entry.text, entry.figure, entry.link = standing, stood_on, text, figure, link
    entry.save(update_fields=["standing", "stood_on", "text", "figure", "link"])
    if drop_file or file:
        Evidence.objects.filter(entry=entry).delete()
    if file:
        _attach(entry, file, description, by)
    sentence = _("%(council)s corrected its entry on “%(commitment)s”: %(standing)s") % _names(entry)
    _said("charters.progress_edited", entry, sentence, by)
    return entry


@transaction.atomic
def comment_on_progress(*, entry, party, text, by):
    """The other side says something to an entry; the council that wrote it is told."""
    _in_force(entry.commitment)
    require(by, "charters.comment_on_progress", entry)
    require(by, "charters.report_progress", party)  # in the name of a council of one's own
    if not entry.other_side().filter(pk=party.pk).exists():
        raise Refused(_("Only a council of the other side that has signed can comment on this"))
    if entry.comments.filter(party=party, text=text).exists():
        raise Refused(_("Your council has said this already"), field="text")  # pressed twice
    comment = ProgressComment.objects.create(entry=entry, party=party, text=text, written_by=by)
    words = {"council": party.council.label, "commitment": str(entry.commitment)}
    sentence = _("%(council)s commented on “%(commitment)s”") % words
    councils = [entry.council, entry.agreement.convener]
    record("charters.progress_commented", entry.agreement, sentence, by=by, acting_for=party.council, councils=councils)
    emails.tell_comment(comment)
    return comment


def _in_force(commitment):
    """The commitment's version, locked; refused unless it is in force."""
    held = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement__convener")
    version = held.get(pk=commitment.version_id)
    newer = version.agreement.versions.filter(status=VersionStatus.IN_FORCE).first()
    carried = newer and newer.commitments.filter(key=commitment.key).exists()
    if version.status != VersionStatus.IN_FORCE and not carried:
        raise Refused(_("This commitment is not in force, so nothing can be reported about it"))
    return newer


def _refuse_stranger(version, commitment, party):
    if party.agreement_id != version.agreement_id or not version.signatures.filter(party=party).exists():
        raise Refused(_("Your council has not signed this"))
    if version.withdrawals.over().filter(party=party).exists():
        raise Refused(_("Your council has left"))
    if not commitment.binds(party):
        raise Refused(_("Others answer for this commitment. Your council can comment on what they report"))


def _refuse_day(version, stood_on):
    began = version.agreement.versions.aggregate(first=Min("in_force_on"))["first"]
    if stood_on > timezone.localdate():
        raise Refused(_("The day must be today or in the past"), field="stood_on")
    if stood_on < began:
        words = _("The day must not be before it came into force on %(day)s")
        raise Refused(words % {"day": date(began)}, field="stood_on")


def _attach(entry, file, description, by):
    """Keep a file with an entry after a look into it."""
    try:
        kept = accepted(file)
    except Refused as refusal:
        raise Refused(refusal.message, field="file") from None
    Evidence.objects.create(
        entry=entry,
        filename=kept.filename,
        content_type=kept.content_type,
        content=kept.content,
        description=description,
        added_by=by,
    )


def _names(entry):
    return {
        "council": entry.council.label,
        "commitment": str(entry.commitment),
        "standing": entry.get_standing_display(),
    }


def _said(verb, entry, sentence, by):
    """For every council that was asked: the year is theirs together."""
    councils = [entry.agreement.convener]
    record(verb, entry.agreement, sentence, by=by, acting_for=entry.council, councils=councils,
           parts=[entry.audit_part])  # fmt: skip
