"""Lists of service contacts, and what makes them longer, for test_lists.py."""

from liaison.mending import forget_counts
from liaison.models import ServiceContact
from liaison.topics import Topic


def principal(place):
    return [place.principal.slug]


def contacts(place, count):
    """Teams for one topic, each the wrong door once."""
    for _number in range(count):
        many = ServiceContact.objects.count()
        row = ServiceContact.objects.create(
            principal=place.principal, topic=Topic.HIGHWAYS, team=f"New team {many}", email="a@example.org",
            added_by=place.officer,
        )  # fmt: skip
        row.wrong_doors.create(said_by=place.clerk, council=place.council, turned_out="Somebody else")
    forget_counts(place.principal)


SERVICE_LISTS = {
    "service contacts": ("liaison:services", "officer", principal, contacts),
    "service contacts to confirm": ("liaison:service-confirm", "officer", principal, contacts),
    "officer's home with wrong doors": ("portal:home", "officer", lambda place: [], contacts),
}
