"""Pages of charters: what each shows to whom, what comes back from bad input."""

import pytest
from django.urls import reverse
from django.utils import timezone

from charters.models import Answer, Signature, VersionStatus
from core.models import OutgoingEmail
from tests.accounts.factories import sign_in
from tests.charters.factories import DECISION, Round, make_council
from tests.saving import save

pytestmark = pytest.mark.django_db
GET_PAGES = ("draft", "details", "section-add", "commitment-add", "send")


def url(name, charter, *args):
    return reverse(f"charters:{name}", args=[charter.agreement.reference, *args])


@pytest.fixture
def page(client):
    """Get a page as a person and return its HTML."""

    def get(person, address, **query):
        sign_in(client, person)
        response = client.get(address, query)
        assert response.status_code == 200, (address, response.status_code)
        return response.content.decode()

    return get


@pytest.mark.parametrize("name", GET_PAGES)
def test_pages_of_a_draft_open_for_the_officer(page, name):
    charter = Round()
    assert "<h1" in page(charter.officer, url(name, charter))


def test_draft_lists_every_section_and_commitment(page):
    charter = Round().written()
    html = page(charter.officer, url("draft", charter))
    assert "Our vision" in html
    assert "Name an officer" in html


def test_start_creates_a_draft(client):
    charter = Round()
    sign_in(client, charter.officer)
    response = client.post(
        reverse("charters:start"), {"what": "charter", "convener": charter.principal.pk, "title": "New charter"}
    )
    assert response.status_code == 302
    assert response.url.endswith("/draft/")


def test_section_with_no_text_keeps_the_heading_and_says_why(client):
    charter = Round()
    sign_in(client, charter.officer)
    response = save(client, url("section", charter, "vision"), {"heading": "Our dream", "body": ""})
    html = response.content.decode()
    assert "Our dream" in html
    assert "Enter" in html
    assert "Error:" in html


def test_send_asks_checks_and_sends(client):
    charter = Round(locals_=3).written()
    sign_in(client, charter.officer)
    data = {"everyone": "all", "reply_by-day": "1", "reply_by-month": "6", "reply_by-year": "2099"}
    check = client.post(url("send", charter), data, follow=True)
    assert "Send to 3 councils" in check.content.decode()
    save(client, url("send-check", charter))
    charter.version.refresh_from_db()
    assert charter.version.status == VersionStatus.OUT
    assert charter.version.responses.count() == 3


def test_send_only_to_chosen_councils(client):
    charter = Round(locals_=3).written()
    sign_in(client, charter.officer)
    data = {
        "everyone": "chosen",
        "councils": [charter.councils[1].pk],
        "reply_by-day": "1",
        "reply_by-month": "6",
    }
    client.post(url("send", charter), {**data, "reply_by-year": "2099"})
    save(client, url("send-check", charter))
    assert charter.version.responses.get().party.council == charter.councils[1]


def test_send_with_a_past_date_says_so(client):
    charter = Round().written()
    sign_in(client, charter.officer)
    data = {"everyone": "all", "reply_by-day": "1", "reply_by-month": "6", "reply_by-year": "2001"}
    assert "must be a date in the future" in client.post(url("send", charter), data).content.decode()


def test_board_shows_who_has_and_has_not_answered(page):
    charter = Round(locals_=2).sent().signed(0)
    html = page(charter.officer, url("board", charter))
    assert "1 of 2 answered" in html
    waiting = page(charter.officer, url("board", charter), show="waiting")
    assert charter.councils[1].label in waiting
    assert charter.councils[0].label not in waiting


@pytest.mark.parametrize("name", ["extend", "close", "withdraw", "invite", "board-csv", "detail", "remind-all"])
def test_pages_of_a_round_open_for_the_officer(client, name):
    charter = Round().sent().signed()
    sign_in(client, charter.officer)
    assert client.get(url(name, charter)).status_code == 200


def test_close_too_early_explains_itself(client):
    charter = Round(locals_=2).sent().signed(0)
    sign_in(client, charter.officer)
    assert "reply-by date" in client.post(url("close", charter)).content.decode()


@pytest.mark.parametrize("name", ["response", "answer", "sign", "paper"])
def test_pages_of_a_council_open_for_its_clerk(page, name):
    charter = Round().sent()
    assert "<h1" in page(charter.clerks[0], url(name, charter, charter.councils[0].slug))


def test_answer_with_comments_is_kept(client):
    charter = Round().sent()
    sign_in(client, charter.clerks[0])
    data = {"answer": "with_comments", "comments": "More time please", "share_comments": "on"}
    save(client, url("answer", charter, charter.councils[0].slug), data)
    assert charter.response().answer == Answer.WITH_COMMENTS
    assert charter.response().share_comments


def test_decline_without_reason_keeps_the_choice_and_points_to_the_field(client):
    charter = Round().sent()
    sign_in(client, charter.clerks[0])
    html = save(client, url("answer", charter, charter.councils[0].slug), {"answer": "declined"}).content.decode()
    assert "Enter the reason" in html
    assert 'href="#id_reason"' in html
    assert charter.response().answer == Answer.SENT


def test_sign_in_two_pages_with_a_code(client):
    charter = Round().sent()
    clerk, slug = charter.clerks[0], charter.councils[0].slug
    sign_in(client, clerk)
    today = timezone.localdate()
    parts = {
        "resolution_on-day": today.day,
        "resolution_on-month": today.month,
        "resolution_on-year": today.year,
    }
    check = client.post(url("sign", charter, slug), {**DECISION, **parts}, follow=True).content.decode()
    assert "26/118" in check
    wrong = client.post(url("sign-check", charter, slug), {"code": "000000", "declared": "on"}).content.decode()
    assert "not right" in wrong
    assert not Signature.objects.exists()
    code = OutgoingEmail.objects.filter(to=clerk.email).latest("pk").text
    digits = next(word for word in code.split() if word.strip(".").isdigit() and len(word.strip(".")) == 6)
    done = client.post(url("sign-check", charter, slug), {"code": digits, "declared": "on"}, follow=True)
    assert charter.agreement.reference in done.content.decode()
    assert Signature.objects.get().typed_name == DECISION["typed_name"]


def test_sign_check_without_details_goes_back_to_the_first_page(client):
    charter = Round().sent()
    sign_in(client, charter.clerks[0])
    slug = charter.councils[0].slug
    assert client.get(url("sign-check", charter, slug)).url == url("sign", charter, slug)


@pytest.mark.parametrize("name", ["sign", "sign-check"])
def test_a_council_that_has_signed_is_shown_its_receipt(client, name):
    charter = Round().sent().signed(0)
    sign_in(client, charter.clerks[0])
    slug = charter.councils[0].slug
    assert client.get(url(name, charter, slug)).url == url("signed", charter, slug)
    assert client.post(url(name, charter, slug), {}).url == url("signed", charter, slug)


@pytest.mark.parametrize("name", ["countersign", "countersign-check"])
def test_what_is_in_force_is_not_countersigned_again(client, name):
    charter = Round().in_force()
    sign_in(client, charter.officer)
    assert client.get(url(name, charter)).url == url("detail", charter)


def test_a_parish_meeting_is_told_that_it_decides_otherwise(page):
    charter = Round()
    charter.councils[0].type = "parish_meeting"
    charter.councils[0].save()
    charter.sent()
    assert "the meeting itself decides" in page(charter.clerks[0], url("sign", charter, charter.councils[0].slug))


def test_comments_reach_other_councils_only_when_shared(page, client):
    charter = Round(locals_=2).sent()
    for shared, expected in (("", False), ("on", True)):
        sign_in(client, charter.clerks[0])
        data = {"answer": "with_comments", "comments": "SENTINEL-COMMENT", "share_comments": shared}
        save(client, url("answer", charter, charter.councils[0].slug), data)
        html = page(charter.clerks[1], url("response", charter, charter.councils[1].slug))
        assert ("SENTINEL-COMMENT" in html) is expected


def test_another_councils_response_is_not_found(client):
    charter = Round(locals_=2).sent()
    sign_in(client, charter.clerks[1])
    assert client.get(url("response", charter, charter.councils[0].slug)).status_code == 404


def test_the_draft_is_invisible_to_councils(client):
    charter = Round(locals_=2)
    sign_in(client, charter.clerks[0])
    assert client.get(url("detail", charter)).status_code == 404
    assert client.get(url("text", charter, 1)).status_code == 404


def test_published_charter_is_public_and_an_unpublished_one_is_not(client):
    charter = Round().in_force()
    assert "sign-in" in client.get(url("text", charter, 1)).url
    sign_in(client, charter.officer)
    client.post(url("publish", charter), {"published": "yes"})
    client.logout()
    assert client.get(url("text", charter, 1)).status_code == 200
    assert charter.councils[0].full_name in client.get(url("detail", charter)).content.decode()
    assert client.get(url("board", charter)).status_code == 302


def test_publishing_too_early_is_explained_and_changes_nothing(client):
    charter = Round().sent()
    sign_in(client, charter.officer)
    response = client.post(url("publish", charter), {"published": "yes"})
    assert response.status_code == 409
    assert "Only a charter that is in force" in response.content.decode()


def test_list_is_flat(client, django_assert_max_num_queries):
    charter = Round().sent()
    sign_in(client, charter.officer)

    def count():
        with django_assert_max_num_queries(60) as seen:
            client.get(reverse("charters:list"))
        return len(seen)

    count()  # the first page renews the session
    few = count()
    for number in range(6):
        from_same = Round.__new__(Round)
        from_same.__dict__.update(charter.__dict__)
        from_same.agreement = type(charter.agreement).objects.create(
            title=f"C{number}", convener=charter.principal, created_by=charter.officer
        )
    assert count() == few


def test_board_is_flat(client, django_assert_max_num_queries):
    def count(locals_):
        charter = Round(locals_=locals_).sent()
        sign_in(client, charter.officer)
        client.get(url("board", charter))
        with django_assert_max_num_queries(60) as seen:
            client.get(url("board", charter))
        return len(seen)

    assert count(2) == count(12)


def test_board_csv_neutralises_formulas(client):
    charter = Round().sent()
    sign_in(client, charter.clerks[0])
    data = {"answer": "with_comments", "comments": "=HYPERLINK(1)"}
    save(client, url("answer", charter, charter.councils[0].slug), data)
    sign_in(client, charter.officer)
    text = client.get(url("board-csv", charter)).getvalue().decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text


def test_invite_offers_only_councils_not_asked_yet(page):
    charter = Round().sent()
    late = make_council("Newcomer", principal=charter.principal)
    html = page(charter.officer, url("invite", charter))
    assert late.label in html
    assert charter.councils[0].label not in html
