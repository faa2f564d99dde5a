"""Contacts of the demonstration, through the portal's own actions."""

from demo import people
from demo.agreements import ahead
from demo.places import council_of
from demo.roles import fixture
from liaison import actions
from liaison.models import Contact


def note_contacts():
    """Every tour and every contact of the fixtures, unless its principal has some already."""
    said = fixture("contacts")
    councils = {each["principal"] for each in (*said["tours"], *said["contacts"])}
    fresh = {code for code in councils if not Contact.objects.filter(principal=council_of(code)).exists()}
    for tour in said["tours"]:
        if tour["principal"] in fresh:
            _go_round(tour)
    for contact in said["contacts"]:
        if contact["principal"] in fresh:
            _note(contact)


def _go_round(tour):
    """The same with all local councils; how long ago is dealt out in turn."""
    principal, by = council_of(tour["principal"]), people.named(tour["by"])
    for place, council in enumerate(people.local_councils(principal)):
        ago = tour["ages"][place % len(tour["ages"])]
        if ago:
            actions.log_contact(
                principal=principal, council=council, kind=tour["kind"], took_place_on=ahead(-ago),
                about=tour["about"], with_whom=tour["with_whom"], by=by,
            )  # fmt: skip


def _note(contact):
    by = people.named(contact["by"])
    words = {name: contact[name] for name in ("about", "with_whom", "follows", "is_internal") if name in contact}
    follows_by = ahead(contact["follows_in"] - contact["ago"]) if "follows_in" in contact else None
    noted = actions.log_contact(
        principal=council_of(contact["principal"]), council=council_of(contact["council"]), kind=contact["kind"],
        took_place_on=ahead(-contact["ago"]), follows_by=follows_by, by=by, **words,
    )  # fmt: skip
    if contact.get("is_done"):
        actions.finish_contact(contact=noted, by=by)
