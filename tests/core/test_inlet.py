"""Mail that comes back: told apart, matched with what we sent, and never taken from someone who made it up."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.inlet import marks
from core.inlet.intake import MOST_FORWARDED, take_in
from core.inlet.maildir import read_maildir
from core.models import AddressState, IncomingEmail, OutgoingEmail
from tests.core.letters import (
    auto_reply,
    bounce,
    complaint,
    delivered,
    letter,
    our_own,
    without_headers,
)

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent / "samples" / "bounces"
Sort = IncomingEmail.Sort
State = AddressState.State
# What each server meant: the address is wrong, or try again later.
MEANT = {
    "bounce_02": "hard", "dsn_01": "hard", "dsn_02": "soft", "dsn_03": "soft", "dsn_05": "soft", "dsn_08": "soft",
    "dsn_11": "hard", "dsn_12": "hard", "dsn_13": "hard", "dsn_14": "hard", "dsn_17": "soft", "exim_01": "hard",
    "groupwise_01": "hard", "microsoft_01": "hard", "postfix_01": "hard", "postfix_05": "hard", "qmail_01": "hard",
    "sendmail_01": "hard", "simple_03": "soft", "simple_22": "soft", "simple_35": "soft", "smtp32_01": "hard",
    "yahoo_01": "hard",
}  # fmt: skip


@pytest.fixture
def email():
    """A reminder that was sent to a clerk."""
    return OutgoingEmail.objects.create(
        to="clerk@olney.example", reply_to="parishes@council.example", kind="charters.reminder", subject="Reminder",
        subject_shown="Reminder", text="T", html="H", priority=9, status="sent", sent_at=timezone.now(),
    )  # fmt: skip


def state(address="clerk@olney.example"):
    row = AddressState.objects.of(address)
    return row.state if row else "ok"


def marked(raw, email):
    """A sample as it would have come back for our e-mail: to the address that names it."""
    return f"Delivered-To: bounces+{marks.mark(email.pk)}@portal.example.org\n".encode() + raw


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*.txt")))
def test_real_bounces_are_understood(email, name):
    raw = (SAMPLES / f"{name}.txt").read_bytes()
    raw = raw.partition(b"\n")[2] if raw.startswith(b"From ") else raw
    incoming = take_in(marked(raw, email))
    assert (incoming.sort, incoming.about) == (MEANT[name], email)
    assert incoming.evidence
    assert state() == MEANT[name]


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*.txt")))
def test_bounces_of_other_peoples_mail_are_ignored(email, name, caplog):
    incoming = take_in((SAMPLES / f"{name}.txt").read_bytes())
    assert incoming.sort in (Sort.UNMATCHED, Sort.AUTOMATIC)
    assert not AddressState.objects.exists()


def test_a_forged_bounce_changes_nothing_and_is_logged(email, caplog):
    forged = bounce(email).replace(marks.mark(email.pk).encode(), f"outgoing-{email.pk}-0123456789abcdef".encode())
    assert take_in(forged).sort == Sort.UNMATCHED
    assert state() == "ok"
    assert "no e-mail of ours" in caplog.text


def test_a_bounce_is_found_by_the_returned_message_id(email):
    assert take_in(bounce(email)).about == email
    assert state() == State.HARD
    assert "5.1.1" in AddressState.objects.of(email.to).evidence


@pytest.mark.parametrize(
    ("code", "sort"),
    [("5.2.2", "soft"), ("5.7.1", "soft"), ("5.3.4", "soft"), ("5.4.7", "soft"), ("5.4.4", "hard"), ("5.1.10", "hard")],
)
def test_a_full_mailbox_or_a_spam_filter_is_not_a_wrong_address(email, code, sort):
    assert take_in(bounce(email, code=code)).sort == sort


def test_three_delays_within_a_fortnight_count_like_a_failure(email, time_machine):
    for day in (1, 5, 9):
        time_machine.move_to(f"2026-03-{day:02}T09:00Z")
        take_in(bounce(email, code="4.4.1", action="delayed", extra=str(day)))
    assert state() == State.SUPPRESSED


def test_delays_far_apart_do_not_add_up(email, time_machine):
    for month in (1, 3, 5, 7):
        time_machine.move_to(f"2026-{month:02}-01T09:00Z")
        take_in(bounce(email, code="4.4.1", action="delayed", extra=str(month)))
    assert state() == State.SOFT


def test_a_complaint_is_worse_than_a_bounce_and_stays(email):
    assert take_in(complaint(email)).sort == Sort.COMPLAINT
    take_in(bounce(email))
    assert state() == State.COMPLAINED


@pytest.mark.parametrize("kind", ["auth-failure", "not-spam"])
def test_other_feedback_is_no_complaint(email, kind):
    assert take_in(complaint(email, kind=kind)).sort == Sort.AUTOMATIC
    assert state() == "ok"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied (vacation)"},
        {"X-Autoreply": "yes"},
        {"Precedence": "auto_reply"},
        {"Return-Path": "<>"},
        {"Subject": "Automatic reply: Reminder"},
        {"Subject": "Out of Office"},
    ],
)
def test_automatic_answers_are_neither_bounces_nor_letters(email, headers):
    assert take_in(auto_reply(email, headers)).sort == Sort.AUTOMATIC
    assert not OutgoingEmail.objects.filter(kind="core.forwarded").exists()
    assert state() == "ok"


def test_a_receipt_of_delivery_is_not_a_failure(email):
    assert take_in(delivered(email)).sort == Sort.AUTOMATIC
    assert state() == "ok"


def test_our_own_mail_coming_back_goes_no_further(email):
    assert take_in(our_own(email)).sort == Sort.LOOP
    assert not OutgoingEmail.objects.exclude(pk=email.pk).exists()


def test_an_answer_goes_to_the_mailbox_that_asked(email):
    incoming = take_in(letter(email, "We meet on 3 March & will decide then."))
    passed_on = incoming.forwarded
    assert (incoming.sort, passed_on.to, passed_on.reply_to) == (
        Sort.LETTER,
        "parishes@council.example",
        "clerk@olney.example",
    )
    assert "We meet on 3 March & will decide then." in passed_on.text
    assert "&amp; will decide" in passed_on.html


def test_a_letter_that_answers_nothing_waits_for_an_administrator():
    incoming = take_in(without_headers("Hello, who are you?"))
    assert (incoming.sort, incoming.forwarded) == (Sort.LETTER, None)
    assert list(IncomingEmail.objects.open()) == [incoming]
    assert incoming.text == "Hello, who are you?"


def test_an_answer_to_a_forwarded_letter_goes_round_no_more(email):
    passed_on = take_in(letter(email, "Hello")).forwarded
    again = take_in(letter(passed_on, "An automatic answer that does not say so"))
    assert (again.sort, again.forwarded) == (Sort.LETTER, None)


def test_a_flood_of_letters_is_kept_but_not_passed_on(email):
    for number in range(MOST_FORWARDED + 3):
        take_in(letter(email, f"Number {number}"))
    assert OutgoingEmail.objects.filter(kind="core.forwarded").count() == MOST_FORWARDED
    assert IncomingEmail.objects.open().count() == 3


def test_the_same_mail_is_taken_in_once(email):
    assert take_in(bounce(email))
    assert take_in(bounce(email)) is None
    assert AddressState.objects.of(email.to).count == 1


NASTY = (
    b"",
    b"\x00\xff\xfe",
    b"Subject: =?utf-8?B?\xff\xfe?=\nFrom: =?x-unknown?Q?=FF?= <a@b>\n\n\xff",
    b"Content-Type: text/plain; charset=no-such\n\ncaf\xe9 \x00",
    b"Content-Type: multipart/report; report-type=delivery-status\n\nno boundary",
    b"Content-Type: multipart/report; report-type=feedback-report; boundary=x\n\n"
    b"--x\nContent-Type: message/feedback-report\n\n--x--",
    b'Content-Type: multipart/mixed; boundary="a"\n\n' + b"".join(
        b'--a\nContent-Type: multipart/mixed; boundary="a"\n\n' for _ in range(3000)
    ),
    b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000)),
    b"Subject: " + b"long " * 50_000 + b"\n\n" + b"x" * 100_000,
    b"Message-ID: <outgoing-99999999999999999999-0123456789abcdef@x>\nFrom: a@b\n\nhello",
)  # fmt: skip


@pytest.mark.parametrize("raw", NASTY, ids=range(len(NASTY)))
def test_nonsense_is_taken_in_without_a_crash(raw):
    incoming = take_in(raw)
    incoming.refresh_from_db()
    assert incoming.sort in Sort.values


# From a directory


@pytest.fixture
def maildir(tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    return tmp_path


def test_a_maildir_is_read_once_and_tidied(email, maildir):
    (maildir / "new" / "1").write_bytes(bounce(email))
    (maildir / "cur" / "2:2,S").write_bytes(letter(email, "Hello"))
    assert (read_maildir(maildir), read_maildir(maildir)) == (2, 0)
    assert sorted(path.name for path in (maildir / ".Processed" / "cur").iterdir()) == ["1", "2:2,S"]
    assert state() == State.HARD


def test_killed_before_it_was_moved_it_is_not_taken_in_twice(email, maildir):
    (maildir / "new" / "1").write_bytes(bounce(email))
    take_in(bounce(email))
    assert read_maildir(maildir) == 0
    assert AddressState.objects.of(email.to).count == 1
    assert not list((maildir / "new").iterdir())


def test_one_that_cannot_be_taken_in_keeps_no_other_waiting(email, maildir, monkeypatch):
    (maildir / "new" / "1").write_bytes(b"poison")
    (maildir / "new" / "2").write_bytes(bounce(email))

    def fails(raw, envelope=()):
        if raw == b"poison":
            raise RuntimeError("a mistake of ours")
        return take_in(raw, envelope)

    monkeypatch.setattr("core.inlet.maildir.take_in", fails)
    assert read_maildir(maildir) == 1
    assert [path.name for path in (maildir / ".Unreadable" / "cur").iterdir()] == ["1"]


def test_the_command_reads_a_maildir_and_says_when_there_is_none(email, maildir, capsys):
    (maildir / "new" / "1").write_bytes(bounce(email))
    call_command("read_mail", maildir=str(maildir))
    assert "1 e-mails taken in" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Maildir"):
        call_command("read_mail", maildir="/nowhere")
