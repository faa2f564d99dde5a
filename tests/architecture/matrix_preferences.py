"""The matrix for what a person chooses for themselves."""

from accounts.actions.preferences import choosable_kinds, field_of, set_preferences
from accounts.actions.saved_views import save_view
from tests.architecture.matrix_roles import NOBODY, PEOPLE, Case, nothing, of


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


def a_view(world, role):
    """Of the councillor of A; asked for twice it is the same."""
    owner = world.people["a_councillor"]
    saved = owner.saved_views.of_page("partnerships:list").first()
    return {"pk": (saved or save_view(page="partnerships:list", name="Late", query="show=overdue", by=owner)).pk}


CASES = (
    Case("accounts:preferences", PEOPLE, data=choices, writes="accounts_mailchoice"),
    Case("accounts:show-everything", PEOPLE, opens=302, data=hidden, writes="accounts_homechoice"),
    Case(
        "accounts:save-view",
        PEOPLE,
        args=lambda world, role: {"page": "partnerships:list"},
        data=lambda world, role: {"name": "Ending", "query": "show=ending"},
        writes="accounts_savedview",
    ),
    Case(
        "accounts:remove-view",
        of("a_councillor"),
        knows=NOBODY,
        args=a_view,
        opens=405,
        data=nothing,
        writes="accounts_savedview",
    ),
)
