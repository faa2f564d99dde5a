"""E-mails with one text for many: the same for all but what is each reader's own, and none lost or repeated."""

import email
import socket
import zlib
from email.policy import SMTP
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends import locmem
from django.core.mail.message import sanitize_address
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.emails import Letter, post_shared, shared_body
from core.inlet import marks
from core.mail.addresses import note_failure
from core.mail.blocks import send_block, send_block_of
from core.mail.bodies import place
from core.mail.mould import PLAIN_ADDRESS, Mould
from core.models import AddressState, MailBody, OutgoingEmail
from core.outbox import deliver
from core.querysets import BLOCK
from core.reminders.emails import RemindersMessage
from core.tasks import send_mail_block, sweep_outbox
from core.work import LOCKS
from tests.core.test_emails import LINE

pytestmark = pytest.mark.django_db
MANAGE, STOP = "https://ground.example/funding/m/{}/", "https://ground.example/funding/m/{}/stop/"
MESSAGE = RemindersMessage((LINE,), ("You chose it.",))
LONG = "Grants for halls, greens and “small” things – " * 30  # one line; é and – must survive


def shared(count=3, text=LONG, batch="news 1", name="reader"):
    """E-mails of one batch with places for two addresses; returns them by address."""
    places = f"{place('manage')} and, within a line, {place('stop')}, and once more {place('manage')}."
    body = MailBody.objects.create(
        subject="Grants – this week",
        text=f"{text}\nManage: {places}\n",
        html=f'<p>{text}</p><p><a href="{place("manage")}">Choose</a> {place("stop")}</p>',
    )
    addresses = [f"{name}{number}@example.org" for number in range(count)]
    mine = {to: {"manage": MANAGE.format(to[:7]), "stop": STOP.format(to[:7])} for to in addresses}
    letters = [Letter(to, body.pk, body.subject, personal) for to, personal in mine.items()]
    return {row.to: row for row in post_shared(RemindersMessage, letters, batch=batch)}


def send_all():
    return sum(send_block(number) for number in OutgoingEmail.objects.due().shared().blocks())


def read(message):
    return email.message_from_bytes(message.message().as_bytes(linesep="\r\n"), policy=SMTP)


def part(message, kind):
    return read(message).get_body((kind,)).get_content()


def test_each_gets_the_shared_text_with_their_own_addresses(mailoutbox):
    rows = shared()
    assert send_all() == 3
    assert [mail.to for mail in mailoutbox] == [[to] for to in rows]
    for mail in mailoutbox:
        name = mail.to[0][:7]
        text, html = part(mail, "plain"), part(mail, "html")
        assert LONG in text
        assert LONG in html
        assert text.count(MANAGE.format(name)) == 3  # that of the stop begins with it
        assert text.count(STOP.format(name)) == 1
        assert f'href="{MANAGE.format(name)}"' in html
        assert "CGPLACE" not in text + html


def test_the_headers_say_how_to_stop_with_one_click_and_are_the_same_at_every_attempt(mailoutbox):
    row = next(iter(shared(1).values()))
    send_all()
    sent = read(mailoutbox[0])
    assert sent["List-Unsubscribe"] == f"<{STOP.format('reader0')}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["Message-ID"] == marks.message_id(row.pk)
    assert sent["Subject"] == "Grants – this week"
    assert sent["To"] == "reader0@example.org"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["List-Id"]
    for name in ("To", "From", "Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post"):
        assert len(sent.get_all(name)) == 1, name


def test_no_line_is_longer_than_a_server_must_take(mailoutbox):
    shared(1, text="x" * 5000)
    send_all()
    raw = mailoutbox[0].message().as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n\r\n", 1)[1].split(b"\r\n"))) <= 76
    assert b"\n" not in raw.replace(b"\r\n", b"")


@given(st.from_regex(PLAIN_ADDRESS, fullmatch=True))
def test_an_address_taken_as_plain_is_what_django_would_make_of_it(address):
    assert sanitize_address(address, "utf-8") == sanitize_address(("", address), "utf-8") == address


@pytest.mark.parametrize(
    "address",
    ["a@b.org\nBcc: c@d.org", "Clerk <a@b.org>", "a b@c.org", '"a b"@c.org', "a@b", "é@b.org", "a..b@c.org", ""],
)
def test_what_is_not_plain_is_taken_apart(address):
    assert not PLAIN_ADDRESS.fullmatch(address)


def test_an_address_that_would_need_escaping_is_refused():
    mould = Mould(MailBody(subject="S", text=place("stop"), html="<p></p>"), ["stop"])
    for bad in (
        'https://x.example/"><script>',
        "https://x.example/\r\nBcc: all",
        "javascript:alert(1)",
        "https://x/?a&b",
    ):
        with pytest.raises(ValueError, match="plain address"):
            mould.filled({}, {"stop": bad})


def test_a_batch_reaches_an_address_once():
    shared(1)
    with pytest.raises(IntegrityError, match="batch_once_for_each"), transaction.atomic():
        shared(1)
    assert len(shared(1, batch="news 2")) == 1


def test_rows_are_noted_and_nothing_is_sent_twice(mailoutbox):
    shared()
    send_all()
    assert send_all() == 0
    assert len(mailoutbox) == 3
    assert {(row.status, row.attempts, bool(row.sent_at)) for row in OutgoingEmail.objects.all()} == {("sent", 1, True)}


def test_the_way_for_letters_leaves_shared_ones_to_their_block(mailoutbox):
    row = shared(1)["reader0@example.org"]
    assert deliver(row.pk) is False
    assert send_block_of(row.pk) == 1
    assert send_block_of(row.pk) == 0


def test_what_would_come_back_is_withheld_and_what_ran_out_is_put_aside(mailoutbox):
    rows = shared()
    note_failure("reader0@example.org", AddressState.State.HARD, "5.1.1 unknown", mailed_at=timezone.now())
    OutgoingEmail.objects.filter(pk=rows["reader1@example.org"].pk).update(useful_until=timezone.now())
    assert send_all() == 1
    assert [row.status for row in OutgoingEmail.objects.order_by("pk")] == ["withheld", "expired", "sent"]


class Server(locmem.EmailBackend):
    """Does what a test says with each e-mail."""

    deed = None
    is_away = False

    def open(self):
        if Server.is_away:
            raise ConnectionRefusedError(socket.EAI_AGAIN, "no mail server")

    def send_messages(self, messages):
        [message] = messages
        if Server.deed:
            Server.deed(message.to[0])
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch, mailoutbox):
    settings.EMAIL_BACKEND = "tests.core.test_shared_mail.Server"
    monkeypatch.setattr(Server, "deed", None)
    monkeypatch.setattr(Server, "is_away", False)
    return Server


def test_a_stop_in_the_middle_of_a_block_is_kept_to(server, mailoutbox):
    rows = shared()

    def stop_the_last(to):
        if to == "reader1@example.org":
            OutgoingEmail.objects.filter(pk=rows["reader2@example.org"].pk).update(status="cancelled")

    server.deed = staticmethod(stop_the_last)
    assert send_all() == 2
    assert [row.status for row in OutgoingEmail.objects.order_by("pk")] == ["sent", "sent", "cancelled"]


def test_an_address_the_server_refuses_for_good_fails_and_the_others_go(server, mailoutbox):
    shared()

    def refuse(to):
        if to == "reader1@example.org":
            raise SMTPRecipientsRefused({to: (550, b"5.1.1 no such user")})

    server.deed = staticmethod(refuse)
    assert send_all() == 2
    assert [row.status for row in OutgoingEmail.objects.order_by("pk")] == ["sent", "failed", "sent"]
    assert AddressState.objects.of("reader1@example.org").is_stopped


def test_a_server_that_hangs_up_gets_the_others_on_a_new_connection(server, mailoutbox):
    shared()

    def hang_up(to):
        if to == "reader1@example.org":
            raise SMTPServerDisconnected("gone")

    server.deed = staticmethod(hang_up)
    assert send_all() == 2
    waiting = OutgoingEmail.objects.waiting().get()
    assert (waiting.to, waiting.attempts) == ("reader1@example.org", 1)
    assert waiting.next_attempt_at > timezone.now()


def test_a_server_that_is_away_leaves_all_for_later(server, mailoutbox):
    shared()
    server.is_away = True
    assert send_all() == 0
    assert set(OutgoingEmail.objects.values_list("status", "attempts")) == {("waiting", 1)}
    assert not OutgoingEmail.objects.due().exists()


def test_a_block_that_another_worker_holds_is_left_to_it(mailoutbox):
    row = next(iter(shared(1).values()))
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", _key(row.pk // BLOCK))
            assert send_block(row.pk // BLOCK) == 0
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", _key(row.pk // BLOCK))  # closing does so a little later
    finally:
        other.close()
    assert send_all() == 1


def _key(number):
    return [LOCKS, zlib.crc32(f"mail block {number}".encode()) - 2**31]


def test_a_code_overtakes_the_rest_of_a_block(mailoutbox, monkeypatch):
    monkeypatch.setattr("core.mail.blocks.LOOK_FOR_CODES", 0)
    shared(1)
    OutgoingEmail.objects.create(to="code@example.org", kind="test", subject="S", text="T", html="H", priority=1)
    send_all()
    assert [mail.to for mail in mailoutbox] == [["code@example.org"], ["reader0@example.org"]]


def test_the_sweep_hands_out_the_blocks_that_the_broker_forgot(
    mailoutbox, monkeypatch, django_capture_on_commit_callbacks
):
    shared()  # nobody is told of it: the callbacks of this transaction are lost
    given = []
    monkeypatch.setattr(send_mail_block, "apply_async", lambda args, **options: given.append((args, options)))
    with django_capture_on_commit_callbacks(execute=True):
        sweep_outbox()
    assert {options["priority"] for _arguments, options in given} == {9}
    assert sum(send_block(number) for (number,), _options in given) == 3  # two blocks, if a hundred is passed


def test_one_body_serves_a_whole_batch_and_a_message_can_be_shared():
    body = shared_body(MESSAGE)
    body.save()
    letters = [Letter(to, body.pk, body.subject, {}) for to in ("a@example.org", "b@example.org")]
    rows = post_shared(RemindersMessage, letters, batch="x")
    assert {row.body_id for row in rows} == {body.pk}
    assert body.subject == MESSAGE.subject()
    assert send_all() == 2
