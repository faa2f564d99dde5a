"""Named officers for tests, through the real actions."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Membership
from core.roles import Role
from liaison import actions
from tests.accounts.factories import person
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


class Office:
    """A unitary with two officers, and local councils of its area, each with a clerk."""

    def __init__(self, locals_=1):
        self.principal = CouncilFactory(principal=True)
        self.officer, self.colleague = (person(Role.LIAISON_OFFICER, self.principal) for _ in range(2))
        self.councils = [CouncilFactory(parents=[self.principal]) for _ in range(locals_)]
        self.clerks = [person(Role.CLERK, council) for council in self.councils]

    def membership(self, someone=None):
        return Membership.objects.get(user=someone or self.officer, council=self.principal)

    def name(self, someone=None, councils=(), **facts):
        """Rows of somebody who answers for these councils, for the first one without any said."""
        told = {"no_handover": "Both know the council"}  # whoever was before ends without a note
        facts = {"role": "named_officer", "post": "Parish liaison manager", "starts_on": in_days(0), **told, **facts}
        councils = [self.councils[0]] if councils == () else councils
        return actions.name_officer(
            principal=self.principal, councils=councils, membership=self.membership(someone), by=fresh(self.officer),
            **facts,
        )  # fmt: skip

    def cover(self, first, last):
        """The colleague stands in for the officer."""
        return actions.set_cover(
            principal=self.principal, away=self.membership(), stand_in=self.membership(self.colleague),
            starts_on=in_days(first), ends_on=in_days(last), by=fresh(self.officer),
        )  # fmt: skip
