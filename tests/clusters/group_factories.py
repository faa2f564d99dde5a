"""Clusters for tests, through the real actions."""

from django.utils import timezone

from accounts.models import Membership
from clusters import actions
from clusters.models.health import CHECKED
from core.roles import Role
from tests.accounts.factories import person
from tests.charters.factories import fresh
from tests.councils.factories import CouncilFactory

WORDS = {"title": "Village caretaker", "purpose": "One caretaker for all.", "basis": "", "kind": "geography",
         "shares": ["staff"]}  # fmt: skip


class Grouping:
    """A principal with its officer, and local councils each with a clerk; the first one leads."""

    def __init__(self, principal=None, councils=None, clerks=None, officer=None, many=3):
        self.principal = principal or CouncilFactory(principal=True)
        self.councils = councils or CouncilFactory.create_batch(many, parents=[self.principal])
        self.officer = officer or person(Role.LIAISON_OFFICER, self.principal)
        self.clerks = clerks or [person(Role.CLERK, council) for council in self.councils]

    def proposed(self, **changed):
        """Only the lead council is asked."""
        facts = {**WORDS, **changed}
        return actions.propose_cluster(
            principal=self.principal, lead=self.councils[0], facts=facts, by=fresh(self.officer)
        )

    def asked(self, cluster, at, role="active", leads=""):
        facts = {"role": role, "leads": leads}
        return actions.name_member(cluster=cluster, council=self.councils[at], facts=facts, by=fresh(self.officer))

    def say(self, cluster, at, answer="consent", minute="Minute 24/117", on=None):
        facts = {"answer": answer, "minute": minute, "on": on or timezone.localdate()}
        return actions.answer_for_council(
            cluster=cluster, council=self.councils[at], facts=facts, by=fresh(self.clerks[at])
        )

    def named(self, cluster):
        """With a point person and a lead local officer."""
        facts = {
            **actions.cluster_words(cluster),
            "point_person": Membership.objects.current().filter(council=self.principal).first(),
            "lead_officer": Membership.objects.current().filter(council=self.councils[0]).first(),
        }
        return actions.change_cluster(cluster=cluster, facts=facts, by=fresh(self.officer))

    def ripe(self, **changed):
        """Two councils have consented and everybody is named."""
        cluster = self.proposed(**changed)
        self.asked(cluster, 1)
        self.say(cluster, 0)
        self.say(cluster, 1)
        return self.named(cluster)

    def check(self, cluster, at, **changed):
        """What one council says of it; all is well unless it says otherwise."""
        facts = {**dict.fromkeys(CHECKED, "green"), "words": "", **changed}
        council, clerk = self.councils[at], fresh(self.clerks[at])
        return actions.check_health(cluster=cluster, council=council, facts=facts, by=clerk)

    def started(self, **changed):
        return actions.start_cluster(cluster=self.ripe(**changed), by=fresh(self.officer))
