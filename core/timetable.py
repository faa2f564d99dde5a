"""The timetable, which lives in the database and outlives a time without it."""

import logging

from django_celery_beat.schedulers import DatabaseScheduler

from core.work import DATABASE_AWAY

logger = logging.getLogger(__name__)


class PatientScheduler(DatabaseScheduler):
    """Goes on with the timetable it knows while the database is away.

    Every five minutes the whole timetable is read anew; without this a database that restarts at that moment ended
    the process, and nothing was swept until somebody started it again.
    """

    def all_as_schedule(self):
        try:
            return super().all_as_schedule()
        except DATABASE_AWAY as error:
            if self._schedule is None:  # it knows none yet: whoever starts it should see why
                raise
            logger.warning("The database is away, so the timetable of before goes on: %s", error)
            return self._schedule
