"""Shared posts for tests, through the real actions."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from clusters import actions
from core.roles import Role
from councils.models import Profile
from tests.accounts.factories import person
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory

POST = {
    "title": "Lengthsman", "duties": "Verges, ditches and signs.", "week_minutes": 30 * 60, "half_day_minutes": 225,
    "hour_pence": 1850,
}  # fmt: skip
SHARE = {"unit": "half_days", "quantity": Decimal(1), "of_parts": 1, "slots": [], "hour_pence": 1850, "ends_on": None}


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


class Sharing:
    """A local council that employs somebody, its clerk, and neighbours with theirs."""

    def __init__(self, principal=None, employer=None, clerk=None, neighbours=2):
        self.principal = principal or CouncilFactory(principal=True)
        self.employer = employer or CouncilFactory(parents=[self.principal])
        self.clerk = clerk or person(Role.CLERK, self.employer)
        self.neighbours = [CouncilFactory(parents=[self.principal]) for _ in range(neighbours)]
        self.clerks = [person(Role.CLERK, council) for council in self.neighbours]

    def post(self, **changed):
        return actions.share_post(employer=self.employer, facts={**POST, **changed}, by=self.clerk)

    def offer(self, post, council=None, **changed):
        """Half a day a week from today, unless said otherwise."""
        facts = {**SHARE, "starts_on": in_days(0), **changed}
        return actions.offer_share(post=post, council=council or self.neighbours[0], facts=facts, by=fresh(self.clerk))

    def agreed(self, post, at=0, **changed):
        share = self.offer(post, self.neighbours[at], **changed)
        return actions.agree_share(share=share, by=fresh(self.clerks[at]))


class Paying:
    """A lead with its clerk, and other councils that share, with electorates in their profiles."""

    def __init__(self, lead=None, clerk=None, others=(), electorates=(915, 420, 195)):
        self.principal = CouncilFactory(principal=True)
        self.lead = lead or CouncilFactory(parents=[self.principal])
        self.clerk = clerk or person(Role.CLERK, self.lead)
        others = list(others) or [CouncilFactory(parents=[self.principal]) for _ in electorates[1:]]
        self.councils = [self.lead, *others]
        for council, electorate in zip(self.councils, electorates, strict=False):
            Profile.objects.update_or_create(council=council, defaults={"electorate": electorate})

    def schedule(self, title="Village caretaker", year=2027):
        return actions.begin_schedule(
            lead=self.lead, title=title, year=year, councils=self.councils[1:], by=fresh(self.clerk)
        )

    def filled(self, schedule=None, **changed):
        """£11,000 of wages, £4,000 from the borough, the rest by electorate."""
        schedule = schedule or self.schedule()
        answers = {
            **actions.schedule_answers(schedule), "cost0_name": "Wages", "cost0_pence": 1_100_000,
            "given0_payer": "Borough", "given0_kind": "redirected", "given0_pence": 400_000, "weight_electorate": 1,
            **changed,
        }  # fmt: skip
        return actions.fill_schedule(schedule=schedule, answers=answers, by=fresh(self.clerk))
