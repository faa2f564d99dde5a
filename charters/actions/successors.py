"""A council that was asked ends while the round is open: whoever took over is asked in its place."""

from django.db import transaction
from django.utils.translation import gettext as _

from charters.actions.drafting import named
from charters.actions.rounds import invite
from charters.actions.signing import lock_response
from charters.models import Party, Response, VersionStatus
from core.audit import record
from core.exceptions import Refused
from core.policies import require
from councils.models import Council, CouncilStatus, Succession


@transaction.atomic
def ask_successors(*, response, by):
    """Ask the councils that took over from one that ended; what it said or signed stays its own.

    Their members have decided nothing yet, so each answers and signs anew. Raises Refused when the round is over, the
    council goes on, nobody took over, or all of them have been asked.
    """
    response = lock_response(response)
    version, council = response.version, response.party.council
    require(by, "charters.send", version)
    if reason := cannot_ask(response):
        raise Refused(reason)
    responses = invite(version, list(not_asked(response)), by=by, in_place_of=response)
    heirs = [each.party.council for each in responses]
    words = _("“%(title)s”, version %(number)s: %(council)s has ended; asked in its place: %(names)s")
    facts = {"council": council.label, "names": ", ".join(heir.label for heir in heirs)}
    record(
        "charters.sent",
        version.agreement,
        words % {**named(version), **facts},
        by=by,
        acting_for=version.agreement.convener,
        councils=[council, *heirs],
        parts=[response.audit_part],
    )
    return responses


def cannot_ask(response):
    """Why nobody can be asked in the place of this council, in words; empty when somebody can."""
    if response.version.status not in (VersionStatus.OUT, VersionStatus.IN_FORCE):
        return _("This version is not open for answers and signatures")
    if response.party.council.status != CouncilStatus.DISSOLVED:
        return _("This council has not ended, so it answers itself")
    if not heirs_of(response).exists():
        return _(
            "No council is entered as its successor, so nobody is asked in its place. The round goes on without it."
        )
    if not not_asked(response).exists():
        return _("The councils that took over have been asked already")
    return ""


def heirs_of(response):
    """The councils existing today that took over from the council asked, the convener aside."""
    council = response.party.council
    living = Succession.objects.living_heirs([council.pk])[council.pk] - {council.pk}
    conveners = Party.objects.filter(agreement=response.version.agreement_id, is_convener=True).values("council")
    return Council.objects.current().filter(pk__in=living).exclude(pk__in=conveners).by_name()


def not_asked(response):
    """Of these, the ones that were not sent this version."""
    asked = Response.objects.filter(version=response.version_id).values("party__council")
    return heirs_of(response).exclude(pk__in=asked)
