"""Who reads who answers for what, who names officers, who confirms."""

from core.policies import policy
from core.roles import OFFICER_ROLES, PRINCIPAL_ROLES, Role
from liaison.querysets.contacts import LOGGING_ROLES
from liaison.querysets.officers import principals_of

KEEPERS = (Role.CLERK, *OFFICER_ROLES)  # who writes for a council, whichever side it is


@policy("liaison.read", public=True)
def may_read(person, principal=None):
    """Anyone: roles and posts. Names are another matter."""
    return True


@policy("liaison.see_names")
def may_see_names(person, principal):
    """People of the principal and of the local councils of its area, and administrators."""
    return person.is_staff or principals_of(person).filter(pk=principal.pk).exists()


@policy("liaison.see_assignment")
def may_see_assignment(person, assignment=None):
    """The same: scoping decides which."""
    return True


@policy("liaison.print_directory")
def may_print_directory(person, council):
    """Everyone who acts for the council: of a principal for its area, of a local one for itself; administrators."""
    return council is not None and (person.is_staff or person.belongs_to(council))


@policy("liaison.name_officers")
def may_name_officers(person, principal):
    """Officers and managers of the principal council."""
    return person.holds(OFFICER_ROLES, principal)


@policy("liaison.see_board")
def may_see_board(person, principal):
    """Everyone who acts for the principal council, and administrators."""
    return person.is_staff or person.holds(PRINCIPAL_ROLES, principal)


@policy("liaison.keep_assignment")
def may_keep_assignment(person, assignment):
    """Officers and managers of the principal council."""
    return person.holds(OFFICER_ROLES, assignment.principal)


@policy("liaison.confirm")
def may_confirm(person, principal):
    """Who acts for the principal council: officers and managers all, others what they answer for themselves."""
    return person.holds(PRINCIPAL_ROLES, principal)


def _above(council):
    """Ids of a local council's principals, the county of two tiers among them."""
    return {parent.pk for parent in council.parent_list}


@policy("liaison.see_contacts")
def may_see_contacts(person, council):
    """Everyone who acts for the council or a principal of it; scoping decides which contacts. Administrators."""
    if person.is_staff or person.reads_for(council):
        return True
    return bool(_above(council) & person.reading_council_ids())


@policy("liaison.see_contact")
def may_see_contact(person, contact=None):
    """The same: scoping decides which."""
    return True


@policy("liaison.log_contact")
def may_log_contact(person, council):
    """The clerk of a local council; officers, managers and lead members of a principal of it."""
    if not council.is_local:
        return False
    return person.holds(Role.CLERK, council) or bool(_above(council) & person.council_ids(*LOGGING_ROLES))


@policy("liaison.log_contacts")
def may_log_contacts(person, principal):
    """Officers, managers and lead members of the principal council."""
    return person.holds(LOGGING_ROLES, principal)


@policy("liaison.keep_contact")
def may_keep_contact(person, contact):
    """The side that wrote it down: its clerk, or its officers, managers and lead members."""
    roles = LOGGING_ROLES if contact.logged_for_id == contact.principal_id else (Role.CLERK,)
    return person.holds(roles, contact.logged_for)


@policy("liaison.finish_contact")
def may_finish_contact(person, contact):
    """Either side, as far as it reads it."""
    if person.holds(LOGGING_ROLES, contact.principal):
        return True
    return not contact.is_internal and person.holds(Role.CLERK, contact.council)


@policy("liaison.see_preferences")
def may_see_preferences(person, council):
    """People of the council and of the other side, a principal above it or a local council of its area."""
    return may_see_contacts(person, council) if council.is_local else may_see_names(person, council)


@policy("liaison.keep_preference")
def may_keep_preference(person, council):
    """Of a local council its clerk, of a principal its officers and managers."""
    return person.holds(KEEPERS, council)


@policy("liaison.tell_clerks")
def may_tell_clerks(person, record=None):
    """The portal itself, every hour of the working day."""
    return False


@policy("liaison.see_promises")
def may_see_promises(person, council):
    """Who acts for the council, and administrators; scoping decides which promises."""
    return person.is_staff or person.reads_for(council)


@policy("liaison.see_promise")
def may_see_promise(person, promise=None):
    """The same: scoping decides which."""
    return True


@policy("liaison.record_promise")
def may_record_promise(person, council):
    """For a principal council its officers and managers, for a local council its clerk."""
    return person.holds(KEEPERS, council)


@policy("liaison.keep_promise")
def may_keep_promise(person, promise):
    """Either side: officers and managers of the principal council, the clerk of the local council."""
    return person.holds(OFFICER_ROLES, promise.principal) or person.holds(Role.CLERK, promise.council)


@policy("liaison.answer_promise")
def may_answer_promise(person, promise):
    """The side that is said to have promised."""
    return person.holds(KEEPERS, promise.promiser)


@policy("liaison.receive_promise")
def may_receive_promise(person, promise):
    """The side to which it was promised."""
    return person.holds(KEEPERS, promise.receiver)


@policy("liaison.see_handovers")
def may_see_handovers(person, principal):
    """Officers and managers of the principal council: what is delicate there is for nobody else."""
    return person.holds(OFFICER_ROLES, principal)


@policy("liaison.read_handover")
def may_read_handover(person, handover=None):
    """Officers and managers, the leaver and the successors."""
    return handover is not None and type(handover).objects.visible_to(person).filter(pk=handover.pk).exists()


@policy("liaison.write_handover")
def may_write_handover(person, handover):
    """Officers and managers, and the leaver."""
    return person.holds(OFFICER_ROLES, handover.principal) or person.pk == handover.leaver.user_id


@policy("liaison.ask", public=True)
def may_ask(person, principal=None):
    """Anyone: teams and posts."""
    return True


@policy("liaison.keep_services")
def may_keep_services(person, principal):
    """Officers and managers of the principal council."""
    return person.holds(OFFICER_ROLES, principal)


@policy("liaison.say_wrong_door")
def may_say_wrong_door(person, contact=None):
    """Everyone who has signed in; a visitor could say it without end."""
    return person.is_authenticated


@policy("liaison.keep_service")
def may_keep_service(person, contact):
    """Officers and managers of the principal council."""
    return person.holds(OFFICER_ROLES, contact.principal)
