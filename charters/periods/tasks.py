"""What happens when a period is over."""

from celery import shared_task

from charters.actions.signed_pages import count_unopposed
from charters.models import SignedPage
from core.tasks import one_by_one


def _count(pk):
    count_unopposed(page=SignedPage.objects.get(pk=pk))


@shared_task
def count_unopposed_signatures():
    """Every five minutes: pages of associations whose listed councils may no longer object."""
    one_by_one(SignedPage.objects.to_count().values_list("pk", flat=True), _count)
