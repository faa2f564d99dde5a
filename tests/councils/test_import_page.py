"""Lists loaded on the page: a preview that changes nothing, then exactly what it showed, or nothing."""

import csv
import gzip
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.jobs.running import run
from core.models import Job
from core.policies import SYSTEM
from councils.actions import import_councils
from councils.current_lists import write_areas, write_principals
from councils.models import Council, ImportRun, ParishArea
from tests.accounts.factories import UserFactory, sign_in
from tests.councils.lists import AREAS, PRINCIPALS, area_list, principal_list

pytestmark = pytest.mark.django_db
RENAMED = [row.replace("Wittersham", "Wittersham and Stone") for row in AREAS]


@pytest.fixture
def loaded(tmp_path):
    """The small lists are loaded."""
    principals, areas = tmp_path / "principals.csv", tmp_path / "areas.csv"
    principals.write_text(principal_list())
    areas.write_text(area_list())
    import_councils(principals=principals, parishes=areas, by=SYSTEM, allow_fewer=True)


@pytest.fixture
def admin(client):
    admin = UserFactory(is_staff=True, app=True)
    sign_in(client, admin)
    return admin


@pytest.fixture
def upload(client, admin):
    """`upload(areas=text)` sends lists as the page does, lets the worker look, and returns the job."""

    def send(*, name="areas.csv", **lists):
        files = {
            key: SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
            for key, text in lists.items()
        }
        answer = client.post(reverse("councils:import-new"), {**files, "allow_fewer": "on"})
        assert answer.status_code == 302, answer.content.decode()
        return done(Job.objects.latest("pk"))

    return send


def done(job):
    run(job.pk)
    return Job.objects.get(pk=job.pk)


def apply(client, job):
    """Press the button of the page; the job that follows, done."""
    client.post(reverse("councils:import-apply", args=[job.public_id]))
    return done(Job.objects.latest("pk"))


def lines(job):
    return set(job.lines.values_list("group", "text"))


def test_the_present_lists_change_nothing(loaded, tmp_path):
    report = import_councils(
        principals=write_principals(tmp_path), parishes=write_areas(tmp_path), by=SYSTEM, allow_fewer=True
    )
    assert report.changes == 0, report


def test_a_preview_shows_the_differences_and_changes_nothing(loaded, upload, client):
    before = list(ParishArea.objects.order_by("pk").values())
    job = upload(areas=area_list(*RENAMED))
    assert (job.status, job.summary) == ("done", "1 change would be made.")
    assert lines(job) == {("renamed", "Wittersham → Wittersham and Stone (E04005008)")}
    assert list(ParishArea.objects.order_by("pk").values()) == before
    page = client.get(job.get_absolute_url()).content.decode()
    assert "Renamed (1)" in page
    assert "apply these changes" in page


def test_applying_does_what_was_shown_once(loaded, upload, client, admin):
    preview = upload(areas=area_list(*RENAMED))
    assert "Renamed" in client.get(reverse("councils:import-apply", args=[preview.public_id])).content.decode()
    job = apply(client, preview)
    assert (job.status, job.summary) == ("done", "1 change was made.")
    assert ParishArea.objects.filter(name="Wittersham and Stone").exists()
    runs = ImportRun.objects.count()
    assert apply(client, preview) == job
    assert ImportRun.objects.count() == runs
    made = ImportRun.objects.latest("pk")
    assert (made.by, made.areas_file, made.changes) == (admin, "areas.csv", 1)


def test_a_preview_that_is_no_longer_true_is_refused(loaded, upload, client):
    preview = upload(areas=area_list(*RENAMED))
    ParishArea.objects.filter(code="E04007787").update(name="Carlton-by-the-Sea")
    job = apply(client, preview)
    assert job.status == "failed"
    assert "Make a new preview" in job.error
    assert not ParishArea.objects.filter(name="Wittersham and Stone").exists()
    assert ParishArea.objects.filter(name="Carlton-by-the-Sea").exists()


def test_a_preview_from_before_another_import_says_so(loaded, upload, client):
    preview = upload(areas=area_list(*RENAMED))
    apply(client, upload(areas=area_list(*AREAS[:-1])))
    page = client.get(reverse("councils:import-apply", args=[preview.public_id])).content.decode()
    assert "it no longer says what would happen" in page


def test_only_principals_leaves_the_areas(loaded, upload, client):
    rows = [row.replace("Ashford Borough Council", "Ashford Council") for row in PRINCIPALS]
    apply(client, upload(principals=principal_list(*rows), name="principals.csv"))
    assert Council.objects.get(code="E07000105").name == "Ashford Council"
    assert not ParishArea.objects.exclude(gone_on=None).exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("gss_code,name\nE04005008\n", "areas.csv, row 2: 1 cells where the column names have 2"),
        ("area,name\nx,y\n", "Missing: code"),
        ("gss_code,name\nE99,Wittersham\n", "areas.csv, row 2: “E99” is not the code"),
        (b"\xff\xfe\x00", "areas.csv"),
        (b"PK\x03\x04 not a list", "areas.csv"),
    ],
)
def test_a_list_that_cannot_be_trusted_is_refused_with_file_row_and_reason(loaded, upload, content, reason):
    job = upload(areas=content)
    assert job.status == "failed"
    assert reason in job.error


def test_a_list_cut_off_is_refused_unless_allowed(loaded, client, admin):
    file = SimpleUploadedFile("areas.csv", area_list(*AREAS[:2]).encode())
    client.post(reverse("councils:import-new"), {"areas": file})
    job = done(Job.objects.latest("pk"))
    assert "it was probably cut off" in job.error
    assert "--" not in job.error


def test_packed_lists_are_read_and_bombs_are_not(loaded, upload, monkeypatch):
    assert upload(areas=gzip.compress(area_list(*RENAMED).encode()), name="areas.csv.gz").status == "done"
    assert upload(areas=b"no gzip", name="areas.csv.gz").status == "failed"
    monkeypatch.setattr("councils.jobs.LARGEST_UNPACKED", 1000)
    job = upload(areas=gzip.compress(b" " * 5_000_000), name="areas.csv.gz")
    assert job.error == "areas.csv.gz is too large when unpacked."


def test_nothing_or_too_much_is_refused_at_the_field(client, admin, monkeypatch):
    page = client.post(reverse("councils:import-new"), {}).content.decode()
    assert "Choose at least one list" in page
    monkeypatch.setattr("councils.forms.LARGEST_LIST", 3)
    page = client.post(reverse("councils:import-new"), {"areas": SimpleUploadedFile("a.csv", b"abcd")})
    assert "larger than 20 MB" in page.content.decode()
    assert Job.objects.count() == 0


def test_the_history_says_who_and_what(loaded, upload, client, admin):
    apply(client, upload(areas=area_list(*RENAMED)))
    page = client.get(reverse("councils:imports")).content.decode()
    assert "areas.csv" in page
    assert str(admin) in page
    assert "The command at the server" in page
    made = ImportRun.objects.latest("pk")
    text = client.get(reverse("councils:import-report", args=[made.pk])).getvalue().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1:-1] == [
        ["renamed", "Renamed", "Wittersham → Wittersham and Stone (E04005008)"]
    ]
