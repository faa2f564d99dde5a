"""Partnerships of one side of the access matrix, in every state."""

from partnerships import actions
from tests.architecture.matrix_roles import Secret
from tests.partnerships.factories import ENDED, Shared, a_risk

PUBLIC = "Anyone may read this."


class Partnerships:
    """With council A of the side; what only the parties may read holds the sentinel."""

    def __init__(self, side):
        inside = {"exit_plan": side.secret(Secret.ENTRY), "purpose": PUBLIC}
        idea, self.idea = side.secret(Secret.IDEA), self.of(side, "idea")
        facts = {**actions.case_of(self.idea.assessment), "issue": idea}
        actions.write_case(assessment=self.idea.assessment, facts=facts, by=side.officer)
        self.proposed = self.of(side, "proposed").filled(title=f"proposed of {side.mark}", **inside)
        self.live = self.of(side, "live").live(title=f"live of {side.mark}", **inside)
        self.closing = self.of(side, "closing").winding_up(title=f"closing of {side.mark}", **inside)
        actions.answer_exit(partnership=self.closing.entry, facts=ENDED, by=side.officer)
        self.risk = a_risk(self.live, title=f"{side.secret(Secret.ENTRY)} may fail")
        self.public = self.of(side, "public").live(title=f"public of {side.mark}", **inside).published()

    def of(self, side, title):
        return Shared(side.principal, side.a, officer=side.officer, title=f"{title} of {side.mark}")

    def reference(self, which):
        """The reference of an entry, or of the idea."""
        return self.idea.assessment.reference if which == "idea" else getattr(self, which).entry.reference
