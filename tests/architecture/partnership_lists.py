"""The lists in which partnerships stand: address, who reads, its arguments, what makes it longer."""

from core.facts import cache as facts
from partnerships import actions
from partnerships.known import key_of
from tests.architecture.group_lists import GROUP_LISTS
from tests.architecture.post_world import POST_LISTS
from tests.architecture.schedule_world import SCHEDULE_LISTS
from tests.architecture.transfer_lists import TRANSFER_LISTS
from tests.partnerships.factories import Shared, a_risk


def partnerships(place, count):
    """Live ones of the officer's council with two parties each, and ideas that wait for a decision."""
    for number in range(count):
        title = f"Newly shared {number}"
        Shared(place.principal, place.council, officer=place.officer, title=title).live(title=title)
        Shared(place.principal, place.council, officer=place.officer, title=f"Newly thought {number}")
    facts.delete(key_of(place.principal.pk))  # what a commit would forget


def entry(place):
    """The entry of one test, however often its address is asked for."""
    if not hasattr(place, "shared"):
        place.shared = Shared(place.principal, place.council, officer=place.officer, title="Held").live(title="Held")
    return [place.shared.entry.reference]


def risks(place, count):
    """Each rated once more, so that it has a history."""
    entry(place)
    for number in range(count):
        risk = a_risk(place.shared, title=f"Newly feared {number}")
        facts = {**actions.risk_of(risk), "impact": 5}
        actions.change_risk(risk=risk, facts=facts, by=place.officer)


def money(place, count):
    """Years with what each party puts in and what is saved."""
    entry(place)
    parties = actions.parties_of(place.shared.entry)
    amounts = {actions.field_of(party, kind): 500_00 for party in parties for kind in ("cash", "in_kind")}
    first = max([2000, *(row.year + 1 for row in place.shared.entry.money.all())])
    for year in range(first, first + count):
        facts = {**amounts, "planned_pence": 1_00}
        actions.keep_money(partnership=place.shared.entry, year=year, amounts=facts, by=place.officer)


def no_arguments(place):
    return []


PARTNERSHIP_LISTS = {
    **TRANSFER_LISTS,
    **GROUP_LISTS,
    **POST_LISTS,
    **SCHEDULE_LISTS,
    "partnerships": ("partnerships:list", "officer", no_arguments, partnerships),
    "risks of a partnership": ("partnerships:risks", "officer", entry, risks),
    "risks of all partnerships": ("partnerships:all-risks", "officer", no_arguments, risks),
    "money of a partnership": ("partnerships:money", "officer", entry, money),
    "sums of partnerships": ("partnerships:sums", "officer", no_arguments, partnerships),
    "partnerships on a principal's page": (
        "portal:council",
        "officer",
        lambda place: [place.principal.slug],
        partnerships,
    ),
    "officer's home with partnerships": ("portal:home", "officer", no_arguments, partnerships),
    "search, partnerships": ("portal:search", "officer", no_arguments, partnerships),
}
