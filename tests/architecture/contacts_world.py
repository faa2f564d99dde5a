"""Contacts of one side of the access matrix; and the lists in which they stand."""

from uuid import UUID

from core.facts import cache as facts
from councils.models import Profile
from liaison import actions
from liaison.models import CommsPreference, Contact
from tests.architecture.matrix_roles import Secret
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory
from tests.liaison.factories import in_days

PUBLIC_ID = UUID("00000000-0000-4000-8000-00000000003f")  # of P's; the walk of all pages names it

REACHED = {
    "first": "phone", "second": "email", "third": "", "rhythm": "month", "tier": "close", "reachable": "Mornings",
    "hear_first": "Road closures", "bad_news": "By telephone",
}  # fmt: skip


class Contacts:
    """One that both councils read and from which something follows, and one that the principal keeps for itself."""

    def __init__(self, side):
        facts = {"principal": side.principal, "council": side.a, "by": fresh(side.officer)}
        self.shared = actions.log_contact(
            kind="visit", took_place_on=in_days(-9), about=side.secret(Secret.CONTACT), with_whom="Clerk",
            follows="Send the plan of the verges", follows_by=in_days(40), **facts,
        )  # fmt: skip
        self.internal = actions.log_contact(
            kind="call", took_place_on=in_days(-8), about=side.secret(Secret.ASIDE), is_internal=True, **facts
        )
        actions.save_preference(
            council=side.a, by=fresh(side.clerk), **{**REACHED, "hear_first": side.secret(Secret.WISH)}
        )
        if side.mark == "P":
            Contact.objects.filter(pk=self.shared.pk).update(public_id=PUBLIC_ID)
            self.shared.refresh_from_db()


def contacts(place, count):
    """Contacts of the council, with something to be done."""
    for number in range(count):
        actions.log_contact(
            principal=place.principal, council=place.council, kind="call", took_place_on=in_days(-number),
            follows=f"Ring again, {number}", follows_by=in_days(0), by=fresh(place.officer),
        )  # fmt: skip


def happened(place, count):
    """Contacts of the council, and as many promises, each of which stands in its timeline twice."""
    contacts(place, count)
    for number in range(count):
        actions.record_promise(
            principal=place.principal, council=place.council, side="local", recorded_side="principal",
            text=f"Promise {number}", made_on=in_days(-9), due_on=in_days(-2), by=fresh(place.officer),
        )  # fmt: skip


def never_contacted(place, count):
    """Local councils of the principal, each of which said how it wants to be in touch."""
    for _number in range(count):
        council = CouncilFactory(parents=[place.principal])
        CommsPreference.objects.create(council=council, said_by=place.clerk, **REACHED)


def electing(place, count):
    """Local councils that elect soon, among them the clerk's."""
    days = [place.council, *(CouncilFactory(parents=[place.principal]) for _number in range(count))]
    for council in days:
        Profile.objects.update_or_create(council=council, defaults={"next_election_on": in_days(30)})
    facts.clear()


def of_principal(place):
    return [place.principal.slug]


def of_council(place):
    return [place.council.slug]


CONTACT_LISTS = {
    "contacts of a principal": ("liaison:contacts", "officer", of_principal, contacts),
    "contacts of a local council": ("liaison:contacts", "clerk", of_council, contacts),
    "elections": ("liaison:ahead", "officer", of_principal, electing),
    "officer's home with elections": ("portal:home", "officer", lambda place: [], electing),
    "timeline": ("liaison:timeline", "officer", of_council, happened),
    "councils not in touch": ("liaison:quiet", "officer", of_principal, never_contacted),
    "officer's home with what follows": ("portal:home", "officer", lambda place: [], contacts),
    "council page with contacts": ("portal:council", "clerk", of_council, contacts),
}
