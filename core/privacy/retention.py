"""Keeping to the periods: what has been kept long enough goes, by the map. Safe to run twice, at any time."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.models import RetentionRun
from core.policies import require
from core.privacy.map import Entry, entries
from core.work import DATABASE_AWAY

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Due:
    """One kind of record with a period of its own, and what of it has been kept long enough."""

    entry: Entry
    before: datetime

    @property
    def rows(self):
        return self.entry.kept.due(self.before)

    @property
    def many(self):
        return self.rows.count()


def kinds(now=None):
    """Every kind of record with a period of its own."""
    now = now or timezone.now()
    for entry in entries():
        if entry.kept.due:
            yield Due(entry, now - timedelta(days=entry.kept.days))


def keep_to_retention(*, by, now=None):
    """Let everything go that is due, each kind in a transaction of its own; {title: how many}.

    A kind that fails is logged and keeps no other waiting.
    """
    require(by, "core.keep_to_retention")
    gone = {}
    for due in kinds(now):
        try:
            if many := _let_go(due):
                gone[str(due.entry.title)] = many
        except DATABASE_AWAY:
            raise
        except Exception:
            logger.exception("The period of %s could not be kept to", due.entry.label)
    if gone:
        _note(gone, by)
    return gone


@transaction.atomic
def _let_go(due):
    keys = list(due.rows.values_list("pk", flat=True))
    if keys:
        rows = due.entry.model._base_manager.filter(pk__in=keys)
        end = due.entry.kept.end
        return end(rows) if end else _deleted(rows, len(keys))
    return 0


def _deleted(rows, many):
    rows.delete()
    return many


@transaction.atomic
def _note(gone, by):
    run = RetentionRun.objects.create(by=by, gone=gone)
    words = _("Records that were kept long enough went: %(many)s") % {"many": sum(gone.values())}
    record("core.retention_kept", run, words, by=by, restricted=True)
