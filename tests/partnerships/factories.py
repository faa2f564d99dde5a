"""Partnerships at any point of their life, reached through the real actions."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Membership
from core.roles import Role
from councils.models import PartnerBody
from partnerships import actions
from partnerships.models import EXIT_TEXTS, Partnership
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory

ANSWERS = {
    "independent": "yes", "goal": "yes", "decides": "together", "delivers": "together", "money": "shared",
    "risk": "yes",
}  # fmt: skip
ENDED = dict.fromkeys(EXIT_TEXTS, "None.")


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def basics(who, **changed):
    """What every partnership needs, as the form gives it."""
    facts = {
        "title": "Shared caretaker",
        "purpose": "One caretaker for both.",
        "value_pence": 500_00,
        "risk": "low",
        "statute": "none",
        "lead": who,
        "starts_on": in_days(-30),
        "ends_on": in_days(700),
        "next_review_on": in_days(300),
        "end_point": "When the post is no longer paid for.",
        "exit_plan": "The van goes back to the district.",
    }
    return {**facts, **changed}


class Shared:
    """A district and one of its parishes, with the people who keep the register."""

    def __init__(self, principal=None, council=None, *, officer=None, title="Shared caretaker", **words):
        self.principal = principal or CouncilFactory(principal=True, type="district")
        self.council = council or CouncilFactory(parents=[self.principal])
        self.officer = officer or person(Role.LIAISON_OFFICER, self.principal)
        self.lead = Membership.objects.get(user=self.officer, council=self.principal)
        self.title = title
        self.assessment = actions.start_assessment(
            council=self.principal, title=title, partner=self.council, answers=ANSWERS, by=self.officer
        )
        if words:
            facts = {**actions.case_of(self.assessment), **words}
            self.assessment = actions.write_case(assessment=self.assessment, facts=facts, by=self.officer)

    @property
    def entry(self):
        return Partnership.objects.whole().get(pk=self.assessment.partnership_id)

    def decided(self, decision="proceed"):
        self.assessment = actions.decide(
            assessment=self.assessment, decision=decision, taker="cabinet", decided_on=in_days(-40), minute="41/26",
            by=self.officer,
        )  # fmt: skip
        return self

    def filled(self, **changed):
        facts = basics(self.lead, **{"title": self.title, **changed})
        actions.edit_entry(partnership=self.decided().entry, part="basics", facts=facts, by=self.officer)
        return self

    def live(self, **changed):
        actions.go_live(partnership=self.filled(**changed).entry, by=self.officer)
        return self

    def late(self):
        """Its review has passed since it went live."""
        facts = {**actions.part_of(self.entry, "basics"), "next_review_on": in_days(-1)}
        actions.edit_entry(partnership=self.entry, part="basics", facts=facts, by=self.officer)
        return self

    def winding_up(self, **changed):
        actions.wind_up(partnership=self.live(**changed).entry, by=self.officer)
        return self

    def closed(self):
        actions.answer_exit(partnership=self.winding_up().entry, facts=ENDED, by=self.officer)
        actions.close(partnership=self.entry, by=self.officer)
        return self

    def published(self):
        actions.set_published(partnership=self.entry, published=True, by=self.officer)
        return self


def body(name="Age UK Pshire"):
    """A partner that is no council, as a form names it."""
    return name, PartnerBody.Kind.CHARITY


def a_risk(shared, **changed):
    """A risk of the entry, as its officer names it."""
    facts = {
        "title": "The van breaks down", "category": "delivery", "likelihood": 3, "impact": 4, "owner": shared.lead,
        "owner_role": "", "mitigation": "A second van can be hired.", "next_review_on": in_days(90),
    }  # fmt: skip
    return actions.raise_risk(partnership=shared.entry, facts={**facts, **changed}, by=shared.officer)
