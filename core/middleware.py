"""What is refused before any page sees it, and how long a session lasts."""

import time

from django.core.exceptions import BadRequest

NULL = "\x00"
RENEWED = "renewed_at"
RENEW_EVERY = 60  # seconds; a session written for every page would be a third of the queries of most pages


class SessionRenewalMiddleware:
    """A session lasts two hours from the last page, to the minute, not from signing in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        session = request.session
        if not session.is_empty() and time.time() - session.get(RENEWED, 0) > RENEW_EVERY:
            session[RENEWED] = int(time.time())
        return response


class NullByteMiddleware:
    """PostgreSQL stores no null byte and nobody can type one: such a request is answered with 400, not a crash."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        sent = [request.GET, request.POST] if request.method == "POST" else [request.GET]
        texts = [text for query in sent for key, values in query.lists() for text in (key, *values)]
        if NULL in request.path or any(NULL in text for text in texts):
            raise BadRequest("null byte")
        return self.get_response(request)
