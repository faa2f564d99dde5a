"""The door for mail services that hand over by HTTPS what arrives for the portal."""

import base64
import binascii
import json

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt

from core.inlet.intake import MOST_BYTES, take_in
from core.views import PortalView

MOST_SENT = 2 * MOST_BYTES  # in JSON and base64 an e-mail grows by a third


class Inlet(PortalView):
    """POST one e-mail, as message/rfc822 or as JSON, with the secret; see docs/running.md."""

    policy = "core.public"
    http_method_names = ["post"]

    @classmethod
    def as_view(cls, **initkwargs):
        return csrf_exempt(super().as_view(**initkwargs))  # no browser, no cookie: the secret is the proof

    def post(self, request):
        if not settings.INLET_SECRET or not constant_time_compare(secret_of(request), settings.INLET_SECRET):
            raise PermissionDenied("core.inlet")
        raw = request.read(MOST_SENT + 1)
        if len(raw) > MOST_SENT:
            return problem("The e-mail is too large", 413)
        envelope = ()
        if request.content_type == "application/json":
            try:
                raw, envelope = unpacked(raw)
            except ValueError as error:
                return problem(str(error), 400)
        elif request.content_type != "message/rfc822":
            return problem("Send message/rfc822 or application/json", 415)
        if not raw.strip():
            return problem("There is no e-mail in it", 400)
        incoming = take_in(raw, envelope)
        return JsonResponse({"taken": incoming is not None, "sort": incoming.sort if incoming else ""})


def problem(words, status):
    return JsonResponse({"problem": words}, status=status)


def secret_of(request):
    """From `Authorization: Bearer …`, or the password of `Authorization: Basic …`."""
    kind, _space, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return value.strip() if kind.lower() == "bearer" else ""


def unpacked(raw):
    """The e-mail and its recipients from {"message": "…"} or {"message_base64": "…"}, and "to": ["…"]."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ValueError("This is not JSON") from error
    if not isinstance(data, dict):
        raise ValueError("Send a JSON object")
    to = data.get("to", [])
    to = [to] if isinstance(to, str) else to
    if not isinstance(to, list) or not all(isinstance(address, str) for address in to):
        raise ValueError("“to” must be an address or a list of addresses")
    if isinstance(data.get("message_base64"), str):
        try:
            return base64.b64decode(data["message_base64"], validate=True), to
        except (binascii.Error, ValueError) as error:
            raise ValueError("“message_base64” is not base64") from error
    if isinstance(data.get("message"), str):
        return data["message"].encode(errors="surrogateescape" if data["message"].isascii() else "replace"), to
    raise ValueError("“message” or “message_base64” must hold the e-mail")
