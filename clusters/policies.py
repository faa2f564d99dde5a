"""Who reads clusters, who forms and keeps them, and who speaks for a council in one."""

from core.policies import policy
from core.roles import OFFICER_ROLES, Role


@policy("clusters.read", public=True)
def may_read(person, record=None):
    """Anyone: which clusters are seen, scoping decides."""
    return True


def clerk_council_ids(person):
    """Local councils that stand, for which the person is clerk."""
    held = (m.council for m in person.current_memberships if m.role == Role.CLERK)
    return {council.pk for council in held if council.is_local and not council.is_dissolved}


def officer_council_ids(person):
    """Principal councils that stand, of which the person is officer or manager."""
    held = (m.council for m in person.current_memberships if m.role in OFFICER_ROLES)
    return {council.pk for council in held if council.is_principal and not council.is_dissolved}


@policy("clusters.propose")
def may_propose(person, council=None):
    """Officers of a principal for its area; clerks with their own council in the lead."""
    if council is None:
        return bool(officer_council_ids(person) or clerk_council_ids(person))
    if council.pk in clerk_council_ids(person):
        return True
    return bool({parent.pk for parent in council.parent_list} & officer_council_ids(person))


@policy("clusters.keep")
def may_keep(person, cluster):
    """Officers of the principal; clerks of the council that leads."""
    if cluster.principal_id in officer_council_ids(person):
        return True
    own = clerk_council_ids(person)
    return bool(own) and cluster.members.filter(council__in=own, role="lead", left_on=None).exists()


@policy("clusters.run")
def may_run(person, cluster):
    """Start it, end it: officers of the principal that answers for it."""
    return cluster.principal_id in officer_council_ids(person)


@policy("clusters.speak")
def may_speak(person, cluster):
    """Clerks: of a council that is in, asked, or lies in the area of the principal."""
    return bool(clerk_council_ids(person))


@policy("clusters.speak_for")
def may_speak_for(person, council):
    """The clerk of the council."""
    return council.pk in clerk_council_ids(person)


@policy("clusters.pass_on")
def may_pass_on(person, principal):
    """Officers of the principal, with a handover."""
    return person.holds(OFFICER_ROLES, principal)


@policy("clusters.find_for")
def may_find_for(person, council):
    """Clerks of a local council and officers of its principals; officers of a principal for its whole area."""
    if council.is_dissolved:
        return False
    if council.is_principal:
        return council.pk in officer_council_ids(person)
    offices = officer_council_ids(person)
    return council.pk in clerk_council_ids(person) or any(parent.pk in offices for parent in council.parent_list)
