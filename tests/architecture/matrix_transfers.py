"""The matrix for the register of assets and services."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.architecture.matrix_library import day
from tests.architecture.matrix_roles import (
    ADMIN,
    ANY_OFFICER,
    CONVENER,
    EVERYONE,
    OF_P,
    OFFICERS,
    Case,
    Secret,
    nothing,
    of,
)
from tests.transfers.factories import FACTS

TYPED = {**FACTS, "code": "NEW-1", "local_council": ""}


def asset(which, side="p"):
    return lambda world, role: {"reference": getattr(getattr(world, side).assets, which).reference}


def a_file(world, role):
    return {"file": SimpleUploadedFile("assets.csv", b"AssetCode,PropertyName\nA1,Hall\n")}


def offer(world, role):
    return {"is_offered": "True", "offer_reason": "The town uses it.", "offer_takes_on": "Repairs."}


def words(world, role):
    return {"title": "Landscaping", "moves": "Grass.", "funding": "As now.", **day("opens_on", 0)}


def of_a(which="standing", side="p"):
    return lambda world, role: {**asset(which, side)(world, role), "slug": getattr(world, side).a.slug}


def since(world, role):
    return {"state": "live", "note": "Since the spring", **day("since_on", -1)}


OFFER = Case("transfers:devolution", EVERYONE, args=asset("standing"))
KEPT_OFFER = OFFER.but(may=OFFICERS)
PAGE = Case("transfers:asset", EVERYONE, args=asset("offered"))
KEPT = Case("transfers:change", OFFICERS, knows=EVERYONE, args=asset("by_hand"), writes="transfers_asset")
CASES = (
    Case("transfers:list", EVERYONE),
    Case("transfers:costs", EVERYONE),
    Case("transfers:add", ANY_OFFICER, data=lambda world, role: TYPED, writes="transfers_asset"),
    Case("transfers:upload", ANY_OFFICER, data=a_file, writes="core_job"),
    Case("transfers:template", ANY_OFFICER),
    Case(
        "transfers:apply",
        OFFICERS,
        knows=OF_P | ADMIN,
        args=lambda world, role: {"public_id": world.p.assets.preview.public_id},
        data=nothing,
        writes="core_job",
    ),
    PAGE,
    PAGE.but(label="file", args=asset("filed")),
    PAGE.but(label="withheld", may=CONVENER, knows=CONVENER, args=asset("withheld"), shows=f"{Secret.REFUGE}-P"),
    PAGE.but(
        label="rival",
        may=of("r_officer admin"),
        knows=of("r_officer admin"),
        args=asset("withheld", "r"),
        shows=f"{Secret.REFUGE}-R",
    ),
    KEPT.but(data=lambda world, role: TYPED),
    KEPT.but(label="file", args=asset("filed"), data=lambda world, role: {"local_council": world.p.a.pk}),
    KEPT.but(route="transfers:offer", data=offer),
    KEPT.but(
        route="transfers:withhold",
        data=lambda world, role: {"is_withheld": "True", "withheld_reason": "A refuge"},
    ),
    KEPT.but(
        label="withheld",
        route="transfers:withhold",
        knows=CONVENER,
        args=asset("withheld"),
        data=lambda world, role: {"is_withheld": "False"},
        shows=f"{Secret.REFUGE}-P",
    ),
    Case("transfers:devolutions", EVERYONE),
    Case("transfers:devolution-add", ANY_OFFICER, data=words, writes="transfers_devolutionoffer"),
    OFFER,
    OFFER.but(label="draft", may=CONVENER, knows=CONVENER, args=asset("draft"), shows=f"{Secret.REFUGE}-P"),
    OFFER.but(
        label="rival",
        may=of("r_officer admin"),
        knows=of("r_officer admin"),
        args=asset("draft", "r"),
        shows=f"{Secret.REFUGE}-R",
    ),
    KEPT_OFFER.but(route="transfers:devolution-change", data=words, writes="transfers_devolutionoffer"),
    KEPT_OFFER.but(
        route="transfers:devolution-publish",
        knows=CONVENER,
        args=asset("draft"),
        opens=405,
        data=nothing,
        writes="transfers_devolutionoffer",
    ),
    KEPT_OFFER.but(
        route="transfers:devolution-end",
        data=lambda world, role: {"because": "The contract goes on"},
        writes="transfers_devolutionoffer",
    ),
    KEPT_OFFER.but(
        route="transfers:standing", args=of_a(), data=since, writes="transfers_interest", shows=f"{Secret.TAKEOVER}-P"
    ),
    KEPT_OFFER.but(
        label="rival",
        route="transfers:standing",
        may=of("r_officer"),
        args=of_a(side="r"),
        data=since,
        writes="transfers_interest",
        shows=f"{Secret.TAKEOVER}-R",
    ),
    OFFER.but(
        route="transfers:say-interest",
        may=of("a_clerk"),
        knows=EVERYONE - of("b_clerk"),  # who answers for another council finds this one nowhere
        args=of_a(),
        data=lambda world, role: {"state": "exploring"},
        writes="transfers_interest",
        shows=f"{Secret.TAKEOVER}-P",
    ),
)
