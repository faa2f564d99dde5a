"""The matrix for the register of assets and services."""

from django.core.files.uploadedfile import SimpleUploadedFile

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
)
