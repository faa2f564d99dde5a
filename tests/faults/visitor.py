"""A person at their browser: pages, forms with everything that is in them, and connections that break."""

import http.client
import threading
from dataclasses import dataclass
from urllib.parse import urlencode

from django.test import Client
from lxml.html import document_fromstring

from tests.accounts.factories import sign_in


@dataclass
class Answered:
    """What came back; status 0 if nothing did."""

    status: int
    text: str = ""
    location: str = ""
    retry_after: str = ""


class Visitor:
    """Signed in over real HTTP."""

    def __init__(self, port, person):
        self.port, self.person = port, person
        client = Client()
        sign_in(client, person)
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    def ask(self, method, path, data=None):
        """One request on a connection of its own."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, data and urlencode(data, doseq=True), headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return Answered(0)
        finally:
            connection.close()
        for header in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name] = value
        return Answered(answer.status, text, answer.headers.get("Location", ""), answer.headers.get("Retry-After", ""))

    def get(self, path):
        return self.ask("GET", path)

    def form(self, path, **typed):
        """The page's form as a browser would send it, with what the person types."""
        answer = self.get(path)
        assert answer.status == 200, (answer.status, answer.location)
        forms = document_fromstring(answer.text).xpath("//main//form[@method='post']")
        return {**dict(forms[-1].form_values()), **typed}

    def post(self, path, data):
        return self.ask("POST", path, data)

    def posting(self, path, data):
        """A request under way."""
        return UnderWay(lambda: self.post(path, data))


class UnderWay(threading.Thread):
    """A request whose answer is waited for later."""

    def __init__(self, work):
        super().__init__(daemon=True)
        self.work, self.answer = work, None
        self.start()

    def run(self):
        self.answer = self.work()

    def end(self):
        """What came back in the end."""
        self.join(180)
        assert self.answer is not None, "the page was never answered"
        return self.answer
