"""Named officers of one side of the access matrix; and the lists in which they stand."""

from uuid import UUID

from django.utils import timezone

from accounts.models import Membership
from core.facts import cache as facts
from liaison import actions
from liaison.known import key_of, posts_key_of, team_key_of
from liaison.models import Assignment, OfficerRole
from tests.accounts.factories import person
from tests.architecture.contacts_world import CONTACT_LISTS
from tests.architecture.handover_world import HANDOVER_LISTS
from tests.architecture.matrix_roles import Secret
from tests.architecture.promise_world import PROMISE_LISTS
from tests.architecture.service_lists import SERVICE_LISTS
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory
from tests.liaison.factories import in_days

PUBLIC_ID = UUID("00000000-0000-4000-8000-00000000001f")  # of P's; the walk of all pages names it
TO_COME = UUID("00000000-0000-4000-8000-00000000002f")  # the same of one that has not begun


class Officers:
    """The officer answers for the side's first council; only the councils concerned read what for."""

    def __init__(self, side):
        self.membership = Membership.objects.get(user=side.officer, council=side.principal)
        (self.assignment,) = actions.name_officer(
            principal=side.principal, councils=[side.a], membership=self.membership, role="named_officer",
            post="Parish liaison manager", remit=side.secret(Secret.REMIT), starts_on=in_days(-100),
            by=fresh(side.officer),
        )  # fmt: skip
        (self.to_come,) = actions.name_officer(
            principal=side.principal, councils=[side.a], membership=self.membership, role="link_officer",
            post="Link officer", starts_on=in_days(50), by=fresh(side.officer),
        )  # fmt: skip
        self.service = actions.add_service(
            principal=side.principal, topic="highways", team="Highways team", email="highways@example.org",
            by=fresh(side.officer),
        )  # fmt: skip
        self.wrong_door = self.service.wrong_doors.create(
            said_by=side.clerk, council=side.a, turned_out=side.secret(Secret.DOOR), said_on=in_days(-3)
        )
        if side.mark == "P":
            Assignment.objects.filter(pk=self.assignment.pk).update(public_id=PUBLIC_ID)
            self.assignment.refresh_from_db()
            Assignment.objects.filter(pk=self.to_come.pk).update(public_id=TO_COME)
            self.to_come.refresh_from_db()


def named(place, count):
    """Officers of the principal, each for a council of its own and the first one as a deputy."""
    membership = Membership.objects.filter(council=place.principal, user=place.officer).get()
    for _number in range(count):
        council = CouncilFactory(parents=[place.principal])
        colleague = person("liaison_officer", place.principal)
        facts_of = {
            "role": OfficerRole.LINK_OFFICER,
            "post": f"New officer {colleague.pk}",  # "ne" is what the search is asked for
            "by": fresh(place.officer),
        }
        for who, councils, primary in ((membership, [council], True), (of(colleague), [place.council], False)):
            actions.name_officer(
                principal=place.principal, councils=councils, membership=who, is_primary=primary,
                starts_on=in_days(0), **facts_of,
            )  # fmt: skip
    today = timezone.localdate()  # what a commit would forget:
    of_principal = (key_of_one(place.principal.pk, today) for key_of_one in (team_key_of, posts_key_of))
    facts.delete_many([key_of(place.council.pk, today), *of_principal])


def covers(place, count):
    """People who are away, and those who stand in."""
    for _number in range(count):
        away, stand_in = (of(person("liaison_officer", place.principal)) for _each in range(2))
        actions.set_cover(
            principal=place.principal, away=away, stand_in=stand_in, starts_on=in_days(0), ends_on=in_days(1),
            by=fresh(place.officer),
        )  # fmt: skip


def of(someone):
    return Membership.objects.get(user=someone)


def principal(place):
    return [place.principal.slug]


LIAISON_LISTS = {
    **CONTACT_LISTS,
    **PROMISE_LISTS,
    **HANDOVER_LISTS,
    **SERVICE_LISTS,
    "named officers": ("liaison:list", "officer", principal, named),
    "named officers to confirm": ("liaison:confirm", "officer", principal, named),
    "coverage board": ("liaison:coverage", "officer", principal, named),
    "officer's home with gaps": ("portal:home", "officer", lambda place: [], named),
    "councils to share out": ("liaison:allocate", "officer", principal, named),
    "absence cover": ("liaison:cover", "officer", principal, covers),
    "clerk's home with officers": ("portal:home", "clerk", lambda place: [], named),
    "council page with officers": ("portal:council", "clerk", lambda place: [place.council.slug], named),
    "search, officers": ("portal:search", "officer", lambda place: [], named),
}
