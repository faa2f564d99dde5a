"""Assets and services that may move, in the demonstration: a real register, and what the guides tell of."""

from django.conf import settings
from django.db import transaction

from councils.models import Council
from demo import clock, people
from demo.places import council_of
from demo.roles import fixture
from transfers import actions
from transfers.importing import check, read_rows
from transfers.models import Asset

SHIPPED = settings.FIXTURES_DIR / "transfers"
LEFT_OPEN = ("street", "town", "postcode", "holding", "tenure", "use", "use_note")
OFFER = ("offer_reason", "offer_takes_on")


def list_assets():
    """The register and every asset of the fixtures that is not there yet."""
    told = fixture("assets")
    load(told["register"])
    for story in told["assets"]:
        principal = council_of(story["principal"])
        if not Asset.objects.of_principal(principal).filter(code=story["code"]).exists():
            with clock.set_back(story.get("days_ago", 0)):
                enter(story, principal)


def load(story):
    """Trafford Council's own list, for Trafford; a second time it changes nothing."""
    principal, file = council_of(story["principal"]), SHIPPED / story["file"]
    rows = check(read_rows(file.read_bytes()), principal).rows
    with clock.set_back(story["days_ago"]):
        actions.load_register(principal=principal, rows=rows, filename=file.name, by=people.named(story["by"]))


@transaction.atomic
def enter(story, principal):
    """By the officer, and open for transfer if the story says why."""
    by = people.named(story["by"])
    facts = {"kind": "asset", **dict.fromkeys(LEFT_OPEN, ""), "local_council": near(story)}
    facts |= {name: story[name] for name in ("kind", "code", "name", *LEFT_OPEN) if name in story}
    asset = actions.add_asset(principal=principal, facts=facts, by=by)
    if "offer_reason" in story:
        words = {name: story[name] for name in OFFER}
        actions.offer_asset(asset=asset, facts={"is_offered": True, **words}, by=by)


def near(story):
    """The local council where it lies, if it is in the lists that were loaded."""
    return Council.objects.filter(areas__code=story["near"]).first() if "near" in story else None
