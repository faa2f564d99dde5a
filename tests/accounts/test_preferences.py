"""What a person chooses: e-mails by kind, summaries on working days, what home shows, the language."""

import re
import struct
from datetime import UTC, date, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import trans_real

from accounts.actions.preferences import REMINDERS, field_of, set_preferences
from accounts.models import MailChoice, SummaryLine, User
from accounts.tasks import send_summaries
from charters import actions
from charters.models import Answer
from core.emails import KINDS, Frequency
from core.exceptions import Refused
from core.models import OutgoingEmail
from core.roles import Role
from tests.accounts.factories import UserFactory, person, sign_in
from tests.charters.factories import Round
from tests.councils.factories import CouncilFactory
from tests.saving import opened, save

pytestmark = pytest.mark.django_db
PAGE = "/people/me/preferences/"
ANSWERED = "charters.answered"


@pytest.fixture
def charter():
    return Round(locals_=3).sent()


def choose(someone, **mail):
    set_preferences(mail={kind.replace("_", "."): frequency for kind, frequency in mail.items()}, by=someone)


def answer(charter, index):
    actions.answer(response=charter.response(index), answer=Answer.ACCEPTED, by=charter.clerks[index])


def mails_to(someone, kind):
    return list(OutgoingEmail.objects.filter(to=someone.email, kind=kind).order_by("pk"))


def at(text):
    return time_machine.travel(datetime.fromisoformat(text).replace(tzinfo=UTC), tick=False)


def test_without_a_choice_everything_comes_at_once(charter):
    answer(charter, 0)
    assert len(mails_to(charter.officer, ANSWERED)) == 1
    assert not SummaryLine.objects.exists()


def test_never_means_never_and_only_for_that_person_and_kind(charter):
    other = person(Role.MANAGER, charter.principal)
    choose(charter.officer, charters_answered="never")
    answer(charter, 0)
    send_summaries()
    assert mails_to(charter.officer, ANSWERED) == mails_to(charter.officer, "accounts.summary") == []
    assert len(mails_to(other, ANSWERED)) == 1


def test_a_daily_summary_comes_once_a_working_day(charter):
    choose(charter.officer, charters_answered="daily")
    with at("2026-11-20 15:30"):  # a Friday
        answer(charter, 0)
        answer(charter, 1)
        assert mails_to(charter.officer, ANSWERED) == []
        send_summaries()
        send_summaries()
    with at("2026-11-20 16:30"):
        answer(charter, 2)
        send_summaries()
    with at("2026-11-21 09:30"):  # Saturday
        send_summaries()
    (first,) = mails_to(charter.officer, "accounts.summary")
    assert first.subject == "Summary: 2 pieces of news"
    assert "Choose how often you get e-mails like this" in first.text
    for clerk in (0, 1):
        council = charter.councils[clerk]
        assert council.full_name in first.text
        assert f"/charters/{charter.agreement.reference}/" in first.text
    with at("2026-11-23 09:30"):  # Monday
        send_summaries()
        send_summaries()
    _first, second = mails_to(charter.officer, "accounts.summary")
    assert second.subject == "Summary: 1 piece of news"


def test_a_weekly_summary_comes_on_the_first_working_day_of_the_next_week(charter):
    choose(charter.officer, charters_answered="weekly")
    sent_on = []
    with at("2026-12-22 09:30"):  # a Tuesday
        answer(charter, 0)
    for day in range(22, 32):
        with at(f"2026-12-{day} 09:30"):
            send_summaries()
            if len(mails_to(charter.officer, "accounts.summary")) > len(sent_on):
                sent_on.append(day)
            if day == 30:
                answer(charter, 1)
    assert sent_on == [29]  # Monday 28 December 2026 is a bank holiday
    with at("2027-01-04 09:30"):
        send_summaries()
        send_summaries()
    assert len(mails_to(charter.officer, "accounts.summary")) == 2


def test_one_persons_trouble_keeps_no_other_waiting(charter):
    other = person(Role.MANAGER, charter.principal)
    for someone in (charter.officer, other):
        choose(someone, charters_answered="daily")
    answer(charter, 0)
    User.objects.filter(pk=charter.officer.pk).update(is_active=False)
    with at("2026-11-24 09:30"):
        send_summaries()
    assert mails_to(charter.officer, "accounts.summary") == []
    assert len(mails_to(other, "accounts.summary")) == 1
    assert not SummaryLine.objects.filter(sent_on=None).exists()


def test_what_the_law_or_safety_needs_cannot_be_switched_off(client, charter):
    always = {kind for kind, message in KINDS.items() if len(message.frequencies) == 1}
    assert {"accounts.sign_in_code", "accounts.proof_code", "charters.invitation", "charters.signed"} <= always
    with pytest.raises(Refused):
        choose(charter.officer, charters_invitation="never")
    MailChoice.objects.create(user=charter.clerks[0], kind="charters.new-date", frequency="never")  # forged
    actions.extend_round(
        version=charter.version, reply_by=charter.version.reply_by.replace(year=2028), by=charter.officer
    )
    assert len(mails_to(charter.clerks[0], "charters.new-date")) == 1
    text = BeautifulSoup(sign_in(client, charter.clerks[0]).get(PAGE).content, "lxml").main.text
    assert "cannot be switched off" in text
    assert "Code to sign in" in text


def test_every_mail_says_why_it_came_and_leads_to_the_choice(charter, settings):
    settings.SITE_URL = "https://ground.example"
    answer(charter, 0)
    choosable, fixed = mails_to(charter.officer, ANSWERED)[0], mails_to(charter.clerks[0], "charters.invitation")[0]
    assert "Choose how often you get e-mails like this: https://ground.example/people/me/preferences/" in choosable.text
    assert "cannot be switched off" in fixed.text
    for mail in (choosable, fixed):
        assert "You get this" in mail.text
        assert '/people/me/preferences/"' in mail.html


def test_the_page_offers_what_a_person_may_get_and_keeps_it(client, charter):
    clerk = sign_in(client, charter.clerks[0])
    soup = BeautifulSoup(clerk.get(PAGE).content, "lxml")
    assert soup.find("select", {"name": field_of(REMINDERS)})
    assert not soup.find("select", {"name": field_of("accounts.join_request")})
    assert not soup.find("input", {"name": "language"})  # there is only one
    officer = sign_in(client, charter.officer)
    soup = BeautifulSoup(officer.get(PAGE).content, "lxml")
    data = {tag["name"]: "now" for tag in soup.select("main select")}
    assert field_of("accounts.join_request") in data
    response = save(client, PAGE, {**data, field_of(ANSWERED): "weekly", "hidden": ["table"]}, follow=True)
    assert "Your preferences are saved" in response.content.decode()
    assert MailChoice.objects.get(user=charter.officer, kind=ANSWERED).frequency == Frequency.WEEKLY
    chosen = BeautifulSoup(client.get(PAGE).content, "lxml").find("select", {"name": field_of(ANSWERED)})
    assert chosen.find("option", selected=True)["value"] == "weekly"


def test_two_windows_the_second_is_told(client, charter):
    sign_in(client, charter.officer)
    soup = BeautifulSoup(client.get(PAGE).content, "lxml")
    data = {tag["name"]: "now" for tag in soup.select("main select")}
    before = opened(client, PAGE)
    save(client, PAGE, {**data, field_of(ANSWERED): "weekly"})
    response = client.post(PAGE, {**data, **before, field_of(ANSWERED): "never"})
    assert response.status_code == 409
    assert MailChoice.objects.get(kind=ANSWERED).frequency == "weekly"


def test_home_hides_parts_and_shows_everything_again(client, charter):
    sign_in(client, charter.officer)
    assert "portal-table" in client.get("/").content.decode()
    set_preferences(mail={}, hidden=["table", "start", "own"], by=charter.officer)
    home = client.get("/").content.decode()
    assert "portal-table" not in home
    assert "Start a charter" not in home
    assert "What needs you now" in home
    assert charter.councils[0].name in client.get("/?format=csv").getvalue().decode()
    again = client.post(reverse("accounts:show-everything"), follow=True).content.decode()
    assert "portal-table" in again
    assert "You hide some parts" not in again


def test_hiding_costs_no_query(client, charter):
    sign_in(client, charter.clerks[0])

    def count():
        client.get("/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/")
        return len(seen)

    before = count()
    set_preferences(mail={}, hidden=["start"], by=charter.clerks[0])
    assert count() == before


def test_an_administrator_without_a_council_may_hide_too(client):
    admin = UserFactory(administrator=True)
    set_preferences(mail={}, hidden=["start"], by=admin)
    assert "You hide some parts" in sign_in(client, admin).get("/").content.decode()


def catalogue(words):
    """A compiled catalogue with these translations, as gettext reads it."""
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    pairs = sorted({"": header, **words}.items())
    keys = [key.encode() for key, _ in pairs]
    values = [value.encode() for _, value in pairs]
    start = 28 + 16 * len(pairs)
    tables, texts = [], b""
    for part in (keys, values):
        for text in part:
            tables += [len(text), start + len(texts)]
            texts += text + b"\0"
    numbers = (0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return struct.pack("<7I", *numbers) + struct.pack(f"<{len(tables)}I", *tables) + texts


@pytest.fixture
def second_language(tmp_path, settings):
    """A made-up catalogue under the code for Welsh, offered like a complete one."""
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    words = {
        "What needs you now": "[[What needs you now]]",
        "Preferences": "[[Preferences]]",
        "You get this because you act for %(council)s on Common Ground.": "[[You act for %(council)s]]",
    }
    (folder / "django.mo").write_bytes(catalogue(words))
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES_OFFERED = ["en-gb", "cy"]
    trans_real._translations.clear()
    yield
    trans_real._translations.clear()


@pytest.mark.usefixtures("second_language")
def test_the_language_is_chosen_and_used_for_pages_and_mail(client):
    charter = Round(locals_=1).written()
    clerk = charter.clerks[0]
    sign_in(client, clerk)
    soup = BeautifulSoup(client.get(PAGE).content, "lxml")
    assert [tag["value"] for tag in soup.select("input[name=language]")] == ["en-gb", "cy"]
    data = {tag["name"]: "now" for tag in soup.select("main select")}
    save(client, PAGE, {**data, "language": "cy"})
    clerk.refresh_from_db()
    assert clerk.language == "cy"
    home = client.get("/")
    assert "[[What needs you now]]" in home.content.decode()
    assert home["Content-Language"] == "cy"
    assert '<html lang="cy"' in home.content.decode()
    actions.send_version(
        version=charter.version, councils=charter.councils, reply_by=date(2028, 1, 1), by=charter.officer
    )
    assert "[[You act for" in mails_to(clerk, "charters.invitation")[0].text
    client.logout()
    assert "[[" not in client.get("/accounts/sign-in/").content.decode()


def test_a_language_that_is_not_offered_is_english_everywhere(client):
    clerk = person(Role.CLERK, CouncilFactory())
    User.objects.filter(pk=clerk.pk).update(language="cy")
    response = sign_in(client, clerk).get("/", headers={"accept-language": "cy"})
    assert response["Content-Language"] == "en-gb"
    assert re.search(r'<html lang="en"', response.content.decode())
