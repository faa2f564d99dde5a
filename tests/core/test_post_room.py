"""The administrator's pages about mail, addresses that fail, and the door for mail services."""

import base64
import json
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from core.exceptions import Refused
from core.mail import actions
from core.mail.addresses import note_failure
from core.models import AddressState, AuditEvent, IncomingEmail, OutgoingEmail
from core.outbox import deliver
from core.roles import Role
from councils import actions as councils
from councils.registry import mailbox_card, mailboxes_that_fail
from tests.accounts.factories import UserFactory, person, sign_in
from tests.charters.factories import fresh
from tests.core.letters import bounce, letter
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db
State = AddressState.State
GONE = "clerk@olney.example"
SECRET = "a long and random text"


def row(to=GONE, **fields):
    fields = {"kind": "core.reminders", "subject": "S", "subject_shown": "S", "text": "T", "html": "H", **fields}
    return OutgoingEmail.objects.create(to=to, **fields)


def failing(address=GONE, state=State.HARD):
    note_failure(address, state, "5.1.1 no such user", mailed_at=timezone.now())


@pytest.fixture
def admin():
    return UserFactory(is_staff=True, app=True)


# What is sent to an address that fails


@pytest.mark.parametrize("state", [State.HARD, State.COMPLAINED])
def test_bulk_mail_is_withheld_and_letters_and_codes_are_not(state, mailoutbox):
    failing(state=state)
    bulk, plain, code = (row(priority=priority) for priority in (9, 5, 1))
    assert [deliver(email.pk) for email in (bulk, plain, code)] == [False, True, True]
    bulk.refresh_from_db()
    assert bulk.status == OutgoingEmail.Status.WITHHELD
    assert "no such user" in bulk.last_error


def test_a_delay_withholds_nothing(mailoutbox):
    failing(state=State.SOFT)
    assert deliver(row(priority=9).pk)


class Refusing(EmailBackend):
    """A mail server that does not take the address."""

    answer = (550, b"5.1.1 no such user")

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({messages[0].to[0]: self.answer})


class Busy(Refusing):
    answer = (451, b"4.7.1 try again later")


class Suspicious(Refusing):
    answer = (550, b"5.7.1 looks like spam")


def test_an_address_the_server_refuses_for_good_fails_at_once(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    email = row()
    deliver(email.pk)
    email.refresh_from_db()
    assert email.status == OutgoingEmail.Status.FAILED
    assert AddressState.objects.of(GONE).state == State.HARD


@pytest.mark.parametrize("backend", ["Busy", "Suspicious"])
def test_a_server_that_is_busy_or_suspicious_is_asked_again(settings, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend}"
    email = row()
    deliver(email.pk)
    email.refresh_from_db()
    assert email.status == OutgoingEmail.Status.WAITING
    assert "does not take mail for this address now" in email.last_error
    assert AddressState.objects.of(GONE) is None


# Clearing


@pytest.fixture
def olney():
    """A council whose shared mailbox is gone, with the officer of its principal."""
    principal = CouncilFactory(principal=True)
    council = CouncilFactory(name="Olney", parents=[principal], role_mailbox="Clerk@Olney.example")
    council.officer = person(Role.LIAISON_OFFICER, principal)
    failing()
    return council


def test_it_is_open_work_for_clerk_and_officer_and_nobody_else(olney):
    clerk, councillor = person(Role.CLERK, olney), person(Role.COUNCILLOR, olney)
    rival = person(Role.LIAISON_OFFICER)
    seen = {who: [work.title for work in mailboxes_that_fail(who)] for who in (olney.officer, clerk, councillor, rival)}
    told = ["Mail to Clerk@Olney.example comes back"]
    assert seen == {olney.officer: told, clerk: told, councillor: [], rival: []}
    assert [card.title for card in mailbox_card(olney.officer, olney)] == ["E-mail to the shared mailbox"]
    assert list(mailbox_card(rival, olney)) == []


def test_the_officer_clears_it_and_what_was_withheld_is_sent(olney):
    email = row(priority=9)
    deliver(email.pk)
    assert councils.clear_mailbox(council=olney, by=olney.officer) == 1
    email.refresh_from_db()
    assert email.status == OutgoingEmail.Status.WAITING
    assert list(mailboxes_that_fail(fresh(olney.officer))) == []
    event = AuditEvent.objects.get(verb="councils.mailbox_cleared")
    assert (event.by, olney.pk in event.council_ids) == (olney.officer, True)
    with pytest.raises(Refused):
        councils.clear_mailbox(council=olney, by=olney.officer)


def test_what_was_withheld_long_ago_is_not_sent(olney, time_machine):
    deliver(row(priority=9).pk)
    OutgoingEmail.objects.update(created_at=timezone.now() - actions.SENT_AGAIN)
    assert councils.clear_mailbox(council=olney, by=olney.officer) == 0


def test_a_rival_cannot_clear_it(olney):
    with pytest.raises(PermissionDenied):
        councils.clear_mailbox(council=olney, by=person(Role.LIAISON_OFFICER))


def test_bounces_of_older_mail_do_not_count_after_clearing(olney):
    before = timezone.now()
    councils.clear_mailbox(council=olney, by=olney.officer)
    assert note_failure(GONE, State.HARD, "5.1.1", mailed_at=before) is None
    assert AddressState.objects.of(GONE).state == State.OK
    assert note_failure(GONE, State.HARD, "5.1.1", mailed_at=timezone.now()).state == State.HARD


def test_another_mailbox_starts_in_order(olney):
    olney.role_mailbox = "town@olney.example"
    olney.save()
    assert list(mailboxes_that_fail(olney.officer)) == []


def test_a_person_whose_address_fails_is_shown_and_cleared(olney, client):
    clerk = person(Role.CLERK, olney)
    failing(clerk.email)
    sign_in(client, olney.officer)
    page = client.get(reverse("accounts:people", kwargs={"slug": olney.slug})).content.decode()
    assert "no such user" in page
    home = client.get("/").content.decode()
    assert f"Mail to {clerk} comes back" in home.replace("&#39;", "'")
    accounts.clear_address(membership=clerk.memberships.get(), by=olney.officer)
    assert AddressState.objects.of(clerk.email).state == State.OK


# The administrator's list


def test_retry_and_cancel(admin):
    failed, waiting, other = row(status="failed", attempts=12), row(attempts=3), row(status="failed")
    chosen = OutgoingEmail.objects.filter(pk__in=[failed.pk, waiting.pk])
    assert actions.retry_emails(emails=chosen, by=admin) == (2, 0)
    failed.refresh_from_db()
    assert (failed.status, failed.attempts) == ("waiting", 0)
    assert actions.cancel_emails(emails=OutgoingEmail.objects.filter(pk=other.pk), by=admin) == 1
    other.refresh_from_db()
    assert other.status == OutgoingEmail.Status.CANCELLED
    assert actions.cancel_emails(emails=OutgoingEmail.objects.filter(pk=other.pk), by=admin) == 0


def test_a_cancelled_code_is_forgotten(admin):
    code = row(status="failed", holds_secret=True, subject="402913 is your code", subject_shown="Your code")
    actions.cancel_emails(emails=OutgoingEmail.objects.all(), by=admin)
    code.refresh_from_db()
    assert (code.subject, code.text) == ("Your code", "")


def test_withheld_mail_waits_for_its_address(admin):
    failing()
    row(status="withheld", priority=9)
    assert actions.retry_emails(emails=OutgoingEmail.objects.all(), by=admin) == (0, 1)


def test_nobody_else_touches_the_outbox():
    with pytest.raises(PermissionDenied):
        actions.retry_emails(emails=OutgoingEmail.objects.all(), by=person(Role.LIAISON_OFFICER))


def test_the_list_shows_what_is_stuck_and_never_what_is_in_it(admin, client):
    row(status="failed", subject="402913 is your code", subject_shown="Your code", text="SENTINEL", html="SENTINEL")
    row(to="fine@example.org", status="sent", sent_at=timezone.now(), attempts=1)
    sign_in(client, admin)
    page = client.get(reverse("core:outbox")).content.decode()
    assert GONE in page
    assert "fine@example.org" not in page
    assert "402913" not in page
    assert "SENTINEL" not in page
    assert "fine@example.org" in client.get(reverse("core:outbox") + "?status=sent").content.decode()


def test_all_that_fit_are_tried_again_by_one_button(admin, client):
    for number in range(60):
        row(to=f"c{number}@olney.example", status="failed")
    kept = row(to="other@town.example", status="failed")
    sign_in(client, admin)
    client.post(reverse("core:outbox") + "?status=failed&address=olney", {"do": "retry", "all": "yes"})
    assert OutgoingEmail.objects.filter(status="waiting").count() == 60
    kept.refresh_from_db()
    assert kept.status == "failed"


@pytest.mark.parametrize(
    "data", [{}, {"do": "retry"}, {"do": "nonsense", "email": "1"}, {"do": "cancel", "email": "x"}]
)
def test_nothing_chosen_changes_nothing(admin, client, data):
    row(status="failed")
    sign_in(client, admin)
    assert client.post(reverse("core:outbox"), data).status_code == 302
    assert OutgoingEmail.objects.get().status == "failed"


# The door for mail services


def knock(client, body, kind="message/rfc822", secret=SECRET):
    headers = {"Authorization": f"Bearer {secret}"}
    return client.post(reverse("core:inlet"), body, content_type=kind, headers=headers)


@pytest.fixture
def door(settings, client):
    settings.INLET_SECRET = SECRET
    return lambda *args, **kwargs: knock(client, *args, **kwargs)


def test_a_raw_e_mail_is_taken_once(door):
    email = row(status="sent", sent_at=timezone.now())
    answers = [door(bounce(email)).json() for _ in range(2)]
    assert answers == [{"taken": True, "sort": "hard"}, {"taken": False, "sort": ""}]


@pytest.mark.parametrize("key", ["message", "message_base64"])
def test_json_is_taken(door, key):
    raw = letter(row(status="sent", sent_at=timezone.now()), "Diolch yn fawr – ŵ")
    text = base64.b64encode(raw).decode() if key == "message_base64" else raw.decode()
    assert door(json.dumps({key: text, "to": GONE}), "application/json").json()["sort"] == "letter"
    assert "Diolch yn fawr – ŵ" in IncomingEmail.objects.get().text


def test_basic_authentication_with_the_secret_as_password(settings, client):
    settings.INLET_SECRET = SECRET
    pair = base64.b64encode(f"service:{SECRET}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}"}
    answer = client.post(reverse("core:inlet"), b"a: b\n\nc", content_type="message/rfc822", headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic !!!", "Basic /w==", "Bearer ŵ"])
def test_without_the_secret_nothing_is_taken(settings, client, header):
    settings.INLET_SECRET = SECRET
    answer = client.post(
        reverse("core:inlet"), b"a: b\n\nc", content_type="message/rfc822", headers={"Authorization": header}
    )
    assert answer.status_code == 403
    assert not IncomingEmail.objects.exists()


def test_without_a_secret_set_the_door_is_shut(settings, client):
    settings.INLET_SECRET = ""
    assert knock(client, b"a: b\n\nc", secret="").status_code == 403


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b" \n", "message/rfc822", 400),
        (b"x", "text/plain", 415),
        (b"x" * 4_000_001, "message/rfc822", 413),
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 400),
        (b"{}", "application/json", 400),
        (b'{"message_base64": "?"}', "application/json", 400),
        (b'{"message": "a: b", "to": 7}', "application/json", 400),
        (b'{"message": "a: b", "to": [7]}', "application/json", 400),
        (b'{"message": "\\ud800"}', "application/json", 200),
        (b"\xff\xfe", "application/json", 400),
    ],
)
def test_nonsense_is_answered_in_words(door, body, kind, status):
    answer = door(body, kind)
    assert answer.status_code == status
    assert status == 200 or answer.json()["problem"]
