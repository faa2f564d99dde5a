"""An agreement at any point of its life, reached through the real actions."""

import re
from datetime import timedelta

from django.utils import timezone

from accounts.actions import confirm_identity_proof, start_identity_proof
from accounts.models import Membership, User
from charters import actions
from charters.models import Kind, Response
from core.models import OutgoingEmail
from core.roles import Role
from councils.models import Council

SUMMARY = "The councils agree how they work together."
_count = iter(range(1, 10**9))


def make_council(name=None, *, principal=None, **fields):
    """A local council of a principal, or a principal when none is given."""
    number = next(_count)
    name = name or (f"Place {number}" if principal else f"Principal {number}")
    fields.setdefault("slug", f"{name.lower().replace(' ', '-')}-{number}")
    fields.setdefault("nation", "England")
    fields.setdefault("tier", "local" if principal else "principal")
    fields.setdefault("type", "parish" if principal else "unitary")
    fields.setdefault("context", principal.short_name if principal else "")
    council = Council.objects.create(name=name, short_name="" if principal else name, **fields)
    if principal:
        council.parents.add(principal)
    return council


def make_person(council=None, role=Role.CLERK, *, may_sign=True, **fields):
    """A person who acts for a council since last month."""
    number = next(_count)
    person = User.objects.create_user(f"person{number}@example.org", f"Person {number}", **fields)
    if council:
        start = timezone.localdate() - timedelta(days=30)
        Membership.objects.create(user=person, council=council, role=role, may_sign=may_sign, starts_on=start)
    return person


def fresh(person):
    """The person as read anew, with no membership remembered."""
    return User.objects.get(pk=person.pk)


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
            version=self.version, kind="commitment", owner_side="principal", text="Name an officer", by=self.officer
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


DECISION = {
    "typed_name": "A. Signatory",
    "role_title": "Clerk",
    "decision_taker": "full_council",
    "minute_reference": "26/118",
}


def prove(person, key):
    """Prove the person's identity as they would: by the code in their mail."""
    start_identity_proof(by=person, purpose="sign", subject_key=key)
    code = re.search(r"\b\d{6}\b", OutgoingEmail.objects.filter(to=person.email).latest("pk").text)
    confirm_identity_proof(by=person, subject_key=key, code=code.group())


def sign(response, *, by, **changes):
    response = Response.objects.with_version().get(pk=response.pk)
    prove(by, response.proof_key)
    details = {**DECISION, "resolution_on": timezone.localdate(), **changes}
    return actions.sign(response=response, by=by, **details)


def countersign(version, *, by, **changes):
    prove(by, actions.countersign_key(version))
    details = {**DECISION, "resolution_on": timezone.localdate(), **changes}
    return actions.countersign(version=version, by=by, **details)
