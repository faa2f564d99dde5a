"""Whom to ask about what in the demonstration, through the portal's own actions."""

from django.db import transaction

from demo import people
from demo.places import council_of
from demo.roles import fixture
from liaison import actions
from liaison.models import ServiceContact


def list_services():
    """Every list of the fixtures that is not there yet; wholly or not at all."""
    for each in fixture("services")["councils"]:
        principal = council_of(each["principal"])
        if not ServiceContact.objects.of_principal(principal).exists():
            add_all(each, principal)


@transaction.atomic
def add_all(each, principal):
    by = people.named(each["by"])
    for contact in each["contacts"]:
        actions.add_service(principal=principal, by=by, **{"phone": each["phone"], **contact})
