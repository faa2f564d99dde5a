"""A one-way commitment: the principal promises and signs alone; local councils are told, acknowledge it and comment."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from charters import actions
from charters.documents import CharterDocument
from charters.models import Agreement, Kind, Party, Response
from charters.printing import charter_document
from core.documents import render_html
from core.exceptions import Refused
from core.models import OutgoingEmail
from core.roles import Role
from tests.accounts.factories import sign_in
from tests.charters.factories import Round, countersign, make_council, make_person
from tests.saving import opened

pytestmark = pytest.mark.django_db


class OneWay(Round):
    """A principal that tells its two local councils what it will do."""

    def __init__(self):
        self.principal = make_council()
        self.officer = make_person(self.principal, Role.LIAISON_OFFICER)
        self.councils = [make_council(principal=self.principal) for _ in range(2)]
        self.clerks = [make_person(council) for council in self.councils]
        self.agreement = actions.start_agreement(
            kind=Kind.CHARTER, title="What we do", convener=self.principal, one_way=True, by=self.officer
        )
        self.version = self.agreement.versions.get()

    def acknowledged(self, index, comments=""):
        words = {"answer": "acknowledged", "comments": comments}
        return actions.answer(response=self.response(index), by=self.clerks[index], **words)

    def kept(self):
        """Acknowledged by both, closed and signed by the principal."""
        self.sent().acknowledged(0)
        self.acknowledged(1)
        self.closed()
        countersign(self.version, by=self.officer)
        self.version.refresh_from_db()
        return self


@pytest.fixture
def one_way():
    return OneWay()


def page(client, someone, name, *more):
    return sign_in(client, someone).get(reverse(f"charters:{name}", args=more)).content.decode()


def test_it_is_kept_by_the_principal_alone(one_way, client):
    one_way.kept()
    assert [s.party.council for s in one_way.version.signatures.with_council()] == [one_way.principal]
    told = OutgoingEmail.objects.filter(kind="charters.in-force")
    assert {mail.to for mail in told} == {clerk.email for clerk in one_way.clerks}
    assert "your council promises nothing in return" in told[0].text
    invited = OutgoingEmail.objects.filter(kind="charters.invitation")[0]
    assert "tells" in invited.subject
    assert "Your council signs nothing." in invited.text
    hub = page(client, one_way.clerks[0], "detail", one_way.agreement.reference)
    assert "One-way commitment" in hub
    assert "made this commitment and signed it alone" in hub
    document = charter_document(one_way.version)
    assert isinstance(document, CharterDocument)
    printed = render_html("documents/_charter_body.html", document)
    assert "they sign nothing and promise nothing" in printed
    assert "alone, to 2 councils that sign nothing" in printed
    assert "Invited, not signed" not in printed


def test_a_council_acknowledges_and_comments_and_cannot_sign(one_way, client):
    one_way.sent()
    clerk, council, reference = one_way.clerks[0], one_way.councils[0], one_way.agreement.reference
    shown = page(client, clerk, "response", reference, council.slug)
    assert "It signs alone" in shown
    assert ">\n  Sign" not in shown
    url = reverse("charters:answer", args=[reference, council.slug])
    answer = client.post(url, {**opened(client, url), "answer": "acknowledged", "comments": "Thank you"})
    assert answer.status_code == 302
    response = one_way.response()
    assert (response.answer, response.comments) == ("acknowledged", "Thank you")
    assert client.get(reverse("charters:sign", args=[reference, council.slug])).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.sign(response=response, typed_name="A", role_title="Clerk", decision_taker="full_council",
                     resolution_on=timezone.localdate(), minute_reference="1", by=clerk)  # fmt: skip
    board = page(client, one_way.officer, "board", reference)
    assert "1 of 2 acknowledged" in board
    assert "Declined" not in board


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_nobody_accepts_or_declines_it(one_way, answer):
    one_way.sent()
    with pytest.raises(Refused, match="acknowledge it"):
        actions.answer(response=one_way.response(), answer=answer, reason="No", by=one_way.clerks[0])
    with pytest.raises(DatabaseError, match="only a one-way commitment"), transaction.atomic():
        Response.objects.update(answer=answer, reason="No", answered_at=timezone.now(), answered_by=one_way.officer)


def test_anything_else_is_not_acknowledged():
    round_ = Round(locals_=1).sent()
    with pytest.raises(Refused, match="accepts it or declines"):
        actions.answer(response=round_.response(), answer="acknowledged", by=round_.clerks[0])


def test_only_the_principal_promises(one_way):
    words = {"version": one_way.version, "kind": "commitment", "text": "Cut the grass", "by": one_way.officer}
    with pytest.raises(Refused, match="only the principal council promises"):
        actions.add_commitment(owner_side="local", **words)
    with pytest.raises(DatabaseError, match="only the principal council promises"), transaction.atomic():
        one_way.version.commitments.create(kind="commitment", owner_side="local", text="Cut the grass")


def test_what_it_is_stays_and_only_a_charter_goes_one_way(one_way):
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Agreement.objects.update(one_way=False)
    with pytest.raises(Refused, match="Only a charter"):
        actions.start_agreement(kind=Kind.DEAL, title="x", convener=one_way.principal, one_way=True, by=one_way.officer)


def test_local_councils_comment_on_how_it_is_kept(one_way):
    one_way.kept()
    party = Party.objects.get(agreement=one_way.agreement, is_convener=True)
    entry = actions.report_progress(
        commitment=one_way.version.commitments.get(), party=party, standing="green", text="Done",
        stood_on=timezone.localdate(), by=one_way.officer,
    )  # fmt: skip
    local = Party.objects.get(agreement=one_way.agreement, council=one_way.councils[0])
    comment = actions.comment_on_progress(entry=entry, party=local, text="We saw it", by=one_way.clerks[0])
    assert comment.pk


def test_councils_are_not_reminded_of_what_they_need_not_answer(one_way):
    one_way.sent(days=30)
    assert not Response.objects.to_remind().exists()
    assert Response.objects.unanswered().count() == 2
    assert one_way.version.reply_by == timezone.localdate() + timedelta(days=30)
