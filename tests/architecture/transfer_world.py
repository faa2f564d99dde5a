"""Assets of one side of the access matrix: by hand, open for transfer, from a file, kept from the public."""

from core.jobs.actions import start_job
from core.models import Job
from tests.architecture.matrix_roles import Secret
from tests.transfers.factories import Keeper, csv_of, row
from transfers import actions
from transfers.models import Asset


class Assets:
    """What one principal has on its register, and the preview of a file that waits."""

    def __init__(self, side):
        keeper = Keeper(side.principal, side.officer)
        placed = {"GeoX": "-2.35", "GeoY": "53.41"}
        keeper.load(*(row(f"F{n}", PropertyName=f"Hall {n} of {side.mark}", **placed) for n in range(2)))
        self.filed = Asset.objects.of_principal(side.principal).first()
        self.by_hand = keeper.asset(name=f"Town hall of {side.mark}")
        self.offered = keeper.offered(name=f"Pool of {side.mark}", local_council=side.a)
        secret = side.secret(Secret.REFUGE)
        self.withheld = keeper.withheld(reason=secret, name=secret)
        self.preview = start_job(
            kind="transfers.preview", title="A file", subject=side.principal, council=side.principal,
            files=[("register", "assets.csv", csv_of(row("F0")))], by=side.officer,
        )  # fmt: skip
        self._offers(keeper, side)
        facts = {"changes": 1, "mark": "0"}
        at = self.preview.created_at
        Job.objects.filter(pk=self.preview.pk).update(
            status="done", started_at=at, finished_at=at, summary="1 row: 1 new", facts=facts
        )

    def _offers(self, keeper, side):
        """A draft whose title nobody else may read, and one that council A has answered with a word to the officers."""
        self.draft = keeper.devolution(title=side.secret(Secret.REFUGE))
        self.standing = keeper.published(title=f"Landscaping of {side.mark}")
        facts = {"state": "interested", "note": side.secret(Secret.TAKEOVER)}
        actions.say_interest(offer=self.standing, council=side.a, facts=facts, by=side.clerk)
