"""The sign-in log and the open sessions: what a person sees, and what ends."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.actions import record_sign_out
from accounts.actions.sessions import end_session, purge_traces
from accounts.devices import Device, device_of, place, words
from accounts.models import OpenSession, SignInTrace
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from tests.accounts.conftest import ask_for_code, code_in, enter_code, last_mail
from tests.accounts.factories import UserFactory, open_session

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"
TABLET = "Mozilla/5.0 (Linux; Android 15; SM-X200) AppleWebKit/537.36 Chrome/141.0 Safari/537.36"
LOG, SESSIONS, END_OTHERS = "/people/me/sign-ins/", "/people/me/sessions/", "/people/me/sessions/end-others/"


def browser(agent=FIREFOX, address="203.0.113.77"):
    return Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)


def sign_in_by_code(client, person):
    ask_for_code(client, person.email)
    enter_code(client, code_in(last_mail(person.email)))
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX, "Firefox on a Windows computer"),
        (EDGE, "Microsoft Edge on a Windows computer"),
        (PHONE, "Safari on an iPhone"),
        (TABLET, "Chrome on an Android tablet"),
        ("curl/8.0", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)
def test_a_browser_has_words_that_a_clerk_knows(rf, agent, said):
    assert words(device_of(rf.get("/", HTTP_USER_AGENT=agent))) == said


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", ("203.0.113.0/24", "203.0.113.…")),
        ("10.20.30.40", ("10.20.30.0/24", "10.20.30.…")),
        ("2001:db8:1:2:3:4:5:6", ("2001:db8:1::/48", "2001:db8:1:…")),
    ],
)
def test_only_the_rough_network_is_kept(rf, address, network):
    device = device_of(rf.get("/", REMOTE_ADDR=address))
    assert (device.network, place(device)) == network


def test_the_log_says_when_with_what_and_from_where(clerk):
    client = sign_in_by_code(browser(), clerk)
    page = text_of(client.get(LOG))
    for part in ("Signed in", "code by e-mail", "Firefox on a Windows computer", "203.0.113.…"):
        assert part in page
    assert "203.0.113.77" not in page
    trace = SignInTrace.objects.get(user=clerk)
    assert trace.methods == ["code"]
    assert trace.event.verb == "accounts.signed_in"


def test_the_log_shows_a_wrong_code_from_elsewhere(clerk):
    other = browser(PHONE, "198.51.100.9")
    ask_for_code(other, clerk.email)
    enter_code(other, f"{(int(code_in(last_mail(clerk.email))) + 1) % 10**6:06}")
    page = text_of(sign_in_by_code(browser(), clerk).get(LOG))
    assert "A wrong code was entered" in page
    assert "Safari on an iPhone" in page
    assert "198.51.100.…" in page


def test_the_log_of_another_person_is_not_shown(clerk):
    sign_in_by_code(browser(PHONE), UserFactory())
    assert "iPhone" not in text_of(sign_in_by_code(browser(), clerk).get(LOG))


def test_the_log_can_be_taken_along(clerk):
    text = sign_in_by_code(browser(), clerk).get(f"{LOG}?format=csv").getvalue().decode()
    assert "code by e-mail,Firefox on a Windows computer,203.0.113.0/24" in text


def test_a_new_browser_is_told_and_a_known_one_is_not(clerk):
    told = OutgoingEmail.objects.filter(to=clerk.email, kind="accounts.new_browser")
    mine = sign_in_by_code(browser(), clerk)
    assert not told.exists(), "the first sign-in of all"
    mine.post("/accounts/sign-out/")
    mine.defaults["REMOTE_ADDR"] = "192.0.2.1"  # at the office: the cookie knows the browser
    sign_in_by_code(mine, clerk)
    sign_in_by_code(browser(), clerk)  # cookies deleted, at home
    assert not told.exists()
    sign_in_by_code(browser(PHONE), clerk)
    assert "Safari on an iPhone" in told.get().text
    assert "203.0.113.…" in told.get().text


def test_the_cookie_says_nothing_about_the_person(clerk):
    client = sign_in_by_code(browser(), clerk)
    cookie = client.cookies["browser"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    other = UserFactory()
    client.post("/accounts/sign-out/")
    sign_in_by_code(client, other)
    first, second = SignInTrace.objects.order_by("pk")
    assert first.browser_hash != second.browser_hash
    assert cookie.value not in (first.browser_hash, second.browser_hash)


def test_sessions_are_listed_and_one_is_ended_at_once(clerk):
    here, phone, third = (sign_in_by_code(browser(agent), clerk) for agent in (FIREFOX, PHONE, EDGE))
    page = text_of(here.get(SESSIONS))
    assert "Safari on an iPhone" in page
    assert "Microsoft Edge" in page
    session = OpenSession.objects.get(trace__system="iphone")
    assert here.post(f"/people/me/sessions/{session.public_id}/end/").status_code == 302
    assert phone.get(LOG).status_code == 302
    assert phone.post("/people/me/name/", {"name": "Somebody"}).status_code == 302
    assert third.get(LOG).status_code == 200
    assert "Safari on an iPhone" not in text_of(here.get(SESSIONS)).partition("Ended the session")[0]
    assert AuditEvent.objects.about(clerk).first().verb == "accounts.session_ended"


def test_all_other_sessions_end_and_this_one_goes_on(clerk, client):
    here, phone = sign_in_by_code(browser(), clerk), sign_in_by_code(browser(PHONE), clerk)
    client.force_login(clerk)  # a session that no list knows
    assert here.post(END_OTHERS).status_code == 302
    assert phone.get(LOG).status_code == 302
    assert client.get(LOG).status_code == 302
    assert "You are signed in nowhere else" in text_of(here.get(SESSIONS))
    assert here.post(END_OTHERS).status_code == 302
    assert here.get(LOG).status_code == 200


def test_last_use_moves_with_each_page(clerk):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        phone = sign_in_by_code(browser(PHONE), clerk)
        clock.shift(timedelta(minutes=70))
        phone.get(LOG)
        used = timezone.localtime()
        clock.shift(timedelta(minutes=10))
        page = text_of(sign_in_by_code(browser(), clerk).get(SESSIONS))
        assert f"{used:%-I:%M}{used:%p}".lower() in page or f"{used:%H:%M}" in page
        clock.shift(timedelta(hours=3))
        assert "iPhone" not in text_of(sign_in_by_code(browser(), clerk).get(SESSIONS))


def test_signing_out_takes_the_session_off_the_list(clerk):
    client = sign_in_by_code(browser(), clerk)
    client.post("/accounts/sign-out/")
    assert not OpenSession.objects.exists()
    assert record_sign_out(by=clerk).verb == "accounts.signed_out"


def test_nobody_ends_the_session_of_somebody_else(clerk, officer):
    session = open_session(clerk)
    with pytest.raises(PermissionDenied):
        end_session(session=session, keep="", by=officer)
    client = sign_in_by_code(browser(), UserFactory())
    assert client.post(f"/people/me/sessions/{session.public_id}/end/").status_code == 404
    assert OpenSession.objects.filter(pk=session.pk).exists()


def test_the_session_in_use_is_left_by_signing_out(clerk):
    session = open_session(clerk)
    with pytest.raises(Refused, match="sign out"):
        end_session(session=session, keep=session.session_id, by=clerk)


def test_traces_go_after_ninety_days_and_the_event_stays(clerk):
    open_session(clerk, Device("Firefox", "mac", "192.0.2.0/24", "token"))
    OpenSession.objects.all().delete()
    open_session(clerk)
    assert purge_traces() == 0
    with time_machine.travel(timezone.localtime() + SignInTrace.KEPT_FOR + timedelta(days=1)):
        assert purge_traces() == 1, "the one whose session is still there stays"
    assert AuditEvent.objects.about(clerk).count() == 2
