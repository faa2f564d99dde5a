"""Who may bring people in, end their access, and see who has it."""

from django.utils.translation import gettext as _

from accounts.knowing import knows
from core.policies import policy
from core.roles import LOCAL_ROLES, OFFICER_ROLES, PRINCIPAL_ROLES, Role
from councils.policies import acting_council

CLERKS_MAY_INVITE = (Role.COUNCILLOR, Role.VIEWER)


def administers(person, council):
    """The person is an officer of the principal that looks after this local council; never its county."""
    officer_of = person.officer_council_ids()
    return bool(officer_of) and council.is_local and not officer_of.isdisjoint(council.own_principal_ids)


def role_towards(person, council):
    """ "Liaison officer, Milton Keynes City Council": the role in which they act towards this council."""
    acting_for = acting_council(person, council)
    return str(_("Administrator")) if acting_for is None and person.is_staff else person.role_label(acting_for)


def roles_open_to(person, council):
    """The roles this person may give in the council; none when it is not theirs to do."""
    if council.is_principal:
        return PRINCIPAL_ROLES if person.is_staff or person.holds(Role.MANAGER, council) else ()
    if person.is_staff or administers(person, council):
        return LOCAL_ROLES
    return CLERKS_MAY_INVITE if person.holds(Role.CLERK, council) else ()


def invitations_open_to(person, invitations):
    """Ids of those that the person may send again or cancel; one look at each council, not at each row."""
    roles = {}
    for invitation in invitations:
        if invitation.council_id not in roles:
            roles[invitation.council_id] = roles_open_to(person, invitation.council)
    return {found.pk for found in invitations if found.role in roles[found.council_id]}


@policy("accounts.see_people")
def may_see_people(person, council):
    """People of the council, officers of its principal, administrators."""
    return person.is_staff or person.belongs_to(council) or administers(person, council)


@policy("accounts.invite")
def may_invite(person, council):
    """Managers for their own council, officers for their local councils, clerks for their councillors."""
    return bool(roles_open_to(person, council))


@policy("accounts.invite_in_bulk")
def may_invite_in_bulk(person, council):
    """Officers of the principal council, for its local councils."""
    return council.is_principal and (person.is_staff or person.holds(OFFICER_ROLES, council))


@policy("accounts.manage_list")
def may_manage_list(person, batch):
    """Officers of the principal council whose list it is."""
    return may_invite_in_bulk(person, batch.principal)


@policy("accounts.manage_invitation")
def may_manage_invitation(person, invitation):
    """Whoever may give this role in this council may also send the invitation again or cancel it."""
    return invitation.role in roles_open_to(person, invitation.council)


@policy("accounts.end_membership")
def may_end_membership(person, membership):
    """Whoever may give the role may end it, and each person may give up their own, never prolong it."""
    return membership.user_id == person.pk or membership.role in roles_open_to(person, membership.council)


@policy("accounts.set_may_sign")
def may_set_may_sign(person, membership):
    """Whoever may give the role decides whether it signs, but nobody for themselves."""
    return membership.user_id != person.pk and membership.role in roles_open_to(person, membership.council)


@policy("accounts.reset_second_factor")
def may_reset_second_factor(person, membership):
    """As for a reset that was asked for: whoever looks after the council of the person."""
    return knows(person, membership.user)


@policy("accounts.see_resets")
def may_see_resets(person, record):
    """Officers and managers of principal councils, and administrators."""
    return person.is_staff or bool(person.officer_council_ids())


@policy("accounts.decide_reset")
def may_decide_reset(person, reset):
    """Managers for officers, officers for people of local councils, administrators for all; nobody for themselves."""
    return knows(person, reset.person)


@policy("accounts.cancel_reset")
def may_cancel_reset(person, reset):
    """The person whose second factor it is, and whoever may confirm it."""
    return reset.person_id == person.pk or knows(person, reset.person)


@policy("accounts.cancel_reset_by_link", public=True)
def may_cancel_reset_by_link(person, record):
    """Whoever holds the link; it was sent to the mailbox of the person, and can only leave everything as it is."""
    return True


@policy("accounts.clear_address")
def may_clear_address(person, membership):
    """Each person for their own address, and whoever may give the role."""
    return membership.user_id == person.pk or membership.role in roles_open_to(person, membership.council)


@policy("accounts.own_account")
def owns_account(person, record):
    """Each person for their own account."""
    return record is None or record == person or getattr(record, "user_id", None) == person.pk


@policy("accounts.own_data")
def owns_data(person, record):
    """Each person for all data about themselves, and nobody else, administrators included."""
    return record is None or record == person


@policy("accounts.remove_person")
def may_remove_person(person, record):
    """Each person for their own account, and administrators at a person's request."""
    return person.is_staff or record is None or record == person


@policy("accounts.complain", public=True)
def may_complain(person, record):
    """Anyone, with or without an account."""
    return True


@policy("accounts.handle_complaint")
def may_handle_complaint(person, record):
    """Administrators, for the data protection contact of the portal."""
    return person.is_staff


@policy("accounts.see_removals")
def may_see_removals(person, record):
    """Administrators see which accounts were removed and carry out requests."""
    return person.is_staff


@policy("accounts.accept_invitation", public=True)
def may_accept_invitation(person, record):
    """Whoever holds the link; it was sent to the mailbox that is invited."""
    return True


@policy("accounts.ask_to_join", public=True)
def may_ask_to_join(person, record):
    """Anyone may ask to act for a council; somebody of the principal decides."""
    return True


@policy("accounts.see_join_requests")
def may_see_join_requests(person, record):
    """Officers of principal councils and administrators."""
    return person.is_staff or bool(person.officer_council_ids())


@policy("accounts.decide_join_request")
def may_decide_join_request(person, join_request):
    """Officers of the council's own principal and administrators; while no council is found, administrators."""
    if join_request.person_id == person.pk:
        return False
    council = join_request.council
    return person.is_staff or (council is not None and administers(person, council))


@policy("accounts.confirm_access")
def may_confirm_access(person, council):
    """The clerk of a local council, the manager of a principal council."""
    return person.holds(Role.MANAGER if council.is_principal else Role.CLERK, council)


@policy("accounts.hand_over")
def may_hand_over(person, membership):
    """Each person their own role, and whoever may give it; not somebody who only stands in."""
    own = membership.user_id == person.pk and membership.covers_id is None
    return own or membership.role in roles_open_to(person, membership.council)


@policy("accounts.read_handover")
def may_read_handover(person, handover):
    """Who takes the role over, all who hold it today, and whoever may give it; not who has left."""
    membership, council = handover.membership, handover.membership.council
    if may_read_as_successor(person, handover):
        return True
    return person.holds(membership.role, council) or membership.role in roles_open_to(person, council)


@policy("accounts.read_as_successor")
def may_read_as_successor(person, handover):
    """Whoever has taken the role over, while they act for the council."""
    taken = person.is_authenticated and handover.invitation.accepted_by_id == person.pk
    return taken and person.belongs_to(handover.membership.council)
