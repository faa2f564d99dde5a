"""The library's work outside the request: files on demand, and what the calendar brings."""

from celery import shared_task

from casestudies.models import LETTERS_KEPT, PRINTOUTS_KEPT, Printout
from casestudies.printing import make_printout as make
from core.tasks import one_by_one


@shared_task
def make_printout(pk):
    """One file that somebody waits for."""
    make(pk)


@shared_task
def sweep_printouts():
    """Every five minutes: files that are missing because a message of the broker was lost; old ones go."""
    one_by_one(Printout.objects.unmade().values_list("pk", flat=True)[:100], make)
    Printout.objects.outlived(Printout.Kind.LETTER, LETTERS_KEPT).delete()
    Printout.objects.outlived(Printout.Kind.BOOKLET, PRINTOUTS_KEPT).delete()
