"""The promises of the demonstration: made, kept or not in the past, through the portal's own actions."""

from django.db import transaction
from django.utils import timezone

from demo import clock, people
from demo.agreements import ahead
from demo.places import council_of
from demo.roles import fixture
from liaison import actions
from liaison.models import Promise


def make_promises():
    """Every set of the fixtures that is not there yet; wholly or not at all."""
    for scheme in fixture("promises")["schemes"]:
        principal = council_of(scheme["principal"])
        councils = people.local_councils(principal)[: scheme.get("over", 3)]
        if councils and not Promise.objects.of(principal).exists():
            with transaction.atomic():
                make_all(scheme, principal, councils)


def make_all(scheme, principal, councils):
    """Promises are dealt out over the first local councils by name; days count from today."""
    officer = people.named(scheme["officer"])
    for place, said in enumerate(scheme["promises"]):
        council = councils[place % len(councils)]
        speakers = {"principal": officer, "local": people.clerk_of(council)}
        recorded = said.get("recorded", said["side"])
        for speaker in speakers.values():
            speaker.current_memberships = list(speaker.current_memberships)  # of today: some joined later than this
        with clock.set_back(said["ago"]):
            promise = actions.record_promise(
                principal=principal, council=council, side=said["side"], recorded_side=recorded, text=said["text"],
                made_on=ahead(0), due_on=ahead(said["within"]), made_in=said.get("where", ""), by=speakers[recorded],
            )  # fmt: skip
        settle(promise, said, speakers)


def settle(promise, said, speakers):
    """What became of it, so many days after it was made."""
    other = "local" if said["side"] == "principal" else "principal"
    if "kept" in said:
        report(promise, said, "kept", speakers[said["side"]])
    elif "not_kept" in said:
        report(promise, said, "not_kept", speakers[said["side"]])
    if "contested" in said:
        with clock.set_back(said["ago"] - said["kept"] - 2):
            actions.contest_promise(promise=promise, words=said["contested"], by=speakers[other])
    if "denied" in said:
        with clock.set_back(said["ago"] - 1):
            actions.deny_promise(promise=promise, words=said["denied"], by=speakers[said["side"]])


def report(promise, said, outcome, by):
    with clock.set_back(said["ago"] - said[outcome]):
        day, words = timezone.localdate(), said.get("words", "")
        actions.report_promise(promise=promise, outcome=outcome, day=day, words=words, by=by)
