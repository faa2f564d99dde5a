"""What base.html needs on every page."""

from django.conf import settings

from core.registry import NAVIGATION, collect


def page(request):
    """Navigation, who is signed in and for whom they act, the demo banner, the session's length."""
    person = request.user
    items = sorted(collect(NAVIGATION, person), key=lambda item: item.order)
    path = request.path
    return {
        "navigation": [
            {
                "text": i.text,
                "href": i.href,
                "active": path == i.href or (i.href != "/" and path.startswith(i.href)),
            }
            for i in items
        ],
        "acting_for": getattr(request, "acting_for", None),
        "demo": settings.DEMO,
        "service_name": "Common Ground",
        "session_timeout_seconds": settings.SESSION_COOKIE_AGE if person.is_authenticated else None,
    }
