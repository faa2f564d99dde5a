"""Keeping to the periods: what is due goes, once; what is not due stays; --dry-run changes nothing."""

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import DataComplaint, IdentityProof, Invitation, InvitationBatch, Removal, User
from accounts.reminders import accounts_that_end
from core.models import AuditEvent, IncomingEmail, Job, OutgoingEmail, RetentionRun
from core.policies import SYSTEM
from core.privacy.map import MAP
from core.privacy.retention import keep_to_retention, kinds
from core.registry import INVARIANT, collect
from tests.accounts.factories import InvitationFactory, JoinRequestFactory, UserFactory, person, proved, sign_in
from tests.architecture.writes import changed_since, written
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ago(period, *, more=1):
    """Kept for this period, and a day more or less."""
    return timezone.now() - timedelta(days=settings.RETENTION[period]) - more * DAY


def one_of_each(more):
    """A record of every kind, kept a day longer (1) or shorter (-1) than its period; {model: its key}."""
    made = {}
    made[OutgoingEmail] = OutgoingEmail.objects.create(
        to="a@b.example", status="failed", created_at=ago("mail", more=more)
    )
    made[IncomingEmail] = IncomingEmail.objects.create(
        digest=f"{more:064}", sort="hard", received_at=ago("mail", more=more)
    )
    made[IdentityProof] = proved(person(), f"key{more}")
    IdentityProof.objects.filter(pk=made[IdentityProof].pk).update(created_at=ago("codes", more=more))
    made[Invitation] = InvitationFactory(expires_at=ago("invitations", more=more))
    request = JoinRequestFactory(confirmed=True)
    officer = UserFactory()
    type(request).objects.filter(pk=request.pk).update(
        decided_at=ago("requests", more=more), decided_by=officer, is_approved=False, reason="No"
    )
    made[type(request)] = request
    finished = ago("work", more=more)
    made[Job] = Job.objects.create(
        kind="x", title="Work", status="done", created_at=finished, started_at=finished, finished_at=finished
    )
    moments = {"acknowledged": finished, "answered": finished, "closed": ago("complaints", more=more)}
    facts = {f"{step}_at": at for step, at in moments.items()} | {f"{step}_by": officer for step in moments}
    made[DataComplaint] = DataComplaint.objects.create(
        name="A", address="a@b.example", text="T", answer="A", status="closed", **facts
    )
    return {model: row.pk for model, row in made.items()}


def test_what_was_kept_for_its_period_goes_and_the_rest_stays():
    old, young = one_of_each(1), one_of_each(-1)
    keep_to_retention(by=SYSTEM)
    for model, pk in old.items():
        assert not model.objects.filter(pk=pk).exists(), model
    for model, pk in young.items():
        assert model.objects.filter(pk=pk).exists(), model
    assert list(collect(INVARIANT)) == []


def test_a_second_run_changes_nothing():
    one_of_each(1)
    assert keep_to_retention(by=SYSTEM)
    run = RetentionRun.objects.get()
    assert sum(run.gone.values()) >= 7
    assert AuditEvent.objects.filter(verb="core.retention_kept").count() == 1
    before = written()
    assert keep_to_retention(by=SYSTEM) == {}
    assert changed_since(before) == set()


def test_the_dry_run_says_what_would_go_and_changes_nothing():
    one_of_each(1)
    before, out = written(), io.StringIO()
    call_command("keep_to_retention", "--dry-run", stdout=out)
    assert changed_since(before) == set()
    lines = {line.split()[1]: int(line.split()[0]) for line in out.getvalue().splitlines() if " older than " in line}
    assert lines["core.OutgoingEmail"] == 1
    assert lines["accounts.DataComplaint"] == 1
    assert set(lines) == {due.entry.label for due in kinds()}
    call_command("keep_to_retention", stdout=out)
    assert not OutgoingEmail.objects.filter(created_at__lt=ago("mail", more=0)).exists()


def test_an_old_list_of_mailboxes_is_emptied_and_a_session_that_ran_out_goes():
    council = CouncilFactory(principal=True)
    batch = InvitationBatch.objects.create(principal=council, filename="l.csv", rows=[{"address": "a@b.example"}],
                                           uploaded_by=UserFactory(), uploaded_at=ago("lists"))  # fmt: skip
    session = SessionStore()
    session["x"] = "y"
    session.save()
    Session.objects.update(expire_date=timezone.now() - DAY)
    keep_to_retention(by=SYSTEM)
    batch.refresh_from_db()
    assert batch.rows == []
    assert not Session.objects.exists()


def test_whoever_has_held_no_role_for_the_period_is_told_and_then_removed():
    someone, active, administrator = person(), person(), UserFactory(administrator=True)
    User.objects.update(date_joined=ago("accounts", more=9), last_login=ago("accounts", more=2))
    someone.memberships.update(ends_on=timezone.localdate(ago("accounts", more=-20)))
    (offer,) = accounts_that_end(timezone.localdate())
    assert offer.record == someone
    assert offer.due_on == timezone.localdate() + timedelta(days=20)
    assert offer.recipients() == {someone.email: someone.language}
    assert "sign in once" in offer.note()
    assert keep_to_retention(by=SYSTEM) == {}
    someone.memberships.update(ends_on=timezone.localdate(ago("accounts", more=2)))
    assert keep_to_retention(by=SYSTEM) == {"Your account": 1}
    removal = Removal.objects.get()
    assert (removal.person, removal.by, removal.why) == (someone, None, "period_over")
    assert User.objects.get(pk=someone.pk).name == ""
    for other in (active, administrator):
        assert User.objects.get(pk=other.pk).is_active


def test_a_kind_that_fails_keeps_no_other_waiting(monkeypatch, caplog):
    one_of_each(1)

    def broken(before):
        raise RuntimeError("broken")

    monkeypatch.setitem(vars(MAP["accounts.Invitation"].kept), "due", broken)
    gone = keep_to_retention(by=SYSTEM)
    assert "E-mails the portal has sent you" in gone
    assert "Data protection complaints you made" in gone
    assert "accounts.Invitation" in caplog.text


def test_only_administrators_and_the_portal_may():
    with pytest.raises(PermissionDenied):
        keep_to_retention(by=person())


def test_administrators_see_what_is_due_and_what_went(client):
    one_of_each(1)
    sign_in(client, UserFactory(administrator=True))
    page = " ".join(client.get(reverse("core:retention")).content.decode().split())
    assert "Due tonight" in page
    assert "365 days" in page
    assert "Nothing has been kept too long yet" in page
    keep_to_retention(by=SYSTEM)
    assert "E-mails the portal has sent you: 1" in client.get(reverse("core:retention")).content.decode()


def test_the_privacy_notice_prints_the_periods(client, settings):
    settings.RETENTION = {**settings.RETENTION, "mail": 123}
    page = client.get(reverse("core:privacy")).content.decode()
    assert "123 days" in page
    assert "Signatures you gave for a council" in page
    assert reverse("accounts:complain") in page
