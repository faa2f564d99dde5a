"""The money of a transfer worked out: shares of a year, rents, ten years ahead. All sums are those of `costs`."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from councils.models import Profile
from transfers.costs import Rule, projected, shared
from transfers.forms.costs import COSTS
from transfers.models import LeaseBack, TransferMoney
from transfers.stages import Side

NONE = Decimal(0)


@dataclass(frozen=True)
class YearLine:
    """What each side pays in a year for one thing; less than nothing is what it receives."""

    name: str
    local: int
    principal: int


def rent_of(lease):
    """(local, principal): the tenant pays what the other side receives."""
    rent = lease.rent_pence if lease.tenant == Side.LOCAL else -lease.rent_pence
    return rent, -rent


@dataclass
class Worked:
    """What the reader sees of the money of one transfer; `money` is None where nothing is entered."""

    money: TransferMoney | None
    leases: list
    today: object
    tax_base: Decimal | None = None

    @property
    def costs(self):
        """{heading: pence} of those that are known."""
        return (
            {}
            if self.money is None
            else {label: getattr(self.money, name) for name, label in COSTS.items() if getattr(self.money, name)}
        )

    @property
    def rule(self):
        said = self.money
        return Rule(said.fixed or 0, said.percent or NONE, said.cap, said.index or NONE)

    @cached_property
    def is_shared(self):
        """True once there are costs and a rule; without a rule nobody knows who pays them."""
        said = self.money
        return bool(said and self.costs) and (said.percent is not None or said.fixed is not None)

    @cached_property
    def lines(self):
        """[Line] of the first year."""
        return shared(self.costs, self.money.income or 0, self.rule) if self.is_shared else []

    @cached_property
    def years(self):
        """Ten of them, once there are costs and a rule, or something is spent at the start."""
        said = self.money
        if said is None or not (self.is_shared or said.capital):
            return []
        ahead = {"rises": said.rises or NONE, "capital": said.capital or 0, "dowry": said.dowry or 0}
        return projected(sum(line.cost for line in self.lines), self.rule, tax_base=self.tax_base, **ahead)

    @property
    def most(self):
        return max((year.local + year.capital for year in self.years), default=0) or 1

    @cached_property
    def running(self):
        """Lease-backs that are not over."""
        return [lease for lease in self.leases if not lease.is_over(self.today)]

    @cached_property
    def year(self):
        """[YearLine] of a year: the share of the costs and the rents; empty where no rent is paid."""
        if not self.running:
            return []
        shares = [(line.local, line.principal) for line in self.lines]
        costs = [("costs", sum(one for one, _other in shares), sum(other for _one, other in shares))] if shares else []
        return [YearLine(*each) for each in (*costs, *((lease.space, *rent_of(lease)) for lease in self.running))]

    @property
    def local(self):
        return sum(line.local for line in self.year)

    @property
    def principal(self):
        return sum(line.principal for line in self.year)


def worked_for(transfer, person, today):
    """What this person may see."""
    money = TransferMoney.objects.visible_to(person).filter(transfer=transfer)
    leases = LeaseBack.objects.visible_to(person).filter(transfer=transfer)
    return _worked(transfer, money, leases, today)


def worked_out(transfer, today):
    """All of it, for a paper of the two councils."""
    return _worked(transfer, TransferMoney.objects.filter(transfer=transfer), transfer.lease_backs.all(), today)


def _worked(transfer, money, leases, today):
    tax_base = Profile.objects.filter(council=transfer.local_id).values_list("tax_base", flat=True).first()
    return Worked(money.first(), list(leases), today, tax_base)
