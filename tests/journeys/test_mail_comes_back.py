"""A reminder leaves by a real mail server, comes back through a Maildir, and an officer puts the address right."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from core.models import AddressState, OutgoingEmail
from core.outbox import deliver
from core.policies import SYSTEM
from core.reminders.actions import send_reminders
from core.reminders.plan import Schedule, day_of
from tests.charters.factories import Round
from tests.core.letters import bounce
from tests.journeys.mail import letter, wait_for

CLERKS_MAILBOX = "clerk@olney-council.example"


@pytest.fixture
def maildir(tmp_path):
    """Where the mail server puts what arrives for us."""
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    return tmp_path


def a_reminder_is_sent(charter):
    """Thirty days before the answer is due; then by SMTP, as the worker does."""
    due = charter.version.reply_by
    day = day_of(Schedule(due, (30,), since=timezone.localdate()), 30)
    with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=UTC)):
        send_reminders(by=SYSTEM)
    email = OutgoingEmail.objects.get(kind="core.reminders", to=CLERKS_MAILBOX)
    now = timezone.now()
    OutgoingEmail.objects.filter(pk=email.pk).update(next_attempt_at=now, created_at=now)
    deliver(email.pk)  # unless the worker was faster
    wait_for(lambda: OutgoingEmail.objects.filter(pk=email.pk, status="sent").exists(), "the reminder")
    return email


@pytest.mark.skipif("MAIL_DIR" not in os.environ, reason="the mail server is not ours, so its mail cannot be read")
@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_mail_that_comes_back_is_put_right_by_the_officer(signed_in, settings, maildir, hands):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    charter = Round(locals_=1)
    council = charter.councils[0]
    council.role_mailbox = CLERKS_MAILBOX
    council.save()
    # its clerk has left: nobody reads but the mailbox
    charter.clerks[0].memberships.update(
        revoked_at=timezone.now(), revoked_by=charter.officer
    )  # nobody but the mailbox
    charter.sent()
    email = a_reminder_is_sent(charter)
    arrived = letter(email.pk)
    assert arrived["List-Id"]
    assert "Working together" in arrived.get_body(("plain",)).get_content()

    Path(maildir, "new", "1").write_bytes(bounce(email))
    call_command("read_mail", maildir=str(maildir))

    hand = signed_in(charter.officer, hands)
    hand.go("/")
    hand.follow(f"Mail to {CLERKS_MAILBOX} comes back")
    hand.sees("E-mail comes back")
    hand.sees("5.1.1")
    hand.press("It works again: write to it")
    hand.sees(f"E-mail is sent to {CLERKS_MAILBOX} again.")
    hand.go("/")
    assert hand.page.get_by_text("comes back").count() == 0
    assert AddressState.objects.of(CLERKS_MAILBOX).cleared_by == charter.officer
