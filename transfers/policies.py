"""Who reads the register of assets and services, and who keeps it."""

from core.policies import policy
from core.roles import OFFICER_ROLES, Role


@policy("transfers.read", public=True)
def may_read(person, record=None):
    """Anyone: which rows are seen, scoping decides; what is kept from the public its principal's people read."""
    return True


@policy("transfers.keep_register")
def may_keep_register(person, principal=None):
    """Officers and managers of a principal council, for theirs; without one, who keeps any register."""
    if principal is None:
        held = (m.council for m in person.current_memberships if m.role in OFFICER_ROLES)
        return any(council.is_principal and not council.is_dissolved for council in held)
    return principal.is_principal and not principal.is_dissolved and person.holds(OFFICER_ROLES, principal)


@policy("transfers.keep")
def may_keep(person, asset):
    """Officers and managers of the principal council whose it is."""
    return person.holds(OFFICER_ROLES, asset.principal)


@policy("transfers.keep_offer")
def may_keep_offer(person, offer):
    """Officers and managers of the principal council that makes the offer."""
    return may_keep_register(person, offer.principal)


@policy("transfers.answer")
def may_answer(person, offer):
    """Clerks of local councils in the area of the principal council that makes the offer."""
    clerks = (m.council for m in person.current_memberships if m.role == Role.CLERK and not m.council.is_dissolved)
    return any(offer.principal_id in {parent.pk for parent in council.parent_list} for council in clerks)


@policy("transfers.answer_for")
def may_answer_for(person, council):
    """The clerk of the council."""
    return not council.is_dissolved and person.holds(Role.CLERK, council)
