"""Who may read and look after opportunities, and who speaks for a council about them."""

from core.policies import policy
from core.roles import OFFICER_ROLES, Role


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


@policy("funding.load")
def may_load(person, owner):
    """From a file: officers and managers of a principal for their own council, administrators national ones."""
    return person.is_staff if owner is None else may_add(person, owner)


@policy("funding.curate")
def may_curate(person, opportunity):
    """Officers and managers of the principal whose it is; administrators the national ones."""
    if opportunity.owner_id is None:
        return person.is_staff
    return opportunity.owner_id in person.officer_council_ids()


@policy("funding.see_matches")
def may_see_matches(person, council):
    """People of the council, and the officers of its own principal."""
    return person.belongs_to(council) or bool(person.officer_council_ids() & council.own_principal_ids)


@policy("funding.answer")
def may_answer(person, council):
    """The clerk; of a principal council its officers and managers."""
    return not council.is_dissolved and person.holds((Role.CLERK, *OFFICER_ROLES), council)
