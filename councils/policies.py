"""Who may read and change what councils say about themselves."""

from core.policies import SYSTEM, policy
from core.roles import OFFICER_ROLES, PRINCIPAL_ROLES, Role


def acting_council(person, council):
    """In whose name the person acts towards the council: its own, else its principal's; else None."""
    if person is SYSTEM:
        return None
    of = [m.council for m in person.current_memberships if m.council_id == council.pk]
    of = of or [m.council for m in person.current_memberships if m.council_id in council.own_principal_ids]
    return of[0] if of else None


def _officer_of_principal(person, council):
    """An officer of its district or unitary; a county of a two-tier area is not its principal."""
    officer_of = set(person.council_ids(*OFFICER_ROLES))
    return bool(officer_of) and bool(officer_of & council.own_principal_ids)


@policy("councils.edit_profile")
def may_edit_profile(person, council):
    """The clerk; until one has joined an officer of the principal; of a principal its own officers."""
    if council.is_dissolved:
        return False
    if council.is_principal:
        return person.holds(OFFICER_ROLES, council)
    if person.holds(Role.CLERK, council):
        return True
    return _officer_of_principal(person, council) and not council.has_clerk


@policy("councils.read_private")
def may_read_private(person, council):
    """People of the council or of its successor, officers of its principal, administrators."""
    return person.reads_for(council) or person.is_staff or _officer_of_principal(person, council)


@policy("councils.import")
def may_import(person, record=None):
    """Administrators load the published lists."""
    return person.is_staff


@policy("councils.settle_areas")
def may_settle_areas(person, record=None):
    """Administrators say which principal an area belongs to when the published data do not."""
    return person.is_staff


@policy("councils.dissolve")
def may_dissolve(person, council):
    """Administrators and the officers of its principal record that a council has ended."""
    return person.is_staff or _officer_of_principal(person, council)


@policy("councils.group")
def may_group(person, council):
    """Officers of its principal and administrators say which parishes one council serves."""
    return council.is_local and not council.is_dissolved and may_dissolve(person, council)


@policy("councils.clear_mailbox")
def may_clear_mailbox(person, council):
    """The council's clerk, or the officers of a principal; the officers of its principal; administrators."""
    own = OFFICER_ROLES if council.is_principal else Role.CLERK
    return person.is_staff or person.holds(own, council) or _officer_of_principal(person, council)


@policy("councils.see_portal")
def may_see_portal(person, council):
    """People of the principal council, and administrators, see the settings of its own portal."""
    return council.is_principal and (person.is_staff or person.holds(PRINCIPAL_ROLES, council))


@policy("councils.edit_portal")
def may_edit_portal(person, council):
    """The manager of the principal council."""
    return council.is_principal and not council.is_dissolved and person.holds(Role.MANAGER, council)
