"""What the header needs to know about the person."""

from django.urls import reverse


def person(request):
    """Where to change the council one acts for; nothing for people of one council."""
    if not request.user.is_authenticated:
        return {"switch_url": None}
    councils = {membership.council_id for membership in request.user.current_memberships}
    return {"switch_url": reverse("accounts:switch") if len(councils) > 1 else None}
