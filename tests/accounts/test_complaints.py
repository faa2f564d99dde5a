"""Data protection complaints: a reference at once, acknowledged within 30 days, answered, closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.actions import complaints as actions
from accounts.models import DataComplaint
from accounts.reminders import complaints_to_acknowledge
from accounts.workflow import COMPLAINT
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.policies import SYSTEM
from core.registry import OPEN_WORK, collect
from core.statements import DATA_PROTECTION_EMAIL
from tests.accounts.factories import UserFactory, person, sign_in
from tests.charters.factories import fresh

pytestmark = pytest.mark.django_db
TYPED = {"name": "A Resident", "address": "resident@example.org", "text": "My number is on a public page."}


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)


@pytest.fixture
def complaint():
    return actions.make_complaint(by=SYSTEM, **TYPED)


def mails(to):
    return list(OutgoingEmail.objects.filter(to=to).order_by("pk"))


def test_anyone_complains_and_gets_a_reference_and_a_day(client):
    answer = client.post(reverse("accounts:complain"), {**TYPED, "council_text": "Olney"}, follow=True)
    complaint = DataComplaint.objects.get()
    day = timezone.localdate() + timedelta(days=30)
    assert complaint.acknowledge_by == day
    page = answer.content.decode()
    assert complaint.reference in page
    assert f"{day.day} {day:%B %Y}" in page
    (mine,) = mails("resident@example.org")
    assert complaint.reference in mine.subject
    assert f"{day.day} {day:%B %Y}" in mine.text
    assert "Information Commissioner" in mine.text
    (contact,) = mails(DATA_PROTECTION_EMAIL)
    assert str(complaint.public_id) in contact.text
    assert TYPED["text"] not in contact.text  # what was written stays on the page
    assert AuditEvent.objects.get(verb="accounts.complaint_made").sentence.endswith(complaint.reference)


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(client):
    page = client.post(reverse("accounts:complain"), {**TYPED, "text": "", "name": "Zoë O’Brien"}).content.decode()
    assert "Zoë O’Brien" in page
    assert 'href="#id_text"' in page
    assert not DataComplaint.objects.exists()


def test_a_flood_is_stopped(client):
    for _time in range(20):
        client.post(reverse("accounts:complain"), TYPED)
    assert client.post(reverse("accounts:complain"), TYPED).status_code == 429


def test_who_is_signed_in_types_no_name_again(client):
    someone = person(name="Clerk Of-Years")
    page = sign_in(client, someone).get(reverse("accounts:complain")).content.decode()
    assert "Clerk Of-Years" in page
    assert someone.email in page
    client.post(reverse("accounts:complain"), TYPED)
    assert DataComplaint.objects.get().made_by == someone


def test_it_is_acknowledged_answered_and_closed(client, administrator, complaint):
    sign_in(client, administrator)
    page = reverse("accounts:complaint", args=[complaint.public_id])
    assert complaint.reference in client.get(reverse("accounts:complaints")).content.decode()
    client.post(page, {"step": "acknowledge"})
    assert "Enter the answer" in client.post(page, {"step": "answer", "answer": " "}).content.decode()
    client.post(page, {"step": "answer", "answer": "It was taken off.\nWe are sorry."})
    client.post(page, {"step": "close"})
    complaint.refresh_from_db()
    assert (complaint.status, complaint.closed_by) == ("closed", administrator)
    kinds = [mail.kind.removeprefix("accounts.complaint_") for mail in mails(TYPED["address"])]
    assert kinds == ["received", "acknowledged", "answered"]
    assert "It was taken off." in mails(TYPED["address"])[-1].text
    assert client.post(page, {"step": "acknowledge"}).status_code == 200  # no step is left: the form says so
    assert OutgoingEmail.objects.filter(to=TYPED["address"]).count() == 3


@pytest.mark.parametrize(
    ("before", "verb", "possible"),
    [
        ("received", "acknowledge", True),
        ("received", "answer", True),
        ("received", "close", False),
        ("acknowledged", "acknowledge", False),
        ("acknowledged", "answer", True),
        ("acknowledged", "close", False),
        ("answered", "answer", False),
        ("answered", "close", True),
        ("closed", "answer", False),
        ("closed", "close", False),
    ],
)
def test_steps(administrator, complaint, before, verb, possible):
    reach = {
        "received": (),
        "acknowledged": ("acknowledge",),
        "answered": ("answer",),
        "closed": ("answer", "close"),
    }[before]
    take = {
        "acknowledge": lambda: actions.acknowledge_complaint(complaint=complaint, by=administrator),
        "answer": lambda: actions.answer_complaint(complaint=complaint, answer="So it is.", by=administrator),
        "close": lambda: actions.close_complaint(complaint=complaint, by=administrator),
    }
    for step in reach:
        take[step]()
    assert (verb in COMPLAINT.open_to(administrator, complaint)) is possible
    if possible:
        take[verb]()
    else:
        with pytest.raises(Refused):
            take[verb]()


def test_nobody_else_handles_it(complaint):
    for other in (person(), UserFactory()):
        with pytest.raises(PermissionDenied):
            actions.acknowledge_complaint(complaint=complaint, by=other)
        assert not DataComplaint.objects.visible_to(other).exists()


def test_administrators_are_reminded_before_the_day_and_after_it(administrator, complaint):
    (offer,) = complaints_to_acknowledge(timezone.localdate())
    assert offer.schedule.offsets == (14, 7, 2, -1)
    assert offer.due_on == complaint.acknowledge_by
    assert set(offer.recipients()) == {DATA_PROTECTION_EMAIL, administrator.email}
    (work,) = [each for each in collect(OPEN_WORK, fresh(administrator)) if "complaint" in each.title]
    assert work.due_on == complaint.acknowledge_by
    actions.acknowledge_complaint(complaint=complaint, by=administrator)
    assert list(complaints_to_acknowledge(timezone.localdate())) == []
    assert not offer.still_due()


def test_one_that_is_late_says_so(client, administrator, complaint):
    DataComplaint.objects.update(acknowledge_by=timezone.localdate() - timedelta(days=1))
    page = sign_in(client, administrator).get(reverse("accounts:complaint", args=[complaint.public_id]))
    assert "It should have been acknowledged by" in page.content.decode()
