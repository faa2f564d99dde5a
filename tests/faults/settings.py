"""The portal of the faults: as in tests, with a timetable of seconds instead of minutes."""

from config.settings.test import *
from config.settings.test import CELERY_BEAT_SCHEDULE

OFTEN = (60, 300)  # the sweeps; what comes once a day stays out of it
CELERY_BEAT_MAX_LOOP_INTERVAL = 1
CELERY_BEAT_SCHEDULE = {
    name: {**entry, "schedule": 2} for name, entry in CELERY_BEAT_SCHEDULE.items() if entry["schedule"] in OFTEN
}
