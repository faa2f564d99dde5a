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


@policy("funding.subscribe")
def may_subscribe(person, record=None):
    """Whoever acts for a local council chooses what they are told of funding for it."""
    return any(m.council.tier == "local" for m in person.current_memberships)


@policy("funding.choose_by_link", public=True)
def may_choose_by_link(person, reader=None):
    """Whoever has the link of a funding e-mail chooses for its reader, without signing in."""
    return True


@policy("funding.read_digest", public=True)
def may_read_digest(person, edition=None):
    """Whoever has the address of a funding e-mail's page: it holds published facts alone."""
    return True


@policy("funding.print_digest")
def may_print_digest(person, edition=None):
    """Anyone who is signed in prints what they can read."""
    return True


@policy("funding.see_digests")
def may_see_digests(person, record=None):
    """Officers and managers of principal councils, and administrators."""
    return person.is_staff or bool(person.officer_council_ids())


@policy("funding.preview_digest")
def may_preview_digest(person, council):
    """Officers of a local council's own principal, and administrators."""
    return person.is_staff or council.pk in person.looked_after_ids


@policy("funding.write_note")
def may_write_note(person, principal):
    """Officers and managers of a principal, on top of what its local councils get."""
    return principal.is_principal and person.holds(OFFICER_ROLES, principal)


@policy("funding.send_digests")
def may_send_digests(person, record=None):
    """The portal itself, by its timetable."""
    return False


@policy("funding.load_awards")
def may_load_awards(person, record=None):
    """Officers and managers of principal councils, and administrators, load what funders have published."""
    return person.is_staff or bool(person.officer_council_ids())
