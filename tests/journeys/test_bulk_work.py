"""Long work as people meet it: lists loaded on the page, work cancelled, papers for 49 councils in one file."""

import io
import time
import zipfile
from contextlib import contextmanager

import pytest
from django.db import connection

from core.models import Job
from core.policies import SYSTEM
from councils.actions import import_councils
from councils.importer.run import LOCK
from councils.models import ImportRun, ParishArea
from tests.accounts.factories import UserFactory
from tests.charters.factories import Round
from tests.councils.lists import AREAS, area_list, principal_list
from tests.journeys.hands import HANDS

PATIENCE = 300  # seconds; the papers of 49 councils on a machine that has other things to do
COUNCILS = 49
RENAMED = area_list(*[row.replace("Wittersham", "Wittersham and Stone") for row in AREAS])


def wait_for(condition, what):
    """Until it is so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"{what} did not come: {list(Job.objects.values('title', 'status', 'step'))}"
        time.sleep(0.2)


@contextmanager
def imports_held_up():
    """The worker reads the lists and then waits, as it does while another import runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@pytest.fixture
def loaded(portal, tmp_path):
    """The small lists are loaded; an administrator has newer ones."""
    principals, areas = tmp_path / "principals.csv", tmp_path / "areas.csv"
    principals.write_text(principal_list())
    areas.write_text(area_list())
    import_councils(principals=principals, parishes=areas, by=SYSTEM, allow_fewer=True)


def upload(hand):
    hand.page.set_default_timeout(PATIENCE * 1000)  # the worker draws papers on the same processors
    hand.go("/")
    hand.follow("Load newer lists of councils")
    hand.follow("Load newer lists")
    hand.attach("List of parishes and communities", "parishes_2026.csv", RENAMED.encode())
    hand.choose("The new list is meant to be much shorter than what is loaded")
    hand.press("Show what would change")


def running(kind):
    return Job.objects.filter(kind=kind, status="running", step="Reading the lists").exists()


def names():
    return set(ParishArea.objects.values_list("name", flat=True))


def test_an_administrator_loads_a_newer_list(loaded, signed_in):
    hand = signed_in(UserFactory(is_staff=True, app=True, name="Administrator"))
    upload(hand)
    hand.page.get_by_text("1 change would be made.").wait_for(timeout=PATIENCE * 1000)  # the page goes on by itself
    hand.sees("Wittersham → Wittersham and Stone (E04005008)")
    assert "Wittersham and Stone" not in names()
    hand.follow("Go on: apply these changes")
    hand.sees("Renamed")
    with imports_held_up():
        hand.press("Apply the changes")
        wait_for(lambda: running("councils.apply"), "the import")
        hand.page.reload()
        hand.look()
        hand.sees("Reading the lists")
        assert hand.page.locator("progress").count() == 1
        hand.go("/")
        hand.sees("Running: Reading the lists")
        hand.follow("Loading: parishes_2026.csv")
    hand.page.get_by_text("1 change was made.").wait_for(timeout=PATIENCE * 1000)
    hand.look()
    assert "Wittersham and Stone" in names()
    report = hand.download("Download as CSV").decode("utf-8-sig")
    assert "renamed,Renamed,Wittersham → Wittersham and Stone (E04005008)" in report
    hand.follow("All imports")
    hand.sees("parishes_2026.csv")
    hand.sees("Administrator")


def test_a_cancelled_import_changes_nothing(loaded, signed_in):
    hand = signed_in(UserFactory(is_staff=True, app=True))
    upload(hand)
    hand.page.get_by_text("1 change would be made.").wait_for(timeout=PATIENCE * 1000)
    hand.follow("Go on: apply these changes")
    runs = ImportRun.objects.count()
    with imports_held_up():
        hand.press("Apply the changes")
        wait_for(lambda: running("councils.apply"), "the import")
        hand.press("Cancel")
        hand.sees("Cancelled")
        hand.sees("Nothing was changed.")
    upload(hand)  # the worker is free again: it has dropped what was cancelled
    hand.page.get_by_text("1 change would be made.").wait_for(timeout=PATIENCE * 1000)
    assert "Wittersham and Stone" not in names()
    assert ImportRun.objects.count() == runs


def test_an_officer_gets_the_papers_of_49_councils_without_javascript(portal, signed_in):
    charter = Round(locals_=COUNCILS).sent()
    hand = signed_in(charter.officer, HANDS["no-script"])
    hand.page.set_default_timeout(PATIENCE * 1000)
    hand.go(f"/charters/{charter.agreement.reference}/board/")
    hand.follow("Papers for the meetings of many councils")
    hand.choose("A ZIP file with each document by itself and a table of contents")
    hand.press("Make the file")
    hand.sees("Refresh this page to see how far it is")
    job = Job.objects.get(kind="charters.papers")
    wait_for(lambda: Job.objects.get(pk=job.pk).status != "waiting", "the start of the work")
    hand.follow("Refresh this page") if Job.objects.get(pk=job.pk).is_open else hand.page.reload()
    wait_for(lambda: not Job.objects.get(pk=job.pk).is_open, "the end of the work")
    hand.page.reload()
    hand.sees(f"{COUNCILS} papers")
    packed = zipfile.ZipFile(io.BytesIO(hand.download("Download papers-")))
    papers = [name for name in packed.namelist() if name.endswith(".pdf")]
    assert len(set(papers)) == COUNCILS
    assert all(packed.read(name).startswith(b"%PDF") for name in papers)
    assert packed.read("contents.csv").decode("utf-8-sig").count("\n") == COUNCILS + 1
