"""What contacts show on pages above: the council's card, what is to be done, where to write one down."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.policies import allows
from core.registry import (
    COUNCIL_CARD,
    CREATE,
    DESTINATION,
    EVENT,
    OPEN_WORK,
    CouncilCard,
    Destination,
    EventKind,
    OpenWork,
    StartLink,
    provides,
)
from core.roles import PRINCIPAL_ROLES, Role
from liaison.lately import last_of
from liaison.models import Contact
from liaison.querysets.contacts import LOGGING_ROLES
from liaison.wishes import wishes_of

SOON, MOST = 7, 20  # days ahead; lines of what is to be done on the home page


@provides(COUNCIL_CARD)
def contacts_card(person, council):
    """For people of either side: the last contact, and one press to note the next."""
    if not person.is_authenticated or not allows(person, "liaison.see_contacts", council):
        return
    facts = {
        "council": council,
        "last": last_of(council, person) if council.is_local else None,
        "wishes": wishes_of([council, *_principals_shown(person, council)]),
        "logs": council.is_local and allows(person, "liaison.log_contact", council),
        "sees_quiet": council.is_principal and allows(person, "liaison.see_board", council),
    }
    yield CouncilCard(_("Contacts"), "liaison/_contacts_card.html", facts, order=23)


def _principals_shown(person, council):
    """In an area of two tiers one principal does not read what the other says; asked without a query."""
    mine = person.reading_council_ids()
    everyone = person.is_staff or council.pk in mine
    return [each for each in council.parent_list if council.is_local and (everyone or each.pk in mine)]


@provides(CREATE)
def start_links(person):
    """One press from the home page: of the person's principal council, or of the one local council."""
    for membership in person.current_memberships:
        if membership.role in LOGGING_ROLES and membership.council.is_principal:
            yield StartLink(_("Note a contact"), reverse("liaison:contact-note", args=[membership.council.slug]))
            return
    own = [m.council for m in person.current_memberships if m.role == Role.CLERK]
    if len(own) == 1:
        yield StartLink(_("Note a contact"), reverse("liaison:contact-log", args=[own[0].slug]))


@provides(OPEN_WORK)
def what_follows(person):
    """For whoever noted a contact on the side of the principal, and for clerks: what falls due, or should be done."""
    if not person.is_authenticated:
        return
    due = Contact.objects.visible_to(person).due(SOON)
    principals, own = person.council_ids(*LOGGING_ROLES), person.council_ids(Role.CLERK)
    if not principals and not own:
        return
    mine = due.filter(principal__in=principals).of_person(person) | due.filter(council__in=own, logged_for__in=own)
    for contact in mine.whole().order_by("follows_by", "pk")[:MOST]:
        yield OpenWork(
            contact.follows,
            contact.get_absolute_url(),
            council=contact.council.label,
            due_on=contact.follows_by,
            note=_("What follows from a contact"),
        )


@provides(DESTINATION)
def pages(person):
    """Contacts of each council that the person acts for."""
    if not person.is_authenticated:
        return
    held = {m.council_id: m for m in person.current_memberships}
    for membership in held.values():
        council = membership.council
        title = _("Contacts: %(council)s") % {"council": council.label}
        words = _("meeting visit call log telephone")
        yield Destination(title, reverse("liaison:contacts", args=[council.slug]), words)
        if council.is_principal and membership.role in PRINCIPAL_ROLES:
            title = _("Not in touch for a while: %(council)s") % {"council": council.label}
            yield Destination(title, reverse("liaison:quiet", args=[council.slug]), _("no contact never contacted"))


@provides(EVENT)
def events():
    yield EventKind("liaison.contact_logged", _("Contacts noted"))
    yield EventKind("liaison.contact_corrected", _("Contacts corrected"))
    yield EventKind("liaison.contact_finished", _("What followed from contacts, done"))
    yield EventKind("liaison.contact_struck", _("Contacts struck out"))
