"""(c) Every address, with rubbish in its parts, its query and its body, as those who may and as those who may not."""

import re
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.routes import routes
from tests.architecture.writes import changed_since, written
from tests.fuzz.rubbish import FILE_NAMES, FUZZED, files, json_bodies, part_of_address, sendable

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
OTHERS = ("visitor", "r_officer", "a_clerk", "admin")
QUERIES = (
    "q", "page", "kind", "show", "state", "status", "next", "name", "tier", "principal", "county", "nation", "type",
    "council", "slug", "since_0", "since_1", "since_2", "until_2", "side", "before", "after", "format", "from", "to",
)  # fmt: skip
TYPES = (
    "application/json", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=klingon",
    "message/rfc822", "", "x/y; a=b; a", "application/x-www-form-urlencoded",
)  # fmt: skip
# A wrong code is counted although it is refused, and the trail says so; whoever asks for a code gets one.
COUNTS_ATTEMPTS = {"accounts_identityproof", "accounts_signintrace", "core_auditevent", "core_outgoingemail"}

methods = st.sampled_from(["get", "get", "get", "post", "post", "upload", "raw"])
pairs = st.lists(st.tuples(st.sampled_from(QUERIES), sendable), max_size=4)


@pytest.fixture
def patterns():
    return {route.name: "/" + route.pattern for route in routes()}


def spoilt_path(data, page, pattern):
    """The address with one or all of its parts replaced, as a browser would send it."""
    if "<" not in pattern or data.draw(st.booleans()):
        return page.url
    replacements = iter(data.draw(st.lists(part_of_address, min_size=4, max_size=4)))
    return ARGUMENT.sub(lambda _match: quote(next(replacements), safe=""), pattern)


def body_of(data, page, method):
    """What is sent: fields of the page or others, once or several times; files; or anything at all."""
    if method == "raw":
        content = data.draw(st.one_of(files, json_bodies))
        return {"data": content, "content_type": data.draw(st.sampled_from(TYPES))}
    names = st.sampled_from([*page.names, "x"])
    fields = {}
    for name, value in data.draw(st.lists(st.tuples(names, sendable), max_size=8)):
        fields.setdefault(name, []).append(value)
    if method == "upload":
        for name in data.draw(st.lists(names, max_size=2)):
            fields[name] = [SimpleUploadedFile(data.draw(st.sampled_from(FILE_NAMES)) or "x", data.draw(files))]
    return {"data": fields}


def query_of(data):
    return "&".join(f"{name}={quote(value[:2000])}" for name, value in data.draw(pairs))


def assert_harmless(response):
    assert response.status_code < 500
    assert urlsplit(response.get("Location", "")).netloc in ("", "testserver")  # nobody is led elsewhere
    if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
        assert b"<script>alert(1)" not in response.content


def test_whatever_an_address_is_asked_it_answers(walk, tried, patterns, settings):
    settings.ACCOUNT_RATE_LIMITS = False  # or nearly all of the sign-in would be "too many attempts"
    clients = {role: walk.client(role) for role in {page.role for page in walk.pages} | set(OTHERS)}
    counted = [written()]

    @FUZZED
    @given(st.data())
    def try_one(data):
        page = data.draw(st.sampled_from(walk.pages))
        role = data.draw(st.sampled_from([page.role, page.role, "visitor", "visitor", *OTHERS]))
        method = data.draw(methods)
        path, query = spoilt_path(data, page, patterns[page.case.route]), query_of(data)
        response = send(
            clients[role], method, f"{path}?{query}", {} if method == "get" else body_of(data, page, method)
        )
        assert_harmless(response)
        tried[f"{response.status_code}"] += 1
        changed = changed_since(counted[0])
        if response.status_code not in (301, 302):  # what was accepted may be kept; it is taken back below
            assert changed <= (set() if method == "get" else COUNTS_ATTEMPTS), (method, path, response.status_code)
        if changed:
            counted[0] = written()

    try_one()
    assert tried["200"]
    assert tried["404"]


def send(client, method, url, body):
    """The request; what it writes is taken back, so each starts from the same records."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    kept = cookie.value if cookie else None
    with transaction.atomic():
        if method == "raw":
            response = client.generic("POST", url, **body)
        else:
            response = client.get(url) if method == "get" else client.post(url, **body)
        transaction.set_rollback(True)
    if kept:
        client.cookies[settings.SESSION_COOKIE_NAME] = kept  # a sign-out was taken back, too
    else:
        client.cookies.pop(settings.SESSION_COOKIE_NAME, None)
    return response
