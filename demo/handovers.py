"""Handovers of the demonstration: begun and completed in the past, through the portal's own actions."""

from django.db import transaction

from demo import clock, people
from demo.agreements import ahead
from demo.liaison import of
from demo.places import council_of
from demo.roles import fixture
from liaison import actions
from liaison.models import CouncilHandover


def hand_over():
    """Every one of the fixtures that is not there yet; wholly or not at all."""
    for scheme in fixture("handovers")["schemes"]:
        principal = council_of(scheme["principal"])
        leaver = of({"name": scheme["leaver"]}, principal)
        if not CouncilHandover.objects.filter(leaver=leaver).exists() and actions.answered_for(leaver).exists():
            with transaction.atomic():
                write(scheme, principal, leaver)


def write(scheme, principal, leaver):
    by, reader = (people.named(scheme[name]) for name in ("leaver", "successor"))
    for person in (by, reader):
        person.current_memberships = list(person.current_memberships)  # of today: some joined later than this
    successor = of({"name": scheme["successor"]}, principal)
    with clock.set_back(scheme["ago"]):
        handover = actions.begin_handover(
            principal=principal, leaver=leaver, successor=successor, last_day=ahead(scheme["last"]),
            reason=scheme["reason"], by=by,
        )  # fmt: skip
    notes = list(handover.notes.whole().by_council())
    with clock.set_back(max(scheme["ago"] - 1, 0)):
        for note, said in zip(notes, scheme["notes"], strict=False):
            words = {name: said.get(name, "") for name in ("history", "sensitivities", "people")}
            actions.write_note(note=note, successor=successor, by=by, **words)
    if "complete" in scheme:
        with clock.set_back(scheme["ago"] - scheme["complete"]):
            actions.complete_handover(handover=handover, no_note=scheme["no_note"], by=by)
            actions.confirm_reading(handover=handover, notes=notes[: len(scheme["notes"])], by=reader)
