"""Core's work outside the request: mail, the audit chain and long work."""

import logging

from celery import shared_task
from django.db import transaction

from core.audit import seal_events
from core.jobs import running, sweeping
from core.mail.blocks import send_block, send_block_of
from core.models import Job, OutgoingEmail
from core.outbox import deliver, deliver_in_turn
from core.work import DATABASE_AWAY, only_one

logger = logging.getLogger(__name__)
BLOCKS_AT_ONCE = 200  # of shared e-mails, handed out by one sweep


def one_by_one(keys, work):
    """Do the work for each key; one that fails is logged and does not keep the others waiting."""
    for key in keys:
        try:
            work(key)
        except DATABASE_AWAY:
            raise  # it would be so for all the others, too
        except Exception:
            logger.exception("%s failed for %s", work.__name__, key)


@shared_task
def send_email(pk):
    """Send one e-mail of the outbox, a shared one with its block; codes that wait go before it."""
    if not deliver_in_turn(pk):
        send_block_of(pk)


@shared_task
def send_mail_block(number):
    """Send a block of shared e-mails over one connection, unless another worker is at it."""
    send_block(number)


@shared_task
def sweep_outbox():
    """Every minute: whatever is due and was not sent, because of a failure or a lost message of the broker."""
    with only_one("sweep_outbox") as first:
        if first:
            one_by_one(OutgoingEmail.objects.due().letters().values_list("pk", flat=True)[:500], deliver)
            for number in OutgoingEmail.objects.due().shared().blocks()[:BLOCKS_AT_ONCE]:
                ask_for_block(number)


def ask_for_block(number):
    """Hand a block to whichever worker for mail is free; what people wait for goes before it."""
    transaction.on_commit(lambda: send_mail_block.apply_async((number,), priority=9), robust=True)


@shared_task
def seal_audit():
    """Every minute: chain the new audit events."""
    seal_events()


@shared_task
def run_job(pk):
    """Do a piece of long work, unless it has ended or another worker is at it."""
    running.run(pk)


@shared_task
def sweep_jobs():
    """Every minute: work whose worker was killed, and work that the broker forgot."""
    one_by_one(Job.objects.running().values_list("pk", flat=True), sweeping.put_back)
    one_by_one(Job.objects.forgotten().values_list("pk", flat=True), _ask_again)


@transaction.atomic
def _ask_again(pk):
    if sweeping.noted(pk):
        transaction.on_commit(lambda: run_job.delay(pk), robust=True)


@shared_task
def purge_jobs():
    """Once a day: files and reports of work that ended a month ago."""
    one_by_one(Job.objects.to_purge().values_list("pk", flat=True).distinct(), sweeping.purge)
