"""Accounts' work outside the request."""

from celery import shared_task

from accounts.actions.joining import purge_requests
from accounts.actions.resets import carry_out_reset, let_lapse
from accounts.actions.sending import invite_rows
from accounts.actions.sessions import purge_traces
from accounts.actions.summaries import send_due_summaries
from accounts.models import InvitationBatch, SecondFactorReset


@shared_task
def send_invitations(batch_pk):
    """Invite the mailboxes of a list; run again after a kill it goes on where it was."""
    batch = InvitationBatch.objects.filter(pk=batch_pk, finished_at=None).select_related("principal", "sent_by").first()
    if batch:
        invite_rows(batch)


@shared_task
def sweep_invitations():
    """Lists that were sent and not finished: the broker lost the message, or the worker was killed."""
    for pk in InvitationBatch.objects.unfinished().values_list("pk", flat=True):
        send_invitations(pk)


@shared_task
def purge_join_requests():
    """Once a day: requests to join that were never confirmed, and those decided a year ago."""
    purge_requests()


@shared_task
def purge_sign_in_traces():
    """Once a day: from where people signed in, once it is older than the privacy notice says."""
    purge_traces()


@shared_task
def send_summaries():
    """Every hour of the working day: whoever wants a summary gets one a day or a week, however often this runs."""
    send_due_summaries()


@shared_task
def carry_out_resets():
    """Every few minutes: second factors whose delay is over, and requests that nobody confirmed."""
    for pk in SecondFactorReset.objects.due().order_by("pk").values_list("pk", flat=True):
        carry_out_reset(reset_pk=pk)
    for pk in SecondFactorReset.objects.lapsed().order_by("pk").values_list("pk", flat=True):
        let_lapse(reset_pk=pk)
