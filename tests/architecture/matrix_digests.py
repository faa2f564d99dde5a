"""The matrix for the funding e-mail: who chooses, who stops, who looks after it."""

from funding.actions.subscriptions import as_typed, choices_of
from tests.architecture.matrix_roles import ADMIN, ANY_OFFICER, EVERYONE, OFFICERS, PEOPLE, Case, Secret, nothing, of

CLERKS = of("a_clerk a_councillor a_viewer dual b_clerk ra_clerk")  # whoever acts for a local council
LOOKING_AFTER = OFFICERS | ADMIN


def link(world, role):
    """The link in an e-mail to the clerk of A."""
    return {"key": world.p.funds.reader.key}


def edition(world, role):
    return {"public_id": world.p.funds.edition.public_id}


def principal(world, role):
    return {"slug": world.p.principal.slug}


def council(world, role):
    return {"slug": world.p.a.slug}


def chosen(world, role):
    """Everything at once instead of what it was."""
    person = world.people[role]
    return {name: "now" for name in as_typed(choices_of(person)) if name.startswith("rhythm")} if person else {}


def chosen_by_link(world, role):
    return {f"rhythm_{world.p.a.pk}": "now"}


CASES = (
    Case("funding:subscriptions", CLERKS, data=chosen, writes="funding_subscription"),
    Case("funding:reader", EVERYONE, args=link, data=chosen_by_link, writes="funding_subscription"),
    Case("funding:stop", EVERYONE, args=link, data=lambda world, role: {"do": "stop"}, writes="funding_stop"),
    Case("funding:digest", EVERYONE, args=edition),
    Case("funding:digest-print", PEOPLE, opens=302, args=edition, data=nothing, writes="core_job"),
    Case("funding:digests", ANY_OFFICER | ADMIN),
    Case(
        "funding:digest-note",
        OFFICERS,
        knows=OFFICERS,
        args=principal,
        shows=f"{Secret.FUND}-P",
        data=lambda world, role: {"text": "Our own grants close on Friday."},
        writes="funding_editornote",
    ),
    Case(
        "funding:digest-preview",
        LOOKING_AFTER,
        knows=LOOKING_AFTER,
        args=council,
        shows=f"{Secret.FUND}-P",
        data=nothing,
        writes="core_outgoingemail",
    ),
)
