"""Handovers of one side of the access matrix; and the lists in which they stand."""

from uuid import UUID

from accounts.models import Membership
from core.facts import cache as facts
from core.roles import Role
from liaison import actions
from liaison.models import CouncilHandover, HandoverNote
from tests.accounts.factories import person
from tests.architecture.matrix_roles import Secret
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory
from tests.liaison.factories import in_days

OPEN = UUID("00000000-0000-4000-8000-00000000008f")  # of P's; the walk of all pages names it


class Handovers:
    """One that is being written, with a note and one council without a word; one that the officer has to read."""

    def __init__(self, side):
        self.side, self.follows = side, Membership.objects.get(user=side.officer, council=side.principal)
        self.open = self.begun([side.a, CouncilFactory(parents=[side.principal])])
        self.note, self.silent = self.open.notes.order_by("pk")
        self.written(self.note)
        done = self.begun([side.a])
        self.written(done.notes.get())
        self.done = actions.complete_handover(handover=done, by=fresh(side.officer))
        self.to_read = self.done.notes.get()
        if side.mark == "P":
            CouncilHandover.objects.filter(pk=self.open.pk).update(public_id=OPEN)
            HandoverNote.objects.filter(pk=self.note.pk).update(public_id=OPEN)
            self.open.refresh_from_db()
            self.note.refresh_from_db()

    def begun(self, councils):
        """By a colleague who is a deputy there, so that nobody else's councils change hands."""
        principal, by = self.side.principal, fresh(self.side.officer)
        leaver = Membership.objects.get(user=person(Role.LIAISON_OFFICER, principal))
        actions.name_officer(
            principal=principal, councils=councils, membership=leaver, role="facilitator", post="Facilitator",
            starts_on=in_days(-20), is_primary=False, by=by,
        )  # fmt: skip
        return actions.begin_handover(
            principal=principal, leaver=leaver, successor=self.follows, last_day=in_days(0), reason="Leaves", by=by
        )

    def written(self, note):
        actions.write_note(
            note=note, successor=self.follows, history=self.side.secret(Secret.HANDED), sensitivities="",
            people="Clerk", by=fresh(self.side.officer),
        )  # fmt: skip


def handovers(place, count):
    """Begun ones, completed ones that somebody has to read, and people who left without a word."""
    by, follows = fresh(place.officer), Membership.objects.get(user=place.officer, council=place.principal)
    for number in range(count):
        leaver, gone = (named_for_two(place, by) for _each in range(2))
        Membership.objects.filter(pk=gone.pk).update(ends_on=in_days(-1))
        said = {"principal": place.principal, "leaver": leaver, "successor": follows, "last_day": in_days(3)}
        handover = actions.begin_handover(reason="Moves", by=by, **said)
        if number % 2:
            actions.complete_handover(handover=handover, no_note="Nothing to say", by=by)
    facts.clear()


def named_for_two(place, by):
    """A colleague who answers for two councils of their own."""
    councils = [CouncilFactory(parents=[place.principal]) for _each in range(2)]
    someone = Membership.objects.get(user=person(Role.LIAISON_OFFICER, place.principal))
    named = {"membership": someone, "role": "link_officer", "post": "Link officer", "starts_on": in_days(-9)}
    actions.name_officer(principal=place.principal, councils=councils, by=by, **named)
    return someone


def open_items(place, count):
    """One handover with ever more councils, contacts and promises."""
    by, follows = fresh(place.officer), Membership.objects.get(user=place.officer, council=place.principal)
    leaver = CouncilHandover.objects.open().filter(principal=place.principal).first()
    councils = [CouncilFactory(parents=[place.principal]) for _each in range(count)]
    if leaver is None:
        someone = Membership.objects.get(user=person(Role.LIAISON_OFFICER, place.principal))
    else:
        someone = leaver.leaver
    named = {"membership": someone, "role": "link_officer", "post": "Link officer", "starts_on": in_days(-9)}
    actions.name_officer(principal=place.principal, councils=councils, by=by, **named)
    for council in councils:
        said = {"principal": place.principal, "council": council, "by": by}
        actions.log_contact(kind="call", took_place_on=in_days(-1), follows="Ring", **said)
        actions.record_promise(
            side="principal", recorded_side="principal", text="Come", due_on=in_days(9), made_on=in_days(-1),
            answers=someone, **said,
        )  # fmt: skip
    if leaver:
        actions.add_councils(handover=leaver, by=by)
    else:
        said = {"principal": place.principal, "leaver": someone, "successor": follows, "last_day": in_days(3)}
        actions.begin_handover(reason="Moves", by=by, **said)


def of_principal(place):
    return [place.principal.slug]


def one(place):
    """Of the handover that is open; with a council of its own if there is none yet."""
    if not CouncilHandover.objects.open().filter(principal=place.principal).exists():
        open_items(place, 1)
    return [CouncilHandover.objects.open().filter(principal=place.principal).earliest("pk").public_id]


HANDOVER_LISTS = {
    "handovers": ("liaison:handovers", "officer", of_principal, handovers),
    "officer's home with handovers": ("portal:home", "officer", lambda place: [], handovers),
    "one handover": ("liaison:handover", "officer", one, open_items),
    "completing a handover": ("liaison:handover-complete", "officer", one, open_items),
    "sharing a handover out": ("liaison:handover-share", "officer", one, open_items),
}
