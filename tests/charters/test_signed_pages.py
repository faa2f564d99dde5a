"""Signatures on paper: recorded by the officer, told to the council, open to objection, counted like any other."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from charters import actions
from charters.models import Response, Signature, SignedFor, SignedPage, VersionStatus
from charters.printing import charter_document
from charters.records import AgreementRecord
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from core.registry import OPEN_WORK, each
from core.roles import Role
from core.working_days import add_working_days
from tests.accounts.factories import proved, sign_in
from tests.architecture.year_world import page, page_facts, sign_by_association, sign_on_paper
from tests.charters.factories import Round, fresh, make_person, sign

pytestmark = pytest.mark.django_db
WRONG = "Our council has not decided yet"


@pytest.fixture
def round_():
    found = Round(locals_=3).sent(days=5)
    OutgoingEmail.objects.all().delete()
    return found


def on_paper(round_, index=0, **facts):
    return sign_on_paper(round_.response(index), by=round_.officer, **facts)


def objected(round_, index=0):
    row = SignedFor.objects.get(party__council=round_.councils[index], version=round_.version)
    return actions.object_to_page(signed_for=row, words=WRONG, by=round_.clerks[index])


def address(name, round_, *more):
    return reverse(f"charters:{name}", args=[round_.agreement.reference, *more])


def later(days):
    return time_machine.travel(timezone.localtime() + timedelta(days=days))


def count(round_):
    return [actions.count_unopposed(page=each) for each in SignedPage.objects.filter(version=round_.version).to_count()]


def form(**words):
    today = timezone.localdate()
    days = {
        f"{name}-{part}": getattr(today, part)
        for name in ("signed_on", "received_on")
        for part in ("day", "month", "year")
    }
    return page_facts(**days, file=page(), **words)


def test_the_officer_records_a_page_and_it_counts(round_, client):
    sign_in(client, round_.officer)
    answer = client.post(address("record-signature", round_, round_.councils[0].slug), form())
    assert answer.status_code == 302
    signature = Signature.objects.get()
    assert (signature.typed_name, signature.proof, signature.signed_by) == ("C. Chair", None, None)
    assert "received by post" in signature.identity_label
    assert round_.response().answer == "accepted"
    [mail] = OutgoingEmail.objects.filter(kind="charters.paper-signature")
    assert mail.to == round_.clerks[0].email
    assert "Object on your council’s page" in mail.text
    board = client.get(address("board", round_)).content.decode()
    assert "By post" in board
    table = client.get(address("board-csv", round_)).getvalue().decode()
    assert ",yes,paper," in table
    sign_in(client, round_.clerks[0])
    own = client.get(address("response", round_, round_.councils[0].slug)).content.decode()
    assert "This is wrong: object" in own
    assert client.get(address("signed-page", round_, signature.received.page_id)).content.startswith(b"%PDF")


def test_a_council_objects_and_is_asked_itself(round_, client):
    on_paper(round_)
    OutgoingEmail.objects.all().delete()
    sign_in(client, round_.clerks[0])
    url = address("object", round_, round_.councils[0].slug, SignedFor.objects.get().pk)
    assert "Enter what is wrong" in client.post(url, {"words": " "}).content.decode()
    own = client.post(url, {"words": WRONG}, follow=True).content.decode()
    assert WRONG in own
    assert not Signature.objects.exists()
    assert round_.response().answer == "sent"
    [mail] = OutgoingEmail.objects.all()
    assert (mail.to, mail.kind) == (round_.officer.email, "charters.objection")
    assert WRONG in mail.text
    assert "already objected" in client.get(url).content.decode()
    sign(round_.response(), by=round_.clerks[0])
    assert Signature.objects.get().signed_by == round_.clerks[0]


def test_an_answer_of_the_council_itself_outlives_an_objection(round_):
    actions.answer(response=round_.response(), answer="with_comments", comments="Fine", by=round_.clerks[0])
    on_paper(round_)
    objected(round_)
    assert round_.response().comments == "Fine"


def test_the_countersignature_on_paper_puts_it_in_force(round_, client):
    on_paper(round_)
    round_.signed(1)
    [party] = round_.agreement.parties.filter(is_convener=True)
    url = address("record-signature", round_, round_.principal.slug)
    sign_in(client, round_.officer)
    assert "Close the round first" in client.get(url).content.decode()
    actions.answer(response=round_.response(2), answer="declined", reason="No", by=round_.clerks[2])
    round_.closed()
    client.post(url, form(role_title="Leader"))
    round_.version.refresh_from_db()
    assert round_.version.status == VersionStatus.IN_FORCE
    assert Signature.objects.get(party=party).is_countersignature
    with pytest.raises(Refused, match="The charter is in force"):
        objected(round_)
    signatures = {each.council: each for each in charter_document(round_.version).signings}
    assert signatures[round_.councils[0].full_name].on_paper == timezone.localdate()
    assert signatures[round_.councils[1].full_name].on_paper is None
    hub = client.get(address("detail", round_)).content.decode()
    assert hub.count("(on paper)") == 2
    [version] = AgreementRecord(round_.agreement, fresh(round_.officer)).data()["versions"]
    assert sorted(bool(each["on_paper"]) for each in version["signatures"]) == [False, True, True]


def test_an_objection_of_the_last_one_leaves_nothing_to_countersign(round_):
    on_paper(round_)
    for index in (1, 2):
        actions.answer(response=round_.response(index), answer="declined", reason="No", by=round_.clerks[index])
    round_.closed()
    objected(round_)
    with pytest.raises(Refused, match="nothing to countersign"):
        countersign_on_paper(round_, by=round_.officer)


def countersign_on_paper(round_, *, by):
    days = {"signed_on": timezone.localdate(), "received_on": timezone.localdate()}
    return actions.record_countersignature(version=round_.version, file=page(), by=by, **page_facts(**days))


def test_only_who_could_countersign_records_the_countersignature(round_):
    on_paper(round_)
    manager = make_person(round_.principal, Role.MANAGER, may_sign=False)
    with pytest.raises(PermissionDenied):
        countersign_on_paper(round_, by=manager)
    for someone in (make_person(round_.principal, Role.VIEWER), round_.clerks[1]):
        with pytest.raises(PermissionDenied):
            sign_on_paper(round_.response(1), by=someone)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"signed_on": timezone.localdate() + timedelta(1)}, "signed_on"),
        ({"signed_on": timezone.localdate() - timedelta(400)}, "signed_on"),
        ({"received_on": timezone.localdate() + timedelta(1)}, "received_on"),
        ({"channel": "telephone"}, "channel"),
        ({"description": ""}, "description"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 rubbish")}, "file"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(round_, facts, field):
    days = {"signed_on": timezone.localdate(), "received_on": timezone.localdate(), "file": page()}
    with pytest.raises(Refused) as refusal, transaction.atomic():
        actions.record_signature(response=round_.response(), by=round_.officer, **page_facts(**days | facts))
    assert refusal.value.field == field
    assert not SignedPage.objects.exists()


def test_nobody_records_over_a_signature_or_a_decline_of_the_council_itself(round_):
    sign(round_.response(0), by=round_.clerks[0])
    actions.answer(response=round_.response(1), answer="declined", reason="No", by=round_.clerks[1])
    for index, words in ((0, "already signed"), (1, "has declined here itself")):
        with pytest.raises(Refused, match=words):
            on_paper(round_, index)


def test_the_database_holds_one_ground_for_each_signature(round_):
    signature = on_paper(round_)
    other = sign(round_.response(1), by=round_.clerks[1])
    plain = {
        name: getattr(other, name) for name in ("version", "text_hash", "council_name", "typed_name", "role_title")
    }
    decided = {"decision_taker": "full_council", "resolution_on": timezone.localdate(), "minute_reference": "1"}
    party = round_.response(2).party
    row = SignedFor.objects.create(page=signature.received.page, version=round_.version, party=party)
    key = {"proof": proved(round_.clerks[2], "another"), "signed_by": round_.clerks[2]}
    for ground in ({}, {**key, "received": row}):
        with pytest.raises(DatabaseError, match="signature_proved_or_received"), transaction.atomic():
            Signature.objects.create(party=party, **plain, **decided, **ground)
    for change in (
        signature.delete,
        lambda: SignedPage.objects.update(typed_name="X"),
        lambda: SignedFor.objects.update(party=other.party),
        lambda: Signature.objects.create(party=other.party, received=row, **plain),
        lambda: SignedFor.objects.create(page=signature.received.page, version=round_.version, party=party),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_an_association_signs_and_who_does_not_object_has_signed(round_, client):
    sign_in(client, round_.officer)
    url = address("record-association", round_)
    data = form(association="Midshire ALC", working_days="10", councils=[c.pk for c in round_.councils])
    told = client.post(url, data, follow=True).content.decode()
    assert "3 councils have been told" in told
    page_ = SignedPage.objects.get()
    assert page_.object_until == add_working_days(timezone.localdate(), 10)
    assert {mail.to for mail in OutgoingEmail.objects.filter(kind="charters.listed")} == {
        clerk.email for clerk in round_.clerks
    }
    titles = [work.title for work in each(OPEN_WORK, fresh(round_.clerks[0]))]
    assert "An association signed for your council: Working together" in titles
    assert not Response.objects.filter(version=round_.version).to_remind().exists()
    objected(round_, 0)
    sign(round_.response(1), by=round_.clerks[1])
    with later(6), pytest.raises(Refused, match="may object until"):  # the reply-by date is past
        actions.close_round(version=round_.version, by=round_.officer)
    assert count(round_) == []

    OutgoingEmail.objects.all().delete()
    with later(30):
        [[signature]] = count(round_)
        assert count(round_) == []
        assert signature.party.council == round_.councils[2]
        assert signature.manner == "by Midshire ALC"
        assert {row.council: row.received_id is None for row in _councils(round_)} == {
            round_.councils[1]: True,
            round_.councils[2]: False,
        }
        kinds = sorted(OutgoingEmail.objects.values_list("kind", flat=True))
        assert kinds == ["charters.counted", "charters.period-over"]
        sign_in(client, round_.officer)
        assert "Midshire ALC" in client.get(address("board", round_)).content.decode()
        with pytest.raises(Refused, match="time to object is over"):
            objected(round_, 2)
    assert AuditEvent.objects.filter(verb="charters.objected").count() == 1


def _councils(round_):
    rows = Signature.objects.filter(version=round_.version).with_council()
    for row in rows:
        row.council = row.party.council
    return rows


def test_a_council_that_declines_meanwhile_is_taken_out(round_):
    sign_by_association(round_.version, round_.councils[:2], by=round_.officer)
    actions.answer(response=round_.response(0), answer="declined", reason=WRONG, by=round_.clerks[0])
    assert SignedFor.objects.get(party__council=round_.councils[0]).objection == WRONG
    with later(30):
        [[signature]] = count(round_)
    assert signature.party.council == round_.councils[1]


def test_a_council_is_signed_for_once(round_):
    sign_by_association(round_.version, round_.councils[:1], by=round_.officer)
    for act in (
        lambda: sign_by_association(round_.version, round_.councils, by=round_.officer),
        lambda: on_paper(round_),
    ):
        with pytest.raises(Refused, match="has already signed for"), transaction.atomic():
            act()
    with pytest.raises(Refused) as refusal:
        sign_by_association(round_.version, round_.councils[1:], by=round_.officer, working_days=9)
    assert refusal.value.field == "working_days"
    round_.councils[2].memberships.all().update(ends_on="2020-12-31")
    with pytest.raises(Refused, match="No e-mail reaches"):
        sign_by_association(round_.version, round_.councils[1:], by=round_.officer)
