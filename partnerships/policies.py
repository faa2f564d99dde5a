"""Who reads the register and who keeps it."""

from core.policies import policy
from core.roles import OFFICER_ROLES


@policy("partnerships.read", public=True)
def may_read(person, record=None):
    """Anyone: which entries are seen at all, scoping decides; a visitor sees what is published."""
    return True


@policy("partnerships.start")
def may_start(person, council=None):
    """Officers and managers of a principal council, for theirs."""
    if council is None:
        return bool(person.officer_council_ids())
    return person.holds(OFFICER_ROLES, council)


@policy("partnerships.read_assessment")
def may_read_assessment(person, assessment=None):
    """People of the council that thinks about it, and administrators: scoping decides which."""
    return True


@policy("partnerships.assess")
def may_assess(person, assessment):
    """Officers and managers of the council that thinks about it."""
    return person.holds(OFFICER_ROLES, assessment.council)


@policy("partnerships.keep")
def may_keep(person, partnership):
    """Officers and managers of the convening principal."""
    return person.holds(OFFICER_ROLES, partnership.convener)


@policy("partnerships.see_inside")
def may_see_inside(person, partnership):
    """People of the parties and of the convener, and administrators: names, plans, papers, history."""
    if not person.is_authenticated:
        return False
    inside = partnership.council_ids | {partnership.convener_id}
    return person.is_staff or bool(person.reading_council_ids() & inside)


@policy("partnerships.keep_risk")
def may_keep_risk(person, risk):
    """Officers and managers of the convening principal."""
    return may_keep(person, risk.partnership)


@policy("partnerships.see_risks")
def may_see_risks(person, record=None):
    """Officers and managers, those of their councils' partnerships together."""
    return bool(person.officer_council_ids())


@policy("partnerships.pass_on")
def may_pass_on(person, council):
    """Officers and managers, of what their own people led or watched."""
    return person.holds(OFFICER_ROLES, council)
