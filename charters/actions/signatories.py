"""Who is asked to sign for a council; before the signature somebody else may be named."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership
from charters.actions.drafting import named
from charters.actions.signing import lock_response, refuse_signed
from charters.emails import signatories as emails
from charters.models import SIGNABLE, SigningRequest
from core.audit import record
from core.exceptions import Refused
from core.policies import require


@transaction.atomic
def name_signatory(*, response, person, by):
    """Ask this person to sign for the council. Whoever was asked before is asked no more; both are told.

    Raises Refused when the version cannot be signed, the council has signed, or the person may not sign for it.
    """
    response = lock_response(response)
    version, council = response.version, response.party.council
    require(by, "charters.name_signatory", response)
    if version.status not in SIGNABLE:
        raise Refused(_("This version is not open for signature"))
    refuse_signed(response)
    if not can_sign(response).filter(user=person).exists():
        raise Refused(_("This person may not sign for the council. Choose somebody else."), field="person")
    former = response.signing_requests.standing().select_related("person").first()
    if former and former.person_id == person.pk:
        return former  # pressed twice: nobody is told twice
    if former:
        former.ended_at, former.ended_by = timezone.now(), by
        former.save(update_fields=["ended_at", "ended_by"])
        emails.tell_not_needed(response, former.person)
    request = SigningRequest.objects.create(response=response, person=person, asked_by=by)
    words = _("“%(title)s”, version %(number)s: %(role)s asked to sign")
    if former:
        words = _("“%(title)s”, version %(number)s: %(role)s asked to sign in place of another person")
    record(
        "charters.signatory_named",
        version.agreement,
        words % {**named(version), "role": person.role_label(council)},
        by=by,
        acting_for=council if by.belongs_to(council) else version.agreement.convener,
        councils=[council, version.agreement.convener],
        restricted=True,
        parts=[response.audit_part],
    )
    emails.ask_to_sign(response, person, by)
    return request


def can_sign(response):
    """Current memberships of the council that carry the right to sign."""
    return Membership.objects.current().of_council(response.party.council).signatories().select_related("user")
