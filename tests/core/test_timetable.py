"""The timetable goes on without the database, and follows it when it is back."""

import pytest
from django.db import OperationalError
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from config.celery import app
from core.timetable import PatientScheduler


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    """The scheduler closes connections that a test needs for its transaction."""
    monkeypatch.setattr("django_celery_beat.schedulers.close_old_connections", lambda: None)


@pytest.fixture
def scheduler(db):
    return PatientScheduler(app=app, lazy=False)


@pytest.fixture
def away(monkeypatch):
    """Reading the timetable fails as long as this holds True."""
    state = {"away": False}
    read = PatientScheduler.enabled_models

    def enabled_models(self):
        if state["away"]:
            raise OperationalError("the database system is starting up")
        return read(self)

    monkeypatch.setattr(PatientScheduler, "enabled_models", enabled_models)
    return state


def test_it_goes_on_with_what_it_knows_and_then_reads_again(away, scheduler):
    before = set(scheduler.schedule)
    assert "sweep-outbox" in before
    every = IntervalSchedule.objects.create(every=7, period=IntervalSchedule.SECONDS)
    PeriodicTask.objects.create(name="new", task="core.tasks.sweep_outbox", interval=every)
    away["away"] = True
    scheduler._last_full_sync = scheduler._last_full_sync.replace(year=2000)  # five minutes are over
    assert set(scheduler.schedule) == before
    away["away"] = False
    scheduler._last_full_sync = scheduler._last_full_sync.replace(year=2000)
    assert "new" in scheduler.schedule


def test_it_does_not_start_without_the_database(away, db):
    away["away"] = True
    with pytest.raises(OperationalError):
        PatientScheduler(app=app, lazy=False)
