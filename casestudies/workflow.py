"""The life of a case study that councils write: one table."""

from django.utils.translation import gettext as _

from casestudies.models import Approval, CaseStudy, PublicationStatus
from casestudies.wording import hash_of
from core.exceptions import Refused
from core.workflow import Step, Workflow

S = PublicationStatus
LEAST_PARTIES = 2


def may_go_out(publication):
    """Two councils at least took part, and what was done and learned is written."""
    study = publication.study
    if len(study.council_ids) < LEAST_PARTIES:
        raise Refused(_("Name at least two councils that took part: both approve the words before anyone reads them"))
    if not study.did.strip() or not study.lesson.strip():
        raise Refused(_("Write what was done and what others can learn before you ask for approval"))


def everyone_approved(publication):
    """Every council that took part approved exactly these words."""
    now = hash_of(publication.study)
    waiting = [
        approval.council.full_name
        for approval in publication.approvals.select_related("council")
        if approval.answer != Approval.Answer.APPROVED or approval.text_hash != now
    ]
    if waiting or not publication.approvals.exists():
        raise Refused(_("Not approved yet by: %(councils)s") % {"councils": ", ".join(waiting) or _("anyone")})


def was_in_the_library(publication):
    """A draft that nobody approved does not get into the library by way of the archive."""
    if publication.study.origin == CaseStudy.Origin.COUNCIL and publication.published_at is None:
        raise Refused(_("It was never published. Its council can take it up again as a draft."))


PUBLICATION = Workflow(
    [
        Step(S.DRAFT, S.OUT, "ask", "casestudies.edit_draft", may_go_out),
        Step(S.OUT, S.DRAFT, "take_back", "casestudies.edit_draft"),
        Step(S.OUT, S.PUBLISHED, "publish", "casestudies.edit_draft", everyone_approved),
        Step(S.PUBLISHED, S.DRAFT, "revise", "casestudies.edit_draft"),
        Step(S.PUBLISHED, S.ARCHIVED, "archive", "casestudies.review"),
        Step(S.DRAFT, S.ARCHIVED, "archive", "casestudies.review"),
        Step(S.OUT, S.ARCHIVED, "archive", "casestudies.review"),
        Step(S.ARCHIVED, S.DRAFT, "revise", "casestudies.edit_draft"),
        Step(S.ARCHIVED, S.PUBLISHED, "restore", "casestudies.administer", was_in_the_library),
    ]
)
