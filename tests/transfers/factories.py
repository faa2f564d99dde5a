"""Registers of assets: a principal with an officer, rows by hand or from a file."""

from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory
from transfers import actions
from transfers.importing import COLUMNS, check, read_rows
from transfers.models import Asset
from transfers.responsibilities import functions_of

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


FACTS_OF_TRANSFER = {
    "title": "Town hall", "summary": "The hall with its stage.", "moves": "asset", "tenure": "freehold",
    "trigger": "new_council", "value_pence": None, "next_ambition": "", "lead": None, "asset": None, "offer": None,
    "follows": None,
}  # fmt: skip


TOWN_HALL = {"staff": 60_000_00, "energy": 25_000_00, "repairs": 15_000_00, "income": 10_000_00, "percent": Decimal(30)}
ROOMS = {"space": "Ground floor", "use": "Customer services", "tenant": "principal", "rent_pence": 12_000_00,
         "ends_on": None}  # fmt: skip


class Mover(Keeper):
    """A principal and a local council with a transfer between them, an officer and a clerk."""

    def __init__(self, principal=None, officer=None, local=None, clerk=None):
        super().__init__(principal, officer)
        self.local = local or CouncilFactory(parents=[self.principal], short_name="Kidderminster")
        self.clerk = clerk or person(Role.CLERK, self.local)

    def transfer(self, **changed):
        facts = {**FACTS_OF_TRANSFER, **changed}
        return actions.begin_transfer(principal=self.principal, local=self.local, facts=facts, by=self.officer)

    def answer(self, task, *, complete=True, by=None, **changed):
        """With something in every part."""
        said = {"words": "As agreed.", "is_so": True, "amount_pence": 100_00, "on": timezone.localdate(),
                "reference": "12/26", "url": "", "power": "competence"}  # fmt: skip
        facts = {**{name: said[name] for name in task.parts}, "exempt": "", **changed}
        by = by or (self.clerk if task.side == "local" else self.officer)
        return actions.answer_task(task=task, facts=facts, complete=complete, by=by)

    def money(self, transfer, **facts):
        """Costs of a town hall and the rule of 30 per cent, unless it says otherwise."""
        facts = {**TOWN_HALL, **facts}
        return actions.keep_transfer_money(transfer=transfer, facts=facts, by=self.officer)

    def lease(self, transfer, **facts):
        facts = {**ROOMS, "starts_on": timezone.localdate(), **facts}
        return actions.add_lease_back(transfer=transfer, facts=facts, by=self.officer)

    def responsibilities(self, transfer, **facts):
        """The town holds it, the principal council does the rest, unless it says otherwise."""
        facts = {**{code.value: ["principal"] for code in functions_of(transfer)}, "ownership": ["local"], **facts}
        return actions.keep_responsibilities(transfer=transfer, facts=facts, by=self.officer)

    def live_since(self, live_on, **changed):
        """A transfer that went live on an earlier day, with the money of the town hall."""
        transfer = self.transfer(**changed)
        self.money(transfer)
        transfer = self.bring_to(transfer, "contract")
        self.complete(transfer)
        review_on = timezone.localdate() + timezone.timedelta(days=365)
        return actions.go_live(transfer=transfer, live_on=live_on, review_on=review_on, by=self.officer)

    def year(self, transfer, year, **facts):
        """What a year cost: as it was planned, unless it says otherwise."""
        costs = {name: TOWN_HALL[name] for name in ("staff", "energy", "repairs", "income")}
        return actions.keep_statement(transfer=transfer, year=year, facts={**costs, **facts}, by=self.officer)

    def issued(self, transfer, year, because="", **facts):
        self.year(transfer, year, because=because, **facts)
        return actions.issue_statement(transfer=transfer, year=year, by=self.officer)

    def complete(self, transfer):
        """Everything that its stage asks."""
        if transfer.stage == "plan":
            self.responsibilities(transfer)
        for task in transfer.tasks.of_stage(transfer.stage).not_done().whole():
            self.answer(task)

    def bring_to(self, transfer, stage):
        """Through all stages before this one."""
        while transfer.stage != stage:
            self.complete(transfer)
            if transfer.stage == "contract":
                today = timezone.localdate()
                in_a_year = today + timezone.timedelta(days=365)
                transfer = actions.go_live(transfer=transfer, live_on=today, review_on=in_a_year, by=self.officer)
            else:
                transfer = actions.move_on(transfer=transfer, by=self.officer)
        return transfer
