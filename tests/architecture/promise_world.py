"""Promises of one side of the access matrix; and the lists in which they stand."""

from uuid import UUID

from core.facts import cache as facts
from liaison import actions
from liaison.models import Promise
from tests.accounts.factories import person
from tests.architecture.matrix_roles import Secret
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory
from tests.liaison.factories import in_days

PUBLIC_IDS = {  # of P's; the walk of all pages names them
    "promise": UUID("00000000-0000-4000-8000-00000000005f"),
    "of_local": UUID("00000000-0000-4000-8000-00000000006f"),
    "recorded": UUID("00000000-0000-4000-8000-00000000007f"),
}


class PromisesOf:
    """One of the principal, open; one of the local council, reported as kept; one that the clerk says was promised."""

    def __init__(self, side):
        self.side = side
        self.promise = self.made("principal", "principal", side.officer)
        self.of_local = self.made("local", "local", side.clerk)
        actions.report_promise(promise=self.of_local, outcome="kept", day=in_days(0), by=fresh(side.clerk))
        self.recorded = self.made("principal", "local", side.clerk)
        if side.mark == "P":
            for name, public_id in PUBLIC_IDS.items():
                row = getattr(self, name)
                Promise.objects.filter(pk=row.pk).update(public_id=public_id)
                row.refresh_from_db()

    def made(self, who, recorded, by):
        return actions.record_promise(
            principal=self.side.principal, council=self.side.a, side=who, recorded_side=recorded,
            text=self.side.secret(Secret.PROMISE), due_on=in_days(30), made_on=in_days(0), by=fresh(by),
        )  # fmt: skip


def promises(place, count):
    """Open ones, overdue ones and kept ones, each of a council of its own and of the first one."""
    for number in range(count):
        council = CouncilFactory(parents=[place.principal])
        clerk = person("clerk", council)
        for own, who in ((council, clerk), (place.council, place.clerk)):
            said = {"principal": place.principal, "council": own, "due_on": in_days(-1), "made_on": in_days(-9)}
            for side, by in (("principal", place.officer), ("local", who)):
                row = actions.record_promise(
                    side=side, recorded_side=side, text=f"Newly promised {number}", by=fresh(by), **said
                )
                if number % 2:
                    actions.report_promise(promise=row, outcome="kept", day=in_days(-2), by=fresh(by))
    facts.clear()


def of_principal(place):
    return [place.principal.slug]


PROMISE_LISTS = {
    "promises of a principal": ("liaison:promises", "officer", of_principal, promises),
    "promises of a local council": ("liaison:promises", "clerk", lambda place: [place.council.slug], promises),
    "officer's home with promises": ("portal:home", "officer", lambda place: [], promises),
    "clerk's home with promises": ("portal:home", "clerk", lambda place: [], promises),
    "council page with promises": ("portal:council", "clerk", lambda place: [place.council.slug], promises),
}
