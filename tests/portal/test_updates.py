"""What a person is told on the page: what others did that concerns them, and how much of it is new."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from charters import actions
from core.mail.addresses import note_failure
from core.models import AddressState, AuditEvent
from core.roles import Role
from portal.models import UpdatesSeen
from tests.accounts.factories import UserFactory, person, sign_in
from tests.charters.factories import Round, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Round().sent()


def soup(client, address="/updates/"):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def lines(client):
    return [line.text.strip() for line in soup(client).select(".portal-timeline__text")]


def unread(client):
    """The number in the header, on any page, a minute later; "" when there is none."""
    cache.clear()
    return shown_at_once(client)


def shown_at_once(client):
    count = soup(client, "/help/").select_one(".portal-header__count")
    return count.text if count else ""


def newest(client):
    field = soup(client).select_one("main input[name=up_to]")
    return field["value"] if field else None


def test_an_officer_is_told_of_an_answer_and_a_clerk_of_what_came(client, story):
    actions.answer(response=story.response(), answer="accepted", by=story.clerks[0])
    sign_in(client, story.officer)
    assert any("accepted “Working together”" in line for line in lines(client))
    sign_in(client, story.clerks[1])
    assert [line for line in lines(client) if "sent to 2 councils" in line]
    assert not [line for line in lines(client) if "accepted" in line]  # an answer is restricted to its two sides


def test_ones_own_doing_is_no_news(client, story):
    sign_in(client, story.officer)
    assert lines(client) == []
    assert unread(client) == ""


def test_a_colleague_is_told_what_one_did(client, story):
    colleague = person(Role.MANAGER, story.principal, date_joined=timezone.now() - timezone.timedelta(days=1))
    sign_in(client, colleague)
    assert any("sent to 2 councils" in line for line in lines(client))


def test_an_officer_is_told_who_joined_one_of_their_councils(client, story):
    clerk = story.clerks[0]
    AuditEvent.objects.create(
        by=clerk,
        actor="Clerk",
        verb="accounts.joined",
        sentence="Joined as Clerk",
        record=clerk.memberships.get(),
        council_ids=[story.councils[0].pk],
    )
    sign_in(client, story.officer)
    assert any("Joined as Clerk" in line for line in lines(client))
    sign_in(client, Round().officer)
    assert lines(client) == []


def test_mail_that_comes_back_is_told_to_the_council_and_its_officers_alone(client, story):
    address = story.clerks[0].email
    note_failure(address, AddressState.State.HARD, "550 no such mailbox", mailed_at=timezone.now())
    for reader, told in ((story.officer, True), (story.clerks[1], False), (Round().officer, False)):
        sign_in(client, reader)
        assert any(address in line for line in lines(client)) is told


def test_drafts_and_other_small_steps_are_not_told(client, story):
    assert AuditEvent.objects.filter(verb="charters.started").exists()
    sign_in(client, person(Role.MANAGER, story.principal, date_joined=timezone.now() - timezone.timedelta(days=1)))
    assert not [line for line in lines(client) if "draft started" in line]


def test_the_number_counts_what_is_new_until_it_is_marked_as_read(client, story, django_capture_on_commit_callbacks):
    for index in (0, 1):
        sign(story.response(index), by=story.clerks[index])
    sign_in(client, story.officer)
    assert unread(client) == "2"
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/updates/", {"up_to": newest(client)}, follow=True)
    assert "Everything is marked as read." in response.content.decode()
    assert shown_at_once(client) == ""
    assert newest(client) is None
    assert len(lines(client)) == 2  # still there to read again


def test_the_number_is_counted_once_a_minute(client, story):
    sign_in(client, story.officer)
    assert shown_at_once(client) == ""
    sign(story.response(0), by=story.clerks[0])
    assert shown_at_once(client) == ""
    assert len(lines(client)) == 1  # the page itself tells at once
    assert unread(client) == "1"


def test_what_comes_meanwhile_stays_new(client, story):
    sign(story.response(0), by=story.clerks[0])
    sign_in(client, story.officer)
    shown = newest(client)
    sign(story.response(1), by=story.clerks[1])
    client.post("/updates/", {"up_to": shown})
    assert unread(client) == "1"


def test_reading_alone_marks_nothing(client, story):
    sign(story.response(0), by=story.clerks[0])
    sign_in(client, story.officer)
    lines(client)
    assert unread(client) == "1"
    assert not UpdatesSeen.objects.exists()


@pytest.mark.parametrize("odd", ["", "abc", "-1", "9" * 40, "1.5", "\u0662"])
def test_an_odd_number_changes_nothing_that_is_to_come(client, story, odd):
    sign_in(client, story.officer)
    assert client.post("/updates/", {"up_to": odd}).status_code == 302
    sign(story.response(0), by=story.clerks[0])
    assert unread(client) == "1"


def test_nobody_marks_more_than_has_happened_or_less_than_before(client, story):
    sign_in(client, story.officer)
    client.post("/updates/", {"up_to": 2**62})
    seen = UpdatesSeen.objects.get().up_to
    assert seen == AuditEvent.objects.latest("pk").pk
    client.post("/updates/", {"up_to": 1})
    assert UpdatesSeen.objects.get().up_to == seen


def test_what_was_before_someone_joined_is_not_news(client, story):
    newcomer = person(Role.VIEWER, story.principal)
    sign_in(client, newcomer)
    assert lines(client) == []


def test_after_two_months_it_is_history(client, story):
    sign(story.response(0), by=story.clerks[0])
    with time_machine.travel(timezone.localtime() + timezone.timedelta(days=61), tick=True):
        sign_in(client, story.officer)
        assert lines(client) == []
        assert unread(client) == ""


def test_each_line_opens_its_record(client, story):
    sign(story.response(0), by=story.clerks[0])
    sign_in(client, story.officer)
    links = [link["href"] for link in soup(client).select(".portal-timeline__text a")]
    assert links == [f"/charters/{story.agreement.reference}/"]


def test_the_header_asks_once_and_nobody_without_a_council_is_asked_about(client, story):
    for someone, times in ((story.officer, 1), (UserFactory(), 0), (None, 0)):
        client.logout()
        if someone:
            sign_in(client, someone)
        with CaptureQueriesContext(connection) as seen:
            client.get("/help/")
        asked = [query["sql"] for query in seen if 'FROM "core_auditevent"' in query["sql"]]
        assert len(asked) == times
