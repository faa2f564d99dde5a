"""Long work: started once, done once, seen while it goes on, cancelled, told, and deleted in the end."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from accounts.models import User
from core import tasks
from core.exceptions import Refused
from core.jobs import running
from core.jobs.actions import cancel_job, start_job
from core.jobs.files import PART, plain_name, stream
from core.jobs.kinds import Made, Outcome, WorkRefused
from core.models import AuditEvent, Job, JobFile, JobFilePart, JobLine
from tests.accounts.factories import UserFactory, sign_in
from tests.core.work_kinds import forget, register, three_steps

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_kinds():
    yield
    forget()


@pytest.fixture
def person(db):
    return UserFactory()


@pytest.fixture
def start(person):
    """`start(work)` begins a job of this work."""

    def begin(work, *, atomic=False, **options):
        return start_job(kind=register(work, atomic=atomic), title="Count to three", by=person, **options)

    return begin


def again(job):
    return Job.objects.get(pk=job.pk)


def writes_a_person(run):
    """Changes something and is then told to go on."""
    run.step("Writing")
    UserFactory(name="Written by the work")
    run.check()
    return Outcome("written")


def written():
    return User.objects.filter(name="Written by the work").count()


def test_work_is_done_and_told(start):
    job = start(three_steps)
    running.run(job.pk)
    job = again(job)
    assert (job.status, job.summary, job.facts, job.step) == ("done", "3 counted", {"count": 3}, "Counting")
    assert (job.done, job.total, job.attempts) == (3, 3, 1)
    assert list(job.lines.values_list("number", "group", "text"))[1] == (1, "made", "two")
    assert b"".join(stream(job.files.get())) == b"one\ntwo\nthree"
    assert AuditEvent.objects.about(job).get().sentence == "Started: Count to three"


def test_work_done_is_not_done_again(start):
    job = start(writes_a_person, atomic=True)
    assert running.run(job.pk)
    before = again(job).finished_at
    assert not running.run(job.pk)
    assert (written(), again(job).finished_at) == (1, before)


def test_uploaded_files_reach_the_work_in_parts(start):
    content = bytes(range(256)) * (PART // 100)
    seen = {}

    def read(run):
        seen.update({name: (path.name, path.read_bytes()) for name, path in run.inputs().items()})
        return Outcome("read")

    upload = SimpleUploadedFile("Parishes 2025.csv", content)
    job = start(read, files=[("areas", upload.name, upload), ("more", "../../etc/x", b"small")])
    assert JobFilePart.objects.filter(file__job=job, file__name="areas").count() == len(content) // PART + 1
    running.run(job.pk)
    assert seen == {"areas": ("Parishes 2025.csv", content), "more": ("x", b"small")}


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a/b.csv", "b.csv"), ("..", ""), ("", ""), ("x" * 400 + ".csv", "x" * 150 + ".csv"), ("a\nb\x07.csv", "ab.csv")],
)
def test_file_names_are_made_harmless(given, kept):
    assert plain_name(given) == kept


def test_two_presses_are_one_job(start, person):
    first = start(three_steps, key="press")
    second = start_job(kind=first.kind, title="Count to three", key="press", by=person)
    assert first == second
    running.run(first.pk)
    assert start_job(kind=first.kind, title="Count to three", key="press", once=True, by=person) == first
    assert start_job(kind=first.kind, title="Count to three", key="press", by=person) != first


def test_the_database_holds_one_open_job_a_key(start):
    first = start(three_steps, key="press")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind=first.kind, key="press", title="x")


def test_cancelled_while_running_changes_nothing(start, person):
    def cancelled_meanwhile(run):
        UserFactory(name="Written by the work")
        cancel_job(job=run.job, by=person)
        run.check()
        raise AssertionError("went on after it was cancelled")

    job = start(cancelled_meanwhile)
    assert not running.run(job.pk)
    assert (again(job).status, again(job).cancelled_by) == ("cancelled", person)


def test_cancelled_after_its_last_step_changes_nothing(start, person):
    """The end of an atomic work looks at the row once more."""
    job = start(lambda run: Outcome(str(UserFactory(name="Written by the work"))), atomic=True)
    original, running._finish = running._finish, None

    def cancelled_first(job, outcome):
        Job.objects.filter(pk=job.pk).update(status="cancelled", cancelled_by=person, finished_at=timezone.now())
        original(job, outcome)

    running._finish = cancelled_first
    try:
        assert not running.run(job.pk)
    finally:
        running._finish = original
    assert written() == 0


def test_cancelled_before_it_begins_never_begins(start, person):
    job = start(writes_a_person)
    cancel_job(job=job, by=person)
    assert not running.run(job.pk)
    assert written() == 0
    with pytest.raises(Refused):
        cancel_job(job=job, by=person)


def test_words_of_a_file_that_no_database_holds_do_not_keep_the_job_from_ending(start):
    def work(run):
        raise WorkRefused("No “x\x00”", lines=[("skipped", "row 1: a\x00b \ud800c")])

    job = start(work)
    running.run(job.pk)
    assert (again(job).status, again(job).error) == ("failed", "No “x”")
    assert job.lines.get().text == "row 1: ab c"


def test_a_refusal_is_told_in_plain_words(start):
    def refuse(run):
        raise WorkRefused("The file is empty.", lines=[("skipped", "row 1")])

    job = start(refuse)
    running.run(job.pk)
    assert (again(job).status, again(job).error) == ("failed", "The file is empty.")
    assert list(job.lines.values_list("group", "text")) == [("skipped", "row 1")]


def test_a_crash_is_told_and_logged_and_changes_nothing(start, caplog):
    def crash(run):
        UserFactory(name="Written by the work")
        raise KeyError("secret detail")

    job = start(crash, atomic=True)
    running.run(job.pk)
    assert again(job).status == "failed"
    assert "secret" not in again(job).error
    assert "secret detail" in caplog.text
    assert written() == 0


def test_a_database_that_goes_away_leaves_the_job_to_the_sweep(start):
    def lose(run):
        raise OperationalError("server closed the connection")

    job = start(lose)
    with pytest.raises(OperationalError):
        running.run(job.pk)
    assert again(job).status == "running"
    tasks.sweep_jobs()
    assert again(job).status == "waiting"


def test_whoever_lost_the_right_is_not_served(person):
    job = start_job(kind=register(three_steps, policy="core.public"), title="x", by=person)
    forget()
    Job.objects.filter(pk=job.pk).update(kind=register(three_steps, policy="councils.import"))
    running.run(job.pk)
    assert again(job).error == "You may no longer do this, so it was stopped."


def test_only_whoever_may_do_the_work_starts_it(person):
    with pytest.raises(PermissionDenied):
        start_job(kind=register(three_steps, policy="councils.import"), title="x", by=person)


def test_work_that_kills_its_worker_is_given_up(start):
    job = start(three_steps)
    for _ in range(running.MOST_ATTEMPTS):
        Job.objects.filter(pk=job.pk).update(status="running", started_at=timezone.now())
        assert running._claim(job.pk)
    Job.objects.filter(pk=job.pk).update(status="running", started_at=timezone.now())
    assert running._claim(job.pk) is None
    assert again(job).status == "failed"
    assert "interrupted 5 times" in again(job).error


def test_an_overtaken_run_may_not_end_the_job(start):
    def overtaken(run):
        Job.objects.filter(pk=run.job.pk).update(attempts=2)
        return Outcome("the old one", files=(Made("old.txt", b"old"),))

    job = start(overtaken)
    assert not running.run(job.pk)
    assert again(job).status == "running"
    assert not JobFile.objects.filter(job=job).exists()


def test_work_the_broker_forgot_is_asked_for_again(start):
    job = start(three_steps)
    Job.objects.filter(pk=job.pk).update(queued_at=timezone.now() - timedelta(hours=1))
    tasks.sweep_jobs()
    assert timezone.now() - again(job).queued_at < timedelta(minutes=1)


def test_files_and_reports_go_after_a_month(start):
    job = start(three_steps, files=[("input", "a.csv", b"a")])
    running.run(job.pk)
    tasks.purge_jobs()
    assert job.files.count() == 2
    Job.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(days=31))
    tasks.purge_jobs()
    assert (JobFilePart.objects.count(), JobLine.objects.count()) == (0, 0)
    assert again(job).summary == "3 counted"


# the pages


def test_the_page_follows_the_work_and_then_tells_it(client, start, person):
    job = start(three_steps)
    sign_in(client, person)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "Waiting for its turn" in page
    assert "Cancel" in page
    Job.objects.filter(pk=job.pk).update(
        status="running", started_at=timezone.now(), done=1200, total=3000, step="Reading"
    )
    assert "Reading: 1,200 of 3,000" in client.get(job.get_absolute_url()).content.decode()
    state = client.get(f"{job.get_absolute_url()}state/").json()
    assert (state["open"], state["percent"], state["words"]) == (True, 40, "Reading: 1,200 of 3,000")
    running.run(job.pk)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "3 counted" in page
    assert "Made (3)" in page
    assert client.get(f"{job.get_absolute_url()}state/").json()["open"] is False


def test_the_report_is_searched_and_paged(client, start, person):
    job = start(lambda run: Outcome("many", lines=[("made", f"Parish {n}") for n in range(250)]))
    running.run(job.pk)
    sign_in(client, person)
    page = client.get(job.get_absolute_url() + "?q=parish+24").content.decode()
    assert "Parish 240" in page
    assert "Parish 25<" not in page
    assert "Parish 249" in client.get(job.get_absolute_url() + "?page=3").content.decode()


def test_files_are_fetched_in_parts_by_those_who_may(client, start, person):
    content = b"x" * (2 * PART + 5)
    job = start(lambda run: Outcome("big", files=(Made("big file.zip", content, "application/zip", name="all"),)))
    running.run(job.pk)
    address = f"{job.get_absolute_url()}files/all/"
    answer = sign_in(client, person).get(address)
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"] == 'attachment; filename="big file.zip"'
    assert client.get(f"{job.get_absolute_url()}files/none/").status_code == 404
    assert sign_in(client, UserFactory()).get(address).status_code == 404


def test_the_home_page_names_my_work(client, start, person):
    start(three_steps)
    sign_in(client, person)
    assert "Count to three" in client.get("/").content.decode()
    assert "Count to three" in client.get("/work/").content.decode()
    assert "Count to three" not in sign_in(client, UserFactory()).get("/").content.decode()
