"""Whatever is typed or put into an address, the portal answers: no crash, nothing lost, errors lead to fields."""

from dataclasses import dataclass
from http.cookies import SimpleCookie

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.architecture.matrix import CASES
from tests.architecture.matrix_roles import ROLES
from tests.architecture.routes import routes
from tests.architecture.writes import changed_since, taken_back, written

pytestmark = pytest.mark.django_db
RUBBISH = {
    "empty": "",
    "blank": "   \t ",
    "long": "long " * 20_000,
    "emoji": "🐝 Brontë \u202eabc",
    "null": "a\x00b",
    "number": "9" * 40,
    "negative": "-1",
    "sql": "'; DROP TABLE councils_council; --",
    "script": "<script>alert(1)</script>\"'>",
    "date": "31 February",
}
KEPT = ("emoji", "sql", "script", "date")  # what a person may really have typed
ADDRESSES = ("a\x00b", "x" * 500, "' OR 1=1 --", "Ynys Môn", "..", "<b>", "0", "-1")
QUERIES = (  # what a page, a question and a filter may be asked for at once, so that each page is opened eight times
    "page=abc&show=<script>alert(1)</script>&state=<script>alert(1)</script>&from=<script>alert(1)</script>",
    "page=999999&q=<script>alert(1)</script>",
    "page=-1&q=%F0%9F%90%9D&q=" + "9" * 40,
    "page=%00&q=%27%20OR%201%3D1%20--%20%25%5F%5C",
    "page=1&page=2&q=" + "word " * 1000,
    "q=a:*%26|!()&principal=none&county=none&nation=none&type=none&status=none&tier=none&name=<b>",
    "q=%00&principal=%00&county=%00&nation=%00&type=%00&status=%00&tier=%00&name=%00&next=%00&to=%00",
    "next=//evil.example/&next=javascript:alert(1)&%FF%FE=%FF",
)
TEXT_INPUTS = ("text", "email", "url", "tel", "search", None)


def first_of(roles):
    """One of the people who may, a person rather than a visitor if there is one."""
    return next(role for role in (*ROLES[1:], "visitor") if role in roles)


@dataclass
class Page:
    """An address as the person who may use it sees it."""

    client: Client
    url: str
    data: dict

    def fields(self):
        """What its hidden fields hold, and the names of the others: of the valid form where GET shows none."""
        soup = BeautifulSoup(self.client.get(self.url).content, "lxml")
        hidden = {tag["name"]: tag.get("value", "") for tag in soup.select("main form input[type=hidden]")}
        hidden.pop("csrfmiddlewaretoken", None)
        names = {tag.get("name") for tag in soup.select("main form :is(input, textarea, select)")}
        names -= {None, "csrfmiddlewaretoken", *hidden}
        return hidden, names or self.data

    def post(self, data):
        return self.client.post(self.url, data)


@pytest.fixture
def page(world):
    """Makes a Page for a case of the matrix."""

    def make(case, roles, **options):
        role = first_of(roles)
        client = Client(**options)
        client.cookies = SimpleCookie(world.clients[role].cookies)
        if case.before:
            session = client.session
            case.before(world, role, session)
            session.save()
        url = reverse(case.route, kwargs=case.args(world, role))
        return Page(client, url, case.data(world, role) if case.data else {})

    return make


WITHOUT_TOKEN = {"funding:stop"}  # one click of a mail program, by RFC 8058: the key in the address is the proof


def forms():
    """Cases with something to send, one for each address."""
    found = {case.route: case for case in CASES if case.data and (case.doers or case.may)}
    return [pytest.param(case, id=route) for route, case in sorted(found.items())]


def opened(*, with_arguments=False):
    """Every page once, with those who may open it; or only those whose address names something."""
    chosen = [case for case in CASES if not case.label and (not with_arguments or "<" in pattern(case.route))]
    return [pytest.param(case, id=case.name) for case in chosen]


def pattern(route):
    """The address of a route as the resolver holds it: "charters/<str:reference>/"."""
    return next(found.pattern for found in routes() if found.name == route)


def assert_errors_lead_to_fields(soup):
    """Each line of the error summary is a link, and what it leads to is on the page."""
    for line in soup.select(".govuk-error-summary__list li"):
        link = line.find("a")
        assert link, f"“{line.text.strip()}” leads nowhere"
        assert soup.find(id=link["href"].removeprefix("#")), f"“{link.text}” leads to a missing {link['href']}"


def assert_kept(soup, data):
    """What was typed is still in its field."""
    for tag in soup.select("main form input, main form textarea"):
        typed = data.get(tag.get("name"))
        if typed and tag.name == "textarea":
            assert tag.text.strip() == typed.strip(), tag["name"]
        elif typed and tag.get("type") in TEXT_INPUTS and tag.get("autocomplete") != "one-time-code":
            assert tag.get("value", "").strip() == typed.strip(), tag["name"]


@pytest.mark.parametrize("case", forms())
def test_rubbish_is_answered(page, case):
    here = page(case, case.doers or case.may)
    hidden, names = here.fields()
    for kind, rubbish in RUBBISH.items():
        data = {**hidden, **dict.fromkeys(names, rubbish)}
        with taken_back():
            response = here.post(data)
        assert response.status_code < 500, kind
        soup = BeautifulSoup(response.getvalue(), "lxml")
        assert not soup.find("script", string=lambda text: text and "alert(1)" in text), kind
        assert_errors_lead_to_fields(soup)
        if kind in KEPT and soup.select(".govuk-error-summary"):
            assert_kept(soup, data)


@pytest.mark.parametrize("case", forms())
def test_repeated_and_unknown_keys_are_ignored(page, case):
    here = page(case, case.doers or case.may)
    more = {key: ["1", "2"] for key in ("id", "pk", "by", "is_staff", "version_id", "agreement", "status")}
    repeated = {name: value if hasattr(value, "read") else [value, value] for name, value in here.data.items()}
    assert here.post({**more, **repeated}).status_code < 500


@pytest.mark.parametrize("case", [form for form in forms() if form.values[0].route not in WITHOUT_TOKEN])
def test_a_form_from_elsewhere_changes_nothing(page, case):
    """Without its token the form is refused by a page that says how to go on."""
    here = page(case, case.doers or case.may, enforce_csrf_checks=True)
    before = written()
    response = here.post(here.data)
    assert response.status_code == 403
    assert "<h1" in response.getvalue().decode()
    assert changed_since(before) == set()


@pytest.mark.parametrize("case", opened())
def test_odd_questions_are_answered(page, case):
    here = page(case, case.may)
    for query in QUERIES:
        response = here.client.get(f"{here.url}?{query}")
        assert response.status_code < 500, query
        assert "<script>alert(1)" not in response.getvalue().decode(errors="replace"), query
        assert "evil.example" not in response.get("Location", ""), query


@pytest.mark.parametrize("case", opened(with_arguments=True))
def test_odd_addresses_are_answered(world, page, case):
    arguments = case.args(world, first_of(case.may))
    here = page(case, case.may)
    for name in arguments:
        for odd in ADDRESSES:
            try:
                url = reverse(case.route, kwargs={**arguments, name: odd})
            except NoReverseMatch:
                continue  # the pattern itself refuses it
            assert here.client.get(url).status_code < 500, url
            assert here.client.post(url, here.data).status_code < 500, url
