"""From draft to the library: every council that took part approves the words and the credit first."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies import emails, shelf
from casestudies.models import Approval, CaseStudy, Publication, PublicationStatus
from casestudies.wording import hash_of, text_of
from casestudies.workflow import PUBLICATION
from core.audit import record
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council

REVIEW_AFTER = timedelta(days=2 * 365)  # a case study older than that should be looked at again


@transaction.atomic
def ask_for_approval(*, publication, by):
    """Send the words to every council that took part; the owner's own approval is given by asking."""
    publication = _locked(publication)
    PUBLICATION.move(publication, "ask", by=by)
    study, digest, now = publication.study, hash_of(publication.study), timezone.now()
    publication.approvals.all().delete()
    for council in Council.objects.filter(pk__in=study.council_ids).by_name():
        own = council.pk == publication.owner_id
        approval = Approval.objects.create(
            publication=publication,
            council=council,
            text_hash=digest,
            asked_by=by,
            **({"answer": Approval.Answer.APPROVED, "answered_at": now, "answered_by": by} if own else {}),
        )
        if not own:
            emails.ask_to_approve(approval)
    _tell(publication, "casestudies.sent", _("Case study “%(title)s” sent for approval"), by=by)
    return publication


@transaction.atomic
def answer_approval(*, approval, approved, words="", seen=None, by):
    """A council approves the words and the credit, or says what should be changed.

    `seen` is what the page showed: whoever read other words than those that are out now is refused.
    """
    publication = _locked(approval.publication)
    asked = Approval.objects.select_for_update(of=("self",)).filter(publication=publication)
    approval = asked.filter(council=approval.council_id).first()  # sent out anew, it is another row
    if approval is None:
        raise Refused(_("Your council is no longer named in this case study, so there is nothing to approve."))
    require(by, "casestudies.approve", approval)
    if publication.status != PublicationStatus.OUT:
        raise Refused(_("The case study was taken back meanwhile. You will be asked again."))
    refuse_if_changed(seen, text_of(publication.study), record=publication.study, parts=["words"])
    if not approved and not words.strip():
        raise Refused(_("Enter what should be changed"), field="words")
    approval.answer = Approval.Answer.APPROVED if approved else Approval.Answer.CHANGES
    approval.words = "" if approved else words
    approval.answered_at, approval.answered_by = timezone.now(), by
    approval.save()
    sentence = _("Case study “%(title)s” approved") if approved else _("Changes asked for: case study “%(title)s”")
    _tell(publication, "casestudies.answered", sentence, by=by, acting_for=approval.council)
    emails.tell_answer(approval)
    return approval


@transaction.atomic
def take_back(*, publication, by):
    """Back to draft while it is out, to change the words; everybody is asked anew afterwards."""
    publication = _locked(publication)
    PUBLICATION.move(publication, "take_back", by=by)
    _tell(publication, "casestudies.taken_back", _("Case study “%(title)s” taken back to be changed"), by=by)
    return publication


@transaction.atomic
def publish_study(*, publication, review_on=None, by):
    """Into the library, once all parties have approved exactly these words."""
    publication = _locked(publication)
    review_on = review_on or timezone.localdate() + REVIEW_AFTER
    if review_on <= timezone.localdate():
        raise Refused(_("The review date must be in the future"), field="review_on")
    PUBLICATION.move(publication, "publish", by=by, published_at=timezone.now(), published_by=by, review_on=review_on)
    _tell(publication, "casestudies.published", _("Case study “%(title)s” published"), by=by)
    for council in Council.objects.filter(pk__in=publication.study.council_ids).exclude(pk=publication.owner_id):
        emails.tell_published(publication, council)
    return publication


@transaction.atomic
def revise_study(*, publication, by):
    """Out of the library and back to draft, to be changed and approved again."""
    publication = _locked(publication)
    PUBLICATION.move(
        publication, "revise", by=by, archived_at=None, archived_by=None, archive_reason="", review_on=None
    )
    _tell(publication, "casestudies.revised", _("Case study “%(title)s” taken out of the library to be changed"), by=by)
    return publication


@transaction.atomic
def review_study(*, publication, review_on, by):
    """The owner has looked at it and it is still right; look again on this day."""
    publication = _locked(publication)
    require(by, "casestudies.review", publication)
    if publication.status != PublicationStatus.PUBLISHED or review_on <= timezone.localdate():
        raise Refused(_("The review date must be in the future"), field="review_on")
    publication.review_on = review_on
    publication.save(update_fields=["review_on"])
    _tell(publication, "casestudies.reviewed", _("Case study “%(title)s” reviewed: still right"), by=by)
    return publication


@transaction.atomic
def archive_study(*, study, reason, by):
    """Out of the library, with the reason; nothing is deleted. A shipped study gets its record here and now."""
    publication = _publication_of(study, by)
    facts = {"archived_at": timezone.now(), "archived_by": by, "archive_reason": reason.strip()}
    if not facts["archive_reason"]:
        raise Refused(_("Enter the reason"), field="reason")
    PUBLICATION.move(publication, "archive", by=by, **facts)
    _tell(publication, "casestudies.archived", _("Case study “%(title)s” archived"), by=by)
    return publication


@transaction.atomic
def restore_study(*, publication, by):
    """Back into the library, if it was there before."""
    publication = _locked(publication)
    PUBLICATION.move(publication, "restore", by=by, archived_at=None, archived_by=None, archive_reason="")
    _tell(publication, "casestudies.restored", _("Case study “%(title)s” restored"), by=by)
    return publication


def _publication_of(study, by):
    """The study's publication, held; a shipped study has none before somebody takes charge of it."""
    study = CaseStudy.objects.select_for_update(of=("self",)).get(pk=study.pk)
    publication = Publication.objects.filter(study=study).first()
    if publication is None:
        require(by, "casestudies.administer")
        publication = Publication.objects.create(study=study, status=PublicationStatus.PUBLISHED, started_by=by)
    return _locked(publication)


def _locked(publication):
    """As it is now, with its words, until the transaction ends."""
    found = Publication.objects.select_for_update(of=("self",)).select_related("study", "owner")
    return found.get(pk=publication.pk)


def _tell(publication, verb, sentence, *, by, acting_for=None):
    """Known to the councils that took part; once it is published, to everyone who reads its timeline."""
    shelf.forget()
    councils = Council.objects.filter(pk__in=publication.study.council_ids)
    record(
        verb,
        publication.study,
        sentence % {"title": publication.study.title},
        by=by,
        councils=councils,
        acting_for=acting_for or publication.owner,
        restricted=True,
    )
