"""Replies that came by post, telephone or e-mail: recorded by the officer, told to the council, open to correction."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from charters import actions
from charters.models import ReceivedReply
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.roles import Role
from tests.accounts.factories import sign_in
from tests.architecture.year_world import page
from tests.charters.factories import Round, make_person, sign
from tests.saving import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return Round().sent()


def recorded(round_, index=0, **words):
    """The officer writes down what was said on the telephone today."""
    facts = {"channel": "telephone", "received_on": timezone.localdate(), "said_by": "Clerk", "answer": "accepted"}
    return actions.record_reply(response=round_.response(index), **{**facts, **words}, by=round_.officer)


def form(**words):
    today = timezone.localdate()
    day = {"received_on-day": today.day, "received_on-month": today.month, "received_on-year": today.year}
    return {"channel": "telephone", "said_by": "Clerk", "answer": "accepted", **day, **words}


def address(round_, name="record-reply", *more, index=0):
    return reverse(f"charters:{name}", args=[round_.agreement.reference, round_.councils[index].slug, *more])


def send(client, round_, data):
    """What the page puts into its form, and what the officer types."""
    url = address(round_)
    return client.post(url, {**opened(client, url), **data})


def test_the_officer_records_a_letter_and_both_councils_read_it(round_, client):
    OutgoingEmail.objects.all().delete()
    sign_in(client, round_.officer)
    data = form(channel="post", answer="with_comments", comments="Please add the allotments", file=page())
    answer = send(client, round_, {**data, "description": "We agree. Please add the allotments."})
    assert answer.status_code == 302
    response = round_.response()
    assert (response.answer, response.comments) == ("with_comments", "Please add the allotments")
    board = client.get(reverse("charters:board", args=[round_.agreement.reference])).content.decode()
    assert "By post" in board

    sign_in(client, round_.clerks[0])
    own = client.get(address(round_, "response")).content.decode()
    assert "We agree. Please add the allotments." in own
    assert "Answer without signing" not in own
    assert "Change the answer" in own
    scan = client.get(address(round_, "scan", response.received.get().pk))
    assert scan["Content-Type"] == "application/pdf"
    assert scan.content.startswith(b"%PDF")


def test_the_council_is_told_at_once_and_what_it_says_itself_counts(round_):
    OutgoingEmail.objects.all().delete()
    recorded(round_, answer="declined", reason="The meeting was against it")
    [mail] = OutgoingEmail.objects.all()
    assert mail.to == round_.clerks[0].email
    assert "By telephone" in mail.text
    assert "The meeting was against it" in mail.text
    actions.answer(response=round_.response(), answer="accepted", by=round_.clerks[0])
    response = round_.response()
    assert (response.answer, response.answered_by) == ("accepted", round_.clerks[0])
    assert actions.answered_itself(response)
    with pytest.raises(Refused, match="has answered here itself"):
        recorded(round_)


def test_the_council_may_say_the_same_itself(round_):
    recorded(round_)
    actions.answer(response=round_.response(), answer="accepted", by=round_.clerks[0])
    assert round_.response().answered_by == round_.clerks[0]


def test_a_recorded_decline_reaches_those_who_signed_without_its_reason(round_):
    round_.signed(1)
    OutgoingEmail.objects.all().delete()
    recorded(round_, answer="declined", reason="The meeting was against it")
    told = OutgoingEmail.objects.get(to=round_.clerks[1].email)
    assert "The meeting was against it" not in told.text


def test_a_correction_is_another_entry_and_the_trail_has_both(round_):
    recorded(round_)
    recorded(round_, channel="email", answer="declined", reason="Not yet")
    assert [reply.answer for reply in round_.response().received.all()] == ["declined", "accepted"]
    assert AuditEvent.objects.filter(verb="charters.reply_recorded").count() == 2


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"received_on": timezone.localdate() + timedelta(1)}, "received_on"),
        ({"received_on": timezone.localdate() - timedelta(400)}, "received_on"),
        ({"channel": "post"}, "file"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ rubbish"), "description": "A letter"}, "file"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 rubbish"), "description": "A letter"}, "file"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(round_, words, field):
    with pytest.raises(Refused) as refusal, transaction.atomic():
        recorded(round_, **words)
    assert refusal.value.field == field
    assert round_.response().answer == "sent"
    assert not ReceivedReply.objects.exists()


def test_a_wrong_file_is_explained_and_what_was_typed_is_kept(round_, client):
    sign_in(client, round_.officer)
    file = SimpleUploadedFile("letter.doc", b"not a picture")
    page_ = send(client, round_, form(file=file, description="We agree"))
    text = page_.content.decode()
    assert "Choose a PDF, a JPEG or a PNG file" in text
    assert "We agree" in text
    page_ = send(client, round_, form(channel="post")).content.decode()
    assert "Choose a scan or a photograph of the letter" in page_


def test_whoever_answers_in_the_same_moment_is_not_overwritten(round_, client):
    sign_in(client, round_.officer)
    seen = opened(client, address(round_))
    actions.answer(response=round_.response(), answer="declined", reason="No", by=round_.clerks[0])
    text = client.post(address(round_), {**seen, **form()}).content.decode()
    assert "has answered here itself" in text
    assert round_.response().answer == "declined"


def test_nobody_records_for_a_council_that_signed_or_when_the_round_is_over(round_):
    sign(round_.response(0), by=round_.clerks[0])
    with pytest.raises(Refused, match="already signed"):
        recorded(round_)
    actions.answer(response=round_.response(1), answer="accepted", by=round_.clerks[1])
    round_.closed()
    with pytest.raises(Refused, match="closed"):
        recorded(round_, 1)


def test_only_the_conveners_officers_record(round_):
    for role in (Role.LEAD_MEMBER, Role.VIEWER):
        with pytest.raises(PermissionDenied):
            actions.record_reply(
                response=round_.response(), channel="telephone", received_on=timezone.localdate(), said_by="Clerk",
                answer="accepted", by=make_person(round_.principal, role, may_sign=False),
            )  # fmt: skip


def test_the_database_keeps_what_was_recorded(round_):
    reply = recorded(round_, channel="post", file=page(), description="We agree")
    for change in (lambda: ReceivedReply.objects.update(said_by="Chair"), reply.scan.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_board_as_a_table_says_how_each_answer_came(round_, client):
    recorded(round_)
    actions.answer(response=round_.response(1), answer="accepted", by=round_.clerks[1])
    sign_in(client, round_.officer)
    table = client.get(reverse("charters:board-csv", args=[round_.agreement.reference])).getvalue().decode()
    assert {line.rstrip("\r").rpartition(",")[2] for line in table.splitlines()[1:3]} == {"telephone", "portal"}
