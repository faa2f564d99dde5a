"""What the header says about the person, from the portal's own records."""

from django.urls import reverse

from portal import updates


def header(request):
    """`unread_updates()` counts when a page shows it, so an answer without a header asks nothing."""
    search = reverse("portal:search")
    return {
        "search_url": search if request.path != search else "",  # a second box above the page's own is in the way
        "updates_url": reverse("portal:updates"),
        "unread_updates": lambda: updates.unread_count(request.user),
    }
