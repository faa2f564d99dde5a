"""The lists in which partnerships stand: address, who reads, its arguments, what makes it longer."""

from core.facts import cache as facts
from partnerships.known import key_of
from tests.partnerships.factories import Shared


def partnerships(place, count):
    """Live ones of the officer's council with two parties each, and ideas that wait for a decision."""
    for number in range(count):
        title = f"Newly shared {number}"
        Shared(place.principal, place.council, officer=place.officer, title=title).live(title=title)
        Shared(place.principal, place.council, officer=place.officer, title=f"Newly thought {number}")
    facts.delete(key_of(place.principal.pk))  # what a commit would forget


def no_arguments(place):
    return []


PARTNERSHIP_LISTS = {
    "partnerships": ("partnerships:list", "officer", no_arguments, partnerships),
    "partnerships on a principal's page": (
        "portal:council",
        "officer",
        lambda place: [place.principal.slug],
        partnerships,
    ),
    "officer's home with partnerships": ("portal:home", "officer", no_arguments, partnerships),
    "search, partnerships": ("portal:search", "officer", no_arguments, partnerships),
}
