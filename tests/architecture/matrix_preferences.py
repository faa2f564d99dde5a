"""The matrix for what a person chooses for themselves."""

from accounts.actions.preferences import choosable_kinds, field_of, set_preferences
from tests.architecture.matrix_roles import PEOPLE, Case


def choices(world, role):
    """Every kind of e-mail never or at once, whichever it may be had."""
    person = world.people[role]
    if person is None:
        return {}
    mail = {field_of(kind.kind): kind.frequencies[-1].value for kind in choosable_kinds(person)}
    return {**mail, "hidden": ["own"]}


def hidden(world, role):
    """Something to show again."""
    if world.people[role]:
        set_preferences(mail={}, hidden=["start"], by=world.people[role])
    return {}


CASES = (
    Case("accounts:preferences", PEOPLE, data=choices, writes="accounts_mailchoice"),
    Case("accounts:show-everything", PEOPLE, opens=302, data=hidden, writes="accounts_homechoice"),
)
