"""A worker can be killed at any moment and its task given to another: run twice, the second run changes nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.actions.batches import send_batch, upload_batch
from accounts.actions.preferences import set_preferences
from accounts.actions.resets import ask_for_reset, confirm_reset
from accounts.models import InvitationBatch, OpenSession
from casestudies import actions as study_actions
from charters.actions import answer
from charters.models import VersionStatus
from config.celery import app
from core.jobs.actions import start_job
from core.models import Job, MailBody, OutgoingEmail
from core.policies import SYSTEM
from core.querysets import BLOCK
from core.roles import Role
from core.tasks import run_job
from core.working_days import working_day_from
from councils.models import Profile
from tests.accounts.factories import JoinRequestFactory, UserFactory, open_session, person
from tests.architecture.source import LAYERS
from tests.architecture.writes import changed_since, written
from tests.architecture.year_world import sign_by_association
from tests.casestudies.factories import StudyFactory
from tests.charters.factories import Round, countersign, make_person
from tests.councils.factories import CouncilFactory
from tests.funding.factories import published
from tests.funding.readers import reader
from tests.liaison.factories import Office

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=400)


def an_email():
    """An e-mail that waits in the outbox."""
    Round().sent()
    return [OutgoingEmail.objects.filter(status="waiting").earliest("pk").pk]


def waiting_mail():
    an_email()
    return []


def some_news():
    """The block of shared e-mails that wait."""
    body = MailBody.objects.create(subject="News", text="News", html="<p>News</p>")
    return [OutgoingEmail.objects.create(to="clerk@example.org", kind="news", subject="News", body=body).pk // BLOCK]


def a_reader():
    """Somebody who gets the funding e-mail, and something to be told of."""
    reader()
    with time_machine.travel(timezone.now() - timedelta(days=40)):  # before the last run was due
        published(closes_at=timezone.now() + timedelta(days=90))
    return []


def a_list():
    """A list of mailboxes that was just sent."""
    charter = Round()
    text = f"council,address\n{charter.councils[0].name},clerk@town.example\n"
    batch = upload_batch(principal=charter.principal, filename="list.csv", content=text.encode(), by=charter.officer)
    return [send_batch(batch=batch, by=charter.officer).pk]


def a_forgotten_list():
    """Sent a while ago, but the worker never got the message."""
    (pk,) = a_list()
    InvitationBatch.objects.filter(pk=pk).update(sent_at=timezone.now() - timedelta(hours=1))
    return []


def a_forgotten_request():
    """Asked to join a year ago, and the mailbox was never confirmed."""
    JoinRequestFactory(expires_at=timezone.now() - LONG_AGO)
    return []


def a_sign_in_of_last_year():
    with time_machine.travel(timezone.now() - LONG_AGO):
        open_session(UserFactory())
    OpenSession.objects.all().delete()
    return []


def news_for_a_summary():
    """An officer wants a summary each working day, and a council has answered."""
    charter = Round().sent()
    set_preferences(mail={"charters.answered": "daily"}, by=charter.officer)
    answer(response=charter.response(0), answer="accepted", by=charter.clerks[0])
    return []


def a_lost_device():
    """Confirmed two days ago; and another that nobody confirmed for a fortnight."""
    confirmed, forgotten = person(Role.MANAGER), person(Role.MANAGER)
    with time_machine.travel(timezone.now() - timedelta(days=14)):
        ask_for_reset(by=forgotten)
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        confirm_reset(reset=ask_for_reset(by=confirmed), reason="I know her", by=UserFactory(is_staff=True))
    return []


def a_stale_profile():
    council = CouncilFactory(role_mailbox="clerk@town.example")
    clerk = make_person(council)
    confirmed = timezone.now() - LONG_AGO
    Profile.objects.create(council=council, last_confirmed_at=confirmed, last_confirmed_by=clerk)
    return []


def a_round():
    return [Round(locals_=1).sent().version.pk]


def a_signed_version():
    charter = Round(locals_=1).sent().signed().closed()
    charter.officer.memberships.update(may_sign=True)
    countersign(charter.version, by=charter.officer)
    charter.version.refresh_from_db()
    assert charter.version.status == VersionStatus.IN_FORCE
    return [charter.version.pk]


def a_lost_message():
    """The broker forgot that papers and a copy were to be made."""
    a_round()
    a_signed_version()
    return []


def an_unopposed_page():
    """An association signed a while ago, and a council has not objected in time."""
    with time_machine.travel(timezone.now() - timedelta(days=60)):
        charter = Round(locals_=1).sent()
        sign_by_association(charter.version, charter.councils, by=charter.officer)
    return []


def some_events():
    Round()
    return []


def some_papers():
    """Long work that waits for the worker."""
    charter = Round(locals_=1).sent()
    options = {"version": charter.version.pk, "which": "all", "form": "zip"}
    job = start_job(kind="charters.papers", title="Papers", subject=charter.version, council=charter.principal,
                    params=options, by=charter.officer)  # fmt: skip
    return [job.pk]


def work_left_lying():
    """One whose worker was killed, one that the broker forgot."""
    now = timezone.now()
    Job.objects.filter(pk__in=some_papers()).update(status="running", started_at=now)
    Job.objects.filter(pk__in=some_papers()).update(queued_at=now - timedelta(hours=1))
    return []


def work_of_last_year():
    (pk,) = some_papers()
    run_job(pk)
    Job.objects.filter(pk=pk).update(finished_at=timezone.now() - LONG_AGO)
    return []


@pytest.fixture
def inlet(settings, tmp_path):
    """A Maildir in which an e-mail lies."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(b"From: clerk@town.example\nSubject: Thank you\n\nMany thanks")
    settings.INLET_MAILDIR = str(tmp_path)


@pytest.fixture
def working_day():
    """Reminders rest on Sundays, this test does not."""
    now = timezone.localtime()
    with time_machine.travel(now.combine(working_day_from(now.date()), now.timetz())):
        yield


def a_booklet():
    """Somebody asked for a case study as a PDF."""
    study = StudyFactory()
    return [study_actions.ask_for_booklet(slugs=[study.slug], title="One", by=SYSTEM).pk]


def a_new_officer():
    """Somebody begins today, and a clerk is to be told."""
    Office().name()
    return []


def forgotten_booklet():
    a_booklet()
    return []


# What makes each task have something to do; returns its arguments.
TASKS = {
    "accounts.tasks.carry_out_resets": a_lost_device,
    "accounts.tasks.purge_join_requests": a_forgotten_request,
    "accounts.tasks.purge_sign_in_traces": a_sign_in_of_last_year,
    "accounts.tasks.send_invitations": a_list,
    "accounts.tasks.send_summaries": news_for_a_summary,
    "accounts.tasks.sweep_invitations": a_forgotten_list,
    "casestudies.tasks.make_printout": a_booklet,
    "casestudies.tasks.sweep_printouts": forgotten_booklet,
    "charters.periods.tasks.count_unopposed_signatures": an_unopposed_page,
    "charters.tasks.issue_copy": a_signed_version,
    "charters.tasks.render_papers": a_round,
    "charters.tasks.sweep_documents": a_lost_message,
    "funding.digests.tasks.send_due_digests": a_reader,
    "liaison.tasks.tell_clerks": a_new_officer,
    "core.tasks.purge_jobs": work_of_last_year,
    "core.privacy.tasks.keep_to_retention": a_forgotten_request,
    "core.reminders.tasks.send_due_reminders": a_stale_profile,
    "core.tasks.run_job": some_papers,
    "core.inlet.tasks.read_inlet": list,
    "core.tasks.seal_audit": some_events,
    "core.tasks.send_email": an_email,
    "core.tasks.send_mail_block": some_news,
    "core.tasks.sweep_jobs": work_left_lying,
    "core.tasks.sweep_outbox": waiting_mail,
}


@pytest.mark.parametrize("name", TASKS)
def test_second_run_changes_nothing(name, inlet, working_day):
    arguments = TASKS[name]()
    app.loader.import_default_modules()
    task = app.tasks[name]
    before = written()
    task(*arguments)
    assert changed_since(before), "the task had nothing to do: nothing was tested"
    before = written()
    task(*arguments)
    assert changed_since(before) == set()


def test_every_task_is_here():
    app.loader.import_default_modules()
    assert {name for name in app.tasks if name.split(".")[0] in LAYERS} == set(TASKS)


def test_the_timetable_names_real_tasks():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(TASKS)
