"""Councils of the demonstration, named in its fixtures by ONS codes."""

from councils.models import Council


def council_of(code):
    """The principal council with this code, or the local council that serves the area with this code."""
    principal = Council.objects.filter(code=code).first()
    return principal or Council.objects.get(areas__code=code)


def mailbox_of(council):
    """The shared mailbox of a council in the demonstration; nobody reads it."""
    return f"{council.slug}@example.org"
