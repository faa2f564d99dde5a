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


@policy("clusters.check")
def may_check(person, cluster):
    """Say how it is: officers of its principal, clerks of councils that take part."""
    own = clerk_council_ids(person)
    takes_part = bool(own) and cluster.members.taking_part().filter(council__in=own).exists()
    return takes_part or cluster.principal_id in officer_council_ids(person)


@policy("clusters.check_for")
def may_check_for(person, council):
    """The clerk of a local council, officers of a principal council."""
    return council.pk in clerk_council_ids(person) | officer_council_ids(person)


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


@policy("clusters.read_posts")
def may_read_posts(person, record=None):
    """Anyone who is signed in: which shared posts are seen, scoping decides."""
    return True


@policy("clusters.share_post")
def may_share_post(person, council=None):
    """Clerks, for their own local council; without one, who may for any."""
    if council is None:
        held = (m.council for m in person.current_memberships if m.role == Role.CLERK)
        return any(each.is_local and not each.is_dissolved for each in held)
    return council.is_local and not council.is_dissolved and person.holds(Role.CLERK, council)


@policy("clusters.keep_post")
def may_keep_post(person, post):
    """The clerk of the council that employs."""
    return person.holds(Role.CLERK, post.employer)


@policy("clusters.answer_share")
def may_answer_share(person, share):
    """The clerk of the council to which a part of the post was offered."""
    return person.holds(Role.CLERK, share.council)


@policy("clusters.read_recharge")
def may_read_recharge(person, post):
    """Clerks and other people of the employer and of the councils that have a part; not the principal's officers."""
    return person.is_staff or bool(person.reading_council_ids() & post.council_ids)


@policy("clusters.end_share")
def may_end_share(person, share):
    """The clerk of the council that employs."""
    return may_keep_post(person, share.post)


@policy("clusters.release_share")
def may_release_share(person, share):
    """Either clerk: of the council that employs, or of the one to which the part was offered."""
    return may_keep_post(person, share.post) or may_answer_share(person, share)


@policy("clusters.read_schedules")
def may_read_schedules(person, record=None):
    """Anyone who is signed in: which are seen, scoping decides."""
    return True


@policy("clusters.begin_schedule")
def may_begin_schedule(person, lead=None):
    """Clerks with their own council in the lead."""
    return may_share_post(person, lead)


@policy("clusters.keep_schedule")
def may_keep_schedule(person, schedule):
    """The clerk of the council that leads, and officers of its principals, who often know the figures."""
    officer = person.officer_council_ids()
    return person.holds(Role.CLERK, schedule.lead) or any(parent.pk in officer for parent in schedule.lead.parent_list)


@policy("clusters.keep_schedule_member")
def may_keep_schedule_member(person, member):
    """Whoever keeps the schedule."""
    return may_keep_schedule(person, member.schedule)


@policy("clusters.read_schedule")
def may_read_schedule(person, schedule):
    """People of the councils in it and of the lead's principals, and administrators."""
    mine = person.reading_council_ids()
    inside = {schedule.lead_id, *(parent.pk for parent in schedule.lead.parent_list)}
    inside |= {member.council_id for member in schedule.members.all()}
    return person.is_staff or bool(mine & inside)
