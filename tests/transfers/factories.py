"""Registers of assets: a principal with an officer, rows by hand or from a file."""

from django.conf import settings
from django.utils import timezone

from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory
from transfers import actions
from transfers.importing import COLUMNS, check, read_rows
from transfers.models import Asset

SAMPLE = settings.FIXTURES_DIR / "transfers" / "trafford_assets.csv"
OFFER = {"is_offered": True, "offer_reason": "The town uses it.", "offer_takes_on": "Repairs and insurance."}
FACTS = {
    "kind": "asset", "code": "TH-1", "name": "Town hall", "street": "1 Vicar Street", "town": "Place",
    "postcode": "DY10 1DB", "holding": "buildings", "tenure": "freehold", "use": "occupied", "use_note": "",
    "local_council": None, "standing": "listed",
}  # fmt: skip

DEVOLUTION = {
    "title": "Landscaping", "moves": "Grass, hedges and weeds.", "funding": "What the contract costs.", "support": "",
    "pack_url": "", "closes_on": None, "contract_ends_on": None,
}  # fmt: skip


class Keeper:
    """A principal council, its officer, and a local council with the name of a town."""

    def __init__(self, principal=None, officer=None):
        self.principal = principal or CouncilFactory(principal=True, short_name="Trafford", name="Trafford Council")
        self.officer = officer or person(Role.LIAISON_OFFICER, self.principal)

    def load(self, *rows, **options):
        """Rows as `row()` makes them, or one content of a file."""
        content = rows[0] if rows and isinstance(rows[0], bytes) else csv_of(*rows)
        checked = check(read_rows(content), self.principal)
        assert checked.faults == []
        by = options.pop("by", self.officer)
        found, _batch = actions.load_register(
            principal=self.principal, rows=checked.rows, filename="assets.csv", by=by, **options
        )
        return found

    def asset(self, **changed):
        """One that is kept by hand."""
        facts = {**FACTS, "code": f"H-{Asset.objects.count()}", **changed}
        return actions.add_asset(principal=self.principal, facts=facts, by=self.officer)

    def offered(self, **changed):
        return actions.offer_asset(asset=self.asset(**changed), facts=OFFER, by=self.officer)

    def withheld(self, reason="A refuge", **changed):
        facts = {"is_withheld": True, "withheld_reason": reason}
        return actions.withhold_asset(asset=self.asset(**changed), facts=facts, by=self.officer)

    def devolution(self, **changed):
        """A draft of an offer to all local councils."""
        facts = {**DEVOLUTION, "opens_on": timezone.localdate(), **changed}
        return actions.write_offer(principal=self.principal, facts=facts, by=self.officer)

    def published(self, **changed):
        return actions.publish_offer(offer=self.devolution(**changed), by=self.officer)


def row(code="A1", **changed):
    """{column: text} of one row of a file."""
    return {"AssetCode": code, "PropertyName": f"Hall {code}", "HoldingType": "Buildings", **changed}


def csv_of(*rows):
    """A file of these rows, with every column of the Code."""
    lines = [COLUMNS, *(tuple(each.get(name, "") for name in COLUMNS) for each in rows)]
    return "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()
