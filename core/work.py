"""How work is handed to the worker when the broker or the database is away for a moment."""

import logging
import time
import zlib
from contextlib import contextmanager

from celery import Task
from django.db import InterfaceError, OperationalError, connection
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

DATABASE_AWAY = (OperationalError, InterfaceError)
LOCKS = 0x0E0E  # the first half of the advisory locks; the second is what is done
LEAVE_ALONE = 5.0  # seconds without another try, so that a page that writes 700 e-mails waits for the broker once


class PortalTask(Task):
    """A message to the worker is a hint: what is to be done stands in the database, and a sweep finds it.

    So a broker that is away is logged, not raised: the deed is committed already. A database that is away is tried
    again soon, since a sweep may come minutes later.
    """

    autoretry_for = DATABASE_AWAY
    max_retries = 6
    retry_backoff = 2  # 2, 4, 8 … seconds
    retry_backoff_max = 60
    retry_jitter = False
    away_until = 0.0  # by the monotonic clock, one for all tasks of this process

    def apply_async(self, *args, **kwargs):
        hand_over = super().apply_async
        if time.monotonic() < PortalTask.away_until:
            return None
        try:
            return hand_over(*args, **kwargs)
        except (BrokerError, RedisError, OSError) as error:
            PortalTask.away_until = time.monotonic() + LEAVE_ALONE
            logger.warning("The broker is away, so the sweeps will do what is queued now: %s", error)
            return None


@contextmanager
def only_one(what):
    """False if another process does this already: a slow sweep must not take one worker after the other."""
    key = [LOCKS, zlib.crc32(what.encode()) - 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        (first,) = cursor.fetchone()
    try:
        yield first
    finally:
        if first:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
