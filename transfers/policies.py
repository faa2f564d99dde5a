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


@policy("transfers.keep_transfer")
def may_keep_transfer(person, transfer):
    """Officers and managers of the principal council that gives: it moves on, is published, ends."""
    return person.holds(OFFICER_ROLES, transfer.principal)


@policy("transfers.work_on")
def may_work_on(person, transfer):
    """The two sides: officers of the principal council, and the clerk of the local one."""
    return may_keep_transfer(person, transfer) or may_answer_for(person, transfer.local)


@policy("transfers.answer_statement")
def may_answer_statement(person, statement):
    """The side that did not issue it, while it is in force."""
    transfer = statement.transfer
    if statement.side == "local":
        return statement.in_force and may_keep_transfer(person, transfer)
    return statement.in_force and may_answer_for(person, transfer.local)


@policy("transfers.answer_task")
def may_answer_task(person, task):
    """The clerk for the local council; officers for theirs, and for what a council told them another way."""
    transfer = task.transfer
    own = task.side == "local" and may_answer_for(person, transfer.local)
    return transfer.is_open and (own or may_keep_transfer(person, transfer))


@policy("transfers.send_back")
def may_send_back(person, task):
    """The side that did not answer."""
    transfer = task.transfer
    if task.side == "local":
        return may_keep_transfer(person, transfer)
    return may_answer_for(person, transfer.local)


@policy("transfers.begin")
def may_begin(person, record=None):
    """Officers of a principal council, and clerks who have found something."""
    return may_keep_register(person) or any(
        m.role == Role.CLERK and m.council.is_local and not m.council.is_dissolved for m in person.current_memberships
    )


@policy("transfers.begin_between")
def may_begin_between(person, sides):
    """Between (principal council, local council): officers of the one, the clerk of the other."""
    principal, local = sides
    return may_keep_register(person, principal) or may_answer_for(person, local)


@policy("transfers.print")
def may_print(person, transfer):
    """People of the two councils, and administrators: the paper holds what is exempt, too."""
    return person.is_staff or bool({transfer.principal_id, transfer.local_id} & set(person.reading_council_ids()))


@policy("transfers.pass_on")
def may_pass_on(person, council):
    """Officers and managers, of what their own people led."""
    return person.holds(OFFICER_ROLES, council)


@policy("transfers.begin_from")
def may_begin_from(person, record):
    """About an asset or an offer: officers of the principal council whose it is, clerks of its area."""
    return may_keep_register(person, record.principal) or may_answer(person, record)
