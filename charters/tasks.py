"""Documents made outside the request."""

from celery import shared_task

from charters.models import AgreementVersion
from charters.printing import make_issued_copy, make_meeting_papers
from core.tasks import one_by_one


@shared_task
def render_papers(version_pk):
    """The paper for the meeting of every council that has none yet."""
    make_meeting_papers(version_pk)


@shared_task
def sweep_documents():
    """Every five minutes: papers and copies that are missing because a message of the broker was lost."""
    one_by_one(AgreementVersion.objects.without_copy().values_list("pk", flat=True), make_issued_copy)
    one_by_one(AgreementVersion.objects.without_paper().values_list("pk", flat=True), make_meeting_papers)


@shared_task
def issue_copy(version_pk):
    """The signed PDF with every signature given so far, unless it is there."""
    make_issued_copy(version_pk)
