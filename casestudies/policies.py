"""Who may read, write and look after the library; who goes through checklists."""

from core.policies import policy
from core.roles import OFFICER_ROLES, Role

WRITERS = (Role.CLERK, *OFFICER_ROLES)


@policy("casestudies.read", public=True)
def may_read(person, record=None):
    """Anyone: the library and the guide are public. Which studies are seen at all, scoping decides."""
    return True


@policy("casestudies.administer")
def may_administer(person, record=None):
    """Administrators load the library and edit what it came with."""
    return person.is_staff


@policy("casestudies.see_checklists")
def may_see_checklists(person, council):
    """The council's own people and nobody else: not its principal, not an administrator."""
    return person.belongs_to(council)


@policy("casestudies.run_checklist")
def may_run_checklist(person, council):
    """The clerk; of a principal council its officers and managers."""
    return not council.is_dissolved and person.holds(WRITERS, council)


@policy("casestudies.see_run")
def may_see_run(person, run):
    """Whoever may see the checklists of the run's council."""
    return may_see_checklists(person, run.council)


@policy("casestudies.answer_run")
def may_answer_run(person, run):
    """Whoever goes through checklists for the run's council."""
    return may_run_checklist(person, run.council)


@policy("casestudies.draft")
def may_draft(person, council=None):
    """Clerks for their council, officers and managers for theirs."""
    return bool(person.council_ids(*WRITERS)) if council is None else person.holds(WRITERS, council)


@policy("casestudies.follow")
def may_follow(person, publication):
    """People of the owner and of the councils asked for approval, and administrators, see where a study stands."""
    if person.is_staff:
        return True
    asked = {approval.council_id for approval in publication.approvals.all()}
    return bool(person.council_ids() & {publication.owner_id, *asked})


@policy("casestudies.edit_draft")
def may_edit_draft(person, publication):
    """The owner's clerk, or its officers and managers: edit, send for approval, publish, archive."""
    return publication.owner is not None and person.holds(WRITERS, publication.owner)


@policy("casestudies.review")
def may_review(person, publication):
    """The owner's clerk or officers; administrators for every study."""
    return person.is_staff or may_edit_draft(person, publication)


@policy("casestudies.approve")
def may_approve(person, approval):
    """The clerk of the council asked; for a principal council its officers and managers."""
    return person.holds(WRITERS, approval.council)


@policy("casestudies.archive")
def may_archive(person, study):
    """Administrators every study; the people who write for its owner their own."""
    publication = getattr(study, "publication", None)
    return person.is_staff or (publication is not None and may_edit_draft(person, publication))
