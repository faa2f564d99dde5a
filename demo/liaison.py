"""The named officers of the demonstration, through the portal's own actions."""

from django.db import transaction

from accounts.models import Membership
from demo import clock, people
from demo.agreements import ahead
from demo.places import council_of
from demo.roles import fixture
from liaison import actions
from liaison.models import Assignment


def name_officers():
    """Every scheme of the fixtures that is not there yet; wholly or not at all."""
    for scheme in fixture("liaison")["schemes"]:
        principal = council_of(scheme["principal"])
        if not Assignment.objects.of_principal(principal).exists():
            with clock.set_back(scheme.get("ago", 0)):
                name_all(scheme, principal)
            confirm(scheme, principal)


@transaction.atomic
def name_all(scheme, principal):
    """Councils are dealt out by name, one after the other; the last few have nobody where the scheme says so."""
    by = people.named(scheme["by"])
    councils = people.local_councils(principal)
    councils = councils[: max(len(councils) - scheme.get("leaves_out", 0), 0)]
    rest = {"remit": scheme.get("remit", ""), "starts_on": ahead(0), "by": by}
    for place, officer in enumerate(scheme["officers"]):
        own = councils[place :: len(scheme["officers"])]
        if own:
            actions.name_officer(
                principal=principal, councils=own, membership=of(officer, principal), role=scheme["role"],
                post=officer["post"], **rest,
            )  # fmt: skip
    for officer in scheme.get("area", []):
        actions.name_officer(
            principal=principal, councils=None, membership=of(officer, principal), role=officer["role"],
            post=officer["post"], **{**rest, "remit": ""},
        )  # fmt: skip
    if "away" in scheme:
        away = scheme["away"]
        actions.set_cover(
            principal=principal, away=of(away, principal), stand_in=of({"name": away["stand_in"]}, principal),
            starts_on=ahead(away["from"]), ends_on=ahead(away["to"]), by=by,
        )  # fmt: skip


def confirm(scheme, principal):
    """Some have looked through their list since."""
    for officer in scheme["officers"]:
        own = list(Assignment.objects.current().filter(membership=of(officer, principal)))
        if "confirmed" in officer and own:
            with clock.set_back(officer["confirmed"]):
                actions.confirm_assignments(principal=principal, assignments=own, by=people.named(officer["name"]))


def of(officer, principal):
    """The membership behind a name of the fixtures."""
    return Membership.objects.get(user=people.named(officer["name"]), council=principal)
