"""The outbox: nothing lost, and one bad row keeps no other waiting."""

import os
from mailbox import Maildir

import pytest
from django.db import IntegrityError
from django.utils import timezone

from core.inlet import marks
from core.models import OutgoingEmail
from core.outbox import MAX_ATTEMPTS, compose, deliver
from core.tasks import send_email, sweep_outbox

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


def test_codes_go_before_letters_and_letters_before_bulk():
    bulk = row("a@example.org", priority=OutgoingEmail.Priority.BULK)
    letter = row("b@example.org")
    code = row("c@example.org", priority=OutgoingEmail.Priority.CODE)
    assert list(OutgoingEmail.objects.due()) == [code, letter, bulk]


def test_a_code_that_waits_overtakes_the_bulk_mail_a_worker_holds(mailoutbox):
    bulk = row("a@example.org", priority=OutgoingEmail.Priority.BULK)
    row("c@example.org", priority=OutgoingEmail.Priority.CODE)
    send_email(bulk.pk)
    assert [mail.to for mail in mailoutbox] == [["c@example.org"], ["a@example.org"]]


def test_a_code_that_has_run_out_is_not_sent(mailoutbox):
    late = row("c@example.org", holds_secret=True, subject_shown="Your code", useful_until=timezone.now())
    assert deliver(late.pk) is False
    late.refresh_from_db()
    assert late.status == OutgoingEmail.Status.EXPIRED
    assert (late.subject, late.text, late.html) == ("Your code", "", "")
    assert mailoutbox == []


def test_the_database_refuses_a_sent_secret_that_was_kept():
    with pytest.raises(IntegrityError, match="used_secret_is_wiped"):
        row("c@example.org", holds_secret=True, status=OutgoingEmail.Status.SENT, sent_at=timezone.now())


def test_bounces_return_to_an_address_that_names_the_mail(settings):
    settings.BOUNCE_ADDRESS = "bounces@portal.example.org"
    email = row("clerk@example.org")
    message = compose(email)
    assert message.message()["From"] == settings.DEFAULT_FROM_EMAIL
    assert marks.marked(message.from_email) == [email.pk]
    assert message.from_email.startswith("bounces+")


def test_nobody_can_invent_a_mark(settings):
    genuine = marks.mark(7)
    assert marks.marked(f"<{genuine}@x> {genuine.upper()}") == [7]
    assert marks.marked(genuine.replace("outgoing-7", "outgoing-8")) == []
    assert marks.marked(f"outgoing-7-{'0' * 16}") == []
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert marks.marked(genuine) == [7]
