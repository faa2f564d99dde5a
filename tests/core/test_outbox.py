"""The outbox: nothing lost, and one bad row keeps no other waiting."""

import os
from mailbox import Maildir

import pytest
from django.utils import timezone

from core.models import OutgoingEmail
from core.outbox import MAX_ATTEMPTS, deliver
from core.tasks import sweep_outbox

pytestmark = pytest.mark.django_db


def row(to, **fields):
    return OutgoingEmail.objects.create(to=to, kind="test", subject="S", text="T", html="<p>T</p>", **fields)


def test_an_address_no_server_can_take_is_postponed_and_the_others_are_sent():
    bad = row("x@" + "é" * 60 + ".org")
    good = row("clerk@example.org")
    sweep_outbox()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert good.status == OutgoingEmail.Status.SENT
    assert (bad.status, bad.attempts) == (OutgoingEmail.Status.WAITING, 1)
    assert bad.last_error
    assert bad.next_attempt_at > timezone.now()


def test_the_last_failure_is_left_to_an_administrator():
    bad = row("x@" + "é" * 60 + ".org", attempts=MAX_ATTEMPTS - 1)
    deliver(bad.pk)
    bad.refresh_from_db()
    assert bad.status == OutgoingEmail.Status.FAILED


@pytest.fixture
def smtp(settings):
    """The real mail server of the test run, which Django's test runner has replaced by a list."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    return settings


@pytest.mark.skipif("MAIL_DIR" not in os.environ, reason="the mail server is not ours, so its mail cannot be read")
def test_a_letter_reaches_the_mail_server_with_both_texts_and_says_that_it_is_automatic(smtp):
    deliver(row("one-letter@example.org").pk)
    letters = [letter for letter in Maildir(os.environ["MAIL_DIR"]) if letter["To"] == "one-letter@example.org"]
    assert len(letters) == 1
    assert letters[0]["Auto-Submitted"] == "auto-generated"
    assert {part.get_content_type() for part in letters[0].walk()} >= {"text/plain", "text/html"}


def test_a_mail_server_that_is_away_loses_nothing(smtp):
    smtp.EMAIL_PORT = 9
    email = row("clerk@example.org")
    assert deliver(email.pk) is False
    email.refresh_from_db()
    assert email.status == OutgoingEmail.Status.WAITING
