"""An agreement at any point of its life, reached through the real actions."""

import re
from datetime import timedelta

from django.utils import timezone

from accounts.actions import confirm_identity_proof, start_identity_proof
from accounts.models import User
from charters import actions
from charters.models import Kind, Party, Response
from core.models import OutgoingEmail
from core.roles import Role
from tests.accounts.factories import person, proved
from tests.councils.factories import CouncilFactory

SUMMARY = "The councils agree how they work together."


def make_council(name=None, *, principal=None, **fields):
    """A local council of a principal, or a principal when none is given."""
    named = {"name": name} if name else {}
    if principal is None:
        return CouncilFactory(principal=True, **named, **fields)
    return CouncilFactory(parents=[principal], **named, **fields)


def make_person(council, role=Role.CLERK, *, may_sign=True):
    """A person who acts for a council and may sign for it."""
    return person(role, council, may_sign=may_sign)


def fresh(someone):
    """The person as read anew, with no membership remembered."""
    return User.objects.get(pk=someone.pk)


class Round:
    """A principal with an officer, and local councils each with a clerk; grows step by step."""

    def __init__(self, locals_=2):
        self.principal = make_council()
        self.officer = make_person(self.principal, Role.LIAISON_OFFICER)
        self.councils = [make_council(principal=self.principal) for _ in range(locals_)]
        self.clerks = [make_person(council) for council in self.councils]
        self.agreement = actions.start_agreement(
            kind=Kind.CHARTER, title="Working together", convener=self.principal, by=self.officer
        )
        self.version = self.agreement.versions.get()

    def written(self):
        actions.edit_details(
            version=self.version, title="Working together", summary=SUMMARY, review_on=None, by=self.officer
        )
        actions.add_commitment(
            version=self.version,
            kind="commitment",
            owner_side="principal",
            text="Name an officer",
            by=self.officer,
        )
        return self

    def sent(self, days=90):
        self.written()
        reply_by = timezone.localdate() + timedelta(days=days)
        self.version = actions.send_version(
            version=self.version, councils=self.councils, reply_by=reply_by, by=self.officer
        )
        return self

    def response(self, index=0):
        return Response.objects.get(version=self.version, party__council=self.councils[index])

    def signed(self, *indexes):
        for index in indexes or range(len(self.councils)):
            sign(self.response(index), by=self.clerks[index])
        return self

    def closed(self):
        self.version = actions.close_round(version=self.version, by=self.officer)
        return self

    def in_force(self):
        """Everybody has signed, the officer has countersigned."""
        self.sent().signed().closed()
        countersign(self.version, by=self.officer)
        self.version.refresh_from_db()
        return self


class Year(Round):
    """A charter in force whose two sides have promised something; `is_out`: still out for answers and signatures."""

    def __init__(self, locals_=2, *, is_out=False, **details):
        super().__init__(locals_)
        self.written()
        if details:
            words = {"title": "Working together", "summary": SUMMARY, "review_on": None, **details}
            actions.edit_details(version=self.version, by=self.officer, **words)
        for side, text in (("local", "Keep the profile up to date"), ("both", "Meet twice a year")):
            actions.add_commitment(version=self.version, kind="commitment", owner_side=side, text=text, by=self.officer)
        actions.add_commitment(
            version=self.version, kind="ask", owner_side="local", text="One address for highways", by=self.officer
        )
        self.version = actions.send_version(
            version=self.version, councils=self.councils, reply_by=timezone.localdate() + timedelta(90), by=self.officer
        )
        if not is_out:
            self.signed().bound()

    def bound(self):
        """Closed and countersigned by the officer."""
        self.closed()
        self.officer.memberships.update(may_sign=True)
        countersign(self.version, by=fresh(self.officer))
        self.version.refresh_from_db()

    def commitment(self, side="principal", kind="commitment"):
        return self.version.commitments.get(owner_side=side, kind=kind)

    def party(self, council=None):
        return Party.objects.get(agreement=self.agreement, council=council or self.principal)

    def report(self, standing="green", *, side="principal", by=None, council=None, **words):
        """The principal's officer, or whoever `by` is for `council`, says how a commitment stands."""
        facts = {"stood_on": timezone.localdate(), "text": "We did it.", **words}
        return actions.report_progress(
            commitment=self.commitment(side),
            party=self.party(council),
            standing=standing,
            by=by or self.officer,
            **facts,
        )


DECISION = {
    "typed_name": "A. Signatory",
    "role_title": "Clerk",
    "decision_taker": "full_council",
    "minute_reference": "26/118",
}


def prove(someone, key):
    """Prove the person's identity as they would: by the code in their mail, or by their app."""
    if someone.needs_second_factor:
        return proved(someone, key)
    start_identity_proof(by=someone, purpose="sign", subject_key=key)
    code = re.search(r"\b\d{6}\b", OutgoingEmail.objects.filter(to=someone.email).latest("pk").text)
    return confirm_identity_proof(by=someone, subject_key=key, code=code.group())


def sign(response, *, by, **changes):
    response = Response.objects.with_version().get(pk=response.pk)
    prove(by, response.proof_key)
    details = {**DECISION, "resolution_on": timezone.localdate(), **changes}
    return actions.sign(response=response, by=by, **details)


def countersign(version, *, by, **changes):
    prove(by, actions.countersign_key(version))
    details = {**DECISION, "resolution_on": timezone.localdate(), **changes}
    return actions.countersign(version=version, by=by, **details)
