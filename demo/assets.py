"""Assets and services that may move, in the demonstration: a real register, and what the guides tell of."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from councils.models import Council
from demo import clock, people
from demo.places import council_of
from demo.roles import fixture
from transfers import actions
from transfers.importing import check, read_rows
from transfers.models import Asset, DevolutionOffer

SHIPPED = settings.FIXTURES_DIR / "transfers"
LEFT_OPEN = ("street", "town", "postcode", "holding", "tenure", "use", "use_note")
INTERESTED = {"state": "interested", "since_on": None}
OFFER = ("offer_reason", "offer_takes_on")


def list_assets():
    """The register and every asset of the fixtures that is not there yet."""
    told = fixture("assets")
    load(told["register"])
    for story in told["offers"]:
        principal = council_of(story["principal"])
        if not DevolutionOffer.objects.of_principals([principal.pk]).exists():
            offer(story, principal)
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


@transaction.atomic
def offer(story, principal):
    """Published, and where the councils stand as the guide tells it; which ones they are is made up."""
    by, today = people.named(story["by"]), timezone.localdate()
    facts = {name: story[name] for name in ("title", "moves", "funding", "support")}
    days = {"opens_on": today, "closes_on": today + timedelta(days=story["answers_for"])}
    ends = today + timedelta(days=story["contract_ends_in"])
    draft = actions.write_offer(
        principal=principal, facts={**facts, **days, "pack_url": "", "contract_ends_on": ends}, by=by
    )
    made = actions.publish_offer(offer=draft, by=by)
    councils = list(Council.objects.of_principal(principal).current().by_name()[: story["live"] + story["interested"]])
    for number, council in enumerate(councils):
        is_live = number < story["live"]
        standing = {"state": "live", "since_on": date(story["live_since"], 4, 1)} if is_live else INTERESTED
        actions.set_standing(offer=made, council=council, facts={**standing, "note": ""}, by=by)


def near(story):
    """The local council where it lies, if it is in the lists that were loaded."""
    return Council.objects.filter(areas__code=story["near"]).first() if "near" in story else None
