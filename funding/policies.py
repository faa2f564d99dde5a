"""Who may read and look after opportunities, and who speaks for a council about them."""

from core.policies import policy
from core.roles import OFFICER_ROLES


@policy("funding.read", public=True)
def may_read(person, record=None):
    """Anyone: published opportunities are public. Which are seen at all, scoping decides."""
    return True


@policy("funding.add")
def may_add(person, owner=None):
    """Officers and managers of a principal for their own council; administrators national ones."""
    if owner is None:
        return person.is_staff or bool(person.officer_council_ids())
    return owner.is_principal and not owner.is_dissolved and person.holds(OFFICER_ROLES, owner)


@policy("funding.curate")
def may_curate(person, opportunity):
    """Officers and managers of the principal whose it is; administrators the national ones."""
    if opportunity.owner_id is None:
        return person.is_staff
    return opportunity.owner_id in person.officer_council_ids()
