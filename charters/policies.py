"""Who may do what with agreements. Records are agreements or versions, or responses where one council acts."""

from core.policies import policy
from core.roles import OFFICER_ROLES, PRINCIPAL_ROLES, Role
from councils.models import OwnPortal
from councils.policies import may_edit_profile


def agreement_of(record):
    """The agreement itself, or the one that a version belongs to."""
    return getattr(record, "agreement", record)


def convenes(person, record):
    """An officer or manager of the convening principal."""
    return person.holds(OFFICER_ROLES, agreement_of(record).convener)


@policy("charters.read", public=True)
def may_read(person, record):
    """Whoever can see the record at all: scoping decides."""
    return True


@policy("charters.list", public=True)
def may_list(person, record):
    """Anyone; a visitor's list holds what is published."""
    return True


@policy("charters.start")
def may_start(person, agreement=None):
    """Officers and managers of a principal council; for a given agreement, of its convener."""
    if agreement is None:
        return bool(person.officer_council_ids())
    return convenes(person, agreement)


@policy("charters.edit")
def may_edit(person, agreement):
    """Officers and managers of the convening principal."""
    return convenes(person, agreement)


@policy("charters.keep_clauses")
def may_keep_clauses(person, council):
    """Officers and managers of the principal council whose clauses they are."""
    return person.holds(OFFICER_ROLES, council)


@policy("charters.send")
def may_send(person, agreement):
    """Officers and managers of the convening principal."""
    return convenes(person, agreement)


@policy("charters.record_reply")
def may_record_reply(person, response):
    """Officers and managers of the convening principal, for a council that replied some other way."""
    return convenes(person, response.version)


@policy("charters.record_signature")
def may_record_signature(person, party):
    """Officers of the convener; its own only who could countersign here, and no other where it signs alone."""
    if party.is_convener:
        return may_countersign(person, party)
    return not party.agreement.one_way and convenes(person, party)


@policy("charters.record_association")
def may_record_association(person, version):
    """Officers and managers of the convening principal, unless it signs alone."""
    return not version.agreement.one_way and convenes(person, version)


@policy("charters.object")
def may_object(person, signed_for):
    """The council's clerk, of another principal its officers, and whoever may sign for it."""
    council = signed_for.party.council
    return person.holds((Role.CLERK, *OFFICER_ROLES), council) or person.may_sign_for(council)


@policy("charters.read_signed_page")
def may_read_signed_page(person, page):
    """People of a council for which it was signed, and whoever sees the board."""
    councils = [signed_for.party.council for signed_for in page.signed_for.all()]
    return may_see_board(person, page.version) or any(person.reads_for(council) for council in councils)


@policy("charters.publish")
def may_publish(person, agreement):
    """Officers and managers of the convening principal."""
    return convenes(person, agreement)


@policy("charters.see_board")
def may_see_board(person, agreement):
    """People of the convening principal or of its successor, lead members included, and administrators."""
    convener = agreement_of(agreement).convener
    return person.is_staff or person.holds(PRINCIPAL_ROLES, convener) or convener.pk in person.inherited_council_ids


@policy("charters.take_record")
def may_take_record(person, agreement):
    """Whoever sees the agreement and is signed in; what is in it depends on what they may see."""
    return bool(agreement.published_at) or person.is_staff or agreement.concerns(person.council_ids())


@policy("charters.download_area")
def may_download_area(person, principal):
    """People of the principal council, and administrators; each charter must be visible to them besides."""
    return principal.is_principal and (person.is_staff or person.holds(PRINCIPAL_ROLES, principal))


@policy("charters.countersign")
def may_countersign(person, agreement):
    """Whoever may sign for the convening principal, in a role that its manager lets countersign."""
    convener = agreement_of(agreement).convener
    able = person.signing_roles(convener)
    return bool(able) and not able.isdisjoint(OwnPortal.of(convener).countersign_roles)


@policy("charters.read_response")
def may_read_response(person, response):
    """The council's own people, those of its successor, and whoever sees the board."""
    return person.reads_for(response.party.council) or may_see_board(person, response.version)


@policy("charters.read_scan")
def may_read_scan(person, reply):
    """Whoever may read the council's answer."""
    return may_read_response(person, reply.response)


@policy("charters.answer")
def may_answer(person, response):
    """The council's clerk; for another principal its officers."""
    return person.holds((Role.CLERK, *OFFICER_ROLES), response.party.council)


@policy("charters.read_comments")
def may_read_comments(person, record):
    """People of the councils that take part, and administrators: comments are no business of the public."""
    return may_see_progress(person, record)


@policy("charters.decide_comment")
def may_decide_comment(person, record):
    """Officers and managers of the convening principal."""
    return convenes(person, record)


@policy("charters.sign")
def may_sign(person, response):
    """Whoever may sign for the council asked; nobody where the convener signs alone."""
    return not response.version.agreement.one_way and person.may_sign_for(response.party.council)


@policy("charters.name_signatory")
def may_name_signatory(person, response):
    """The council's clerk, of another principal its officers; and the officers of the convening principal."""
    return may_answer(person, response) or convenes(person, response.version)


@policy("charters.see_progress")
def may_see_progress(person, record):
    """People of the councils that take part, signed or not, and administrators; residents have a page of their own."""
    return person.is_staff or agreement_of(record).concerns(person.reading_council_ids())


@policy("charters.report_progress")
def may_report_progress(person, party):
    """The council's clerk; of a principal its officers. Each side says only how its own commitments stand."""
    return person.holds((Role.CLERK, *OFFICER_ROLES), party.council)


@policy("charters.edit_progress")
def may_edit_progress(person, entry):
    """Whoever may report for the council that wrote the entry."""
    return may_report_progress(person, entry.party)


@policy("charters.comment_on_progress")
def may_comment_on_progress(person, entry):
    """Clerks and officers of a council of the other side that is in the charter."""
    speaking = person.council_ids(Role.CLERK, *OFFICER_ROLES)
    return bool(speaking) and entry.other_side().filter(council__in=speaking).exists()


@policy("charters.read_champions")
def may_read_champions(person, record=None):
    """Whoever is signed in and can see the council's champion at all: scoping decides."""
    return True


@policy("charters.see_champions")
def may_see_champions(person, principal):
    """People of the principal council, and administrators: the board of champions in its area."""
    return principal.is_principal and (person.is_staff or person.holds(PRINCIPAL_ROLES, principal))


@policy("charters.appoint_champion")
def may_appoint_champion(person, council):
    """Who keeps the council's profile: its clerk, of a principal its officers; until a clerk has joined, theirs."""
    return may_edit_profile(person, council)


@policy("charters.keep_log")
def may_keep_log(person, appointment):
    """The champion while acting for the council; for them its clerk, or its officers."""
    council = appointment.council
    own = OFFICER_ROLES if council.is_principal else Role.CLERK
    return person.holds(own, council) or (appointment.person_id == person.pk and person.belongs_to(council))


@policy("charters.read_log")
def may_read_log(person, council):
    """People of the council or of its successor, of the principal councils of its area, and administrators."""
    if person.is_staff or person.reads_for(council):
        return True
    above = {council.county_id, *(parent.pk for parent in council.parent_list)}
    return not above.isdisjoint(person.reading_council_ids())


@policy("charters.change_appointment")
def may_change_appointment(person, appointment):
    """Whoever appoints for the council."""
    return may_appoint_champion(person, appointment.council)


@policy("charters.change_entry")
def may_change_entry(person, entry):
    """Whoever keeps the log in which it stands."""
    return may_keep_log(person, entry.appointment)


@policy("charters.keep")
def may_keep(person, record):
    """Officers and managers of the convening principal: they look after a charter in force."""
    return convenes(person, record)


@policy("charters.leave")
def may_leave(person, party):
    """Whoever may sign for the council: leaving is decided by it, as joining was."""
    return person.may_sign_for(party.council)
