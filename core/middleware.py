"""What is refused before any page sees it."""

from django.core.exceptions import BadRequest

NULL = "\x00"


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
