"""Every e-mail there is, read as its receiver would: as text, as HTML, with pictures off, on a narrow telephone."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import get_args, get_origin

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import get_resolver
from django.utils.module_loading import autodiscover_modules

from core.emails import BULK, CODE, KINDS, post
from core.models import OutgoingEmail
from core.outbox import compose, finish
from core.reminders.emails import DueLine
from funding.digests.message import Item, Section
from liaison.emails.officers import Change

pytestmark = pytest.mark.django_db
assert get_resolver().url_patterns  # every app's e-mails are known once its pages are,
autodiscover_modules("tasks")  # and those that only the worker writes once its tasks are
NAME = "St Mary’s & Bishop's Castle"
LINK = "https://portal.example.org/councils/bishops-castle/"
SAMPLES = {str: NAME, bool: True, int: 3, date: date(2026, 12, 2), datetime: datetime(2026, 12, 2, 9, tzinfo=UTC)}
LINE = DueLine("Answer", "If you meet later, tell us.", date(2026, 12, 2), False, "Answer for Olney", f"{LINK}answer/")
ITEM = Item("new", "New", "Greens", "Green Trust", "5pm on 2 December 2026", "", "up to £500", "Capital", "",
            "For greens.", "Ask us first.", LINK, is_brief=False)  # fmt: skip
NAMED = {
    "news": (("Olney Town Council signed: Working together", "https://ground.example/charters/CG-7K3F-9QX2/"),),
    "lines": (LINE, replace(LINE, title="Confirm", call="Open the profile", link=LINK, is_overdue=True)),
    "reasons": ("You get this because you act for Olney.",),
    "told": (("Accepted", 2), ("Not accepted", 1)),
    "mine": (("4. Consultation", "Accepted", "It says eight weeks now."),),
    "sections": (Section((NAME,), (ITEM, replace(ITEM, title="Halls", is_brief=True))),),
    "notes": ((NAME, "Our own grants close on Friday."),),
    "changes": (Change(NAME, "named_officer", (NAME,), "Parish officer", NAME, "parishes@example.org", SAMPLES[date]),),
    "page": LINK,
    "manage": LINK,
    "stop": f"{LINK}stop/",
    "code": "402913",
    "state": "confirmed",
    "what": "kept",
    "due_at": SAMPLES[datetime],
    "path": "/councils/bishops-castle/profile/",
    "text_hash": "0f3a" * 16,
    "inviter_address": "parishes@example.org",
}
SMALLEST_SCREEN = 320
MOST_BYTES = 100_000


def example(message):
    """The message with something in every field, and text that HTML and text write differently."""
    return message(**{field.name: value_for(field) for field in fields(message)})


def value_for(field):
    if field.name in NAMED:
        return NAMED[field.name]
    if field.name in ("url", "page_url", "link", "comments_url", "changes_url"):
        return LINK
    if get_origin(field.type) is tuple:  # `tuple[str, ...]`
        return tuple(SAMPLES[kind] for kind in get_args(field.type) if kind in SAMPLES)
    kind = field.type if isinstance(field.type, type) else date  # `date | None`
    return SAMPLES[kind]


def texts(soup):
    return " ".join(soup.get_text(" ").split())


@pytest.fixture(params=sorted(KINDS))
def email(request):
    return post(example(KINDS[request.param]), to="clerk@example.org")


def test_it_says_why_it_came_and_where_to_go(email):
    soup = BeautifulSoup(email.html, "lxml")
    reason = example(KINDS[email.kind]).reason()
    assert reason in texts(soup)
    assert reason in " ".join(email.text.split())
    assert settings.SITE_URL in email.text
    links = [link["href"] for link in soup.find_all("a")]
    assert links
    assert all(re.match(r"(https?://|mailto:)", link) for link in links)
    assert all(link.get_text(strip=True) for link in soup.find_all("a"))


def test_the_html_can_be_read_by_anyone(email):
    soup = BeautifulSoup(email.html, "lxml")
    assert soup.html["lang"] == "en"
    assert soup.title.string == example(KINDS[email.kind]).subject()
    assert len(soup.find_all("h1")) == 1
    assert all("alt" in picture.attrs for picture in soup.find_all("img"))
    assert all(table.get("role") == "presentation" or table.find("th") for table in soup.find_all("table"))
    assert not soup.find_all(["script", "iframe", "form", "link"])
    assert "{{" not in email.html
    assert "{%" not in email.html


def test_nothing_is_wider_than_a_telephone(email):
    widths = [int(number) for number in re.findall(r"(?<![-\w])width\s*[:=]\s*[\"']?(\d+)(?=px|[\"'])", email.html)]
    assert all(width <= SMALLEST_SCREEN for width in widths)
    assert "overflow-wrap: anywhere" in email.html  # a fingerprint of 64 letters has nowhere else to break
    assert 'name="viewport"' in email.html


def test_the_text_is_plain_and_says_the_same(email):
    assert not re.search(r"</?\w+[^>]*>|&\w+;|&#\d+;", email.text)
    assert "\n\n\n\n" not in email.text
    heading = BeautifulSoup(email.html, "lxml").h1.get_text(" ", strip=True)
    said = {heading, email.subject, email.kind}
    assert len(email.text) > 150, said
    for name, value in NAMED.items():
        if name != "path" and isinstance(value, str) and value in email.html:
            assert value in email.text, name


def test_it_is_small(email):
    assert len(email.html.encode()) < MOST_BYTES
    assert len(email.text.encode()) < MOST_BYTES


def test_its_kind_has_a_name_for_administrators(email):
    assert KINDS[email.kind].kind_name
    assert email.subject_shown
    assert NAMED["code"] not in email.subject_shown


def test_headers_say_that_nobody_typed_it(email):
    sent = compose(email).message()
    assert sent["From"] == settings.DEFAULT_FROM_EMAIL
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Date"]
    assert sent["List-Unsubscribe"] is None
    assert (sent["List-Id"] is not None) is (email.priority == BULK)
    assert sent["Message-ID"] == compose(email).message()["Message-ID"]


def test_a_code_is_never_a_list(email):
    if email.kind.endswith("_code"):
        assert (email.priority, email.holds_secret) == (CODE, True)
        assert email.useful_until
        assert compose(email).message()["List-Id"] is None


def test_what_was_secret_is_forgotten_once_sent(email):
    email.sent_at = email.created_at
    finish(email, OutgoingEmail.Status.SENT)
    email.refresh_from_db()
    kept = email.subject + email.text + email.html
    assert ("402913" in kept) is False
    if email.kind == "accounts.invitation":
        assert LINK not in kept
