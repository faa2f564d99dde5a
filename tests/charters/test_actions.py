"""The straight way of a charter, and everything that must not happen on it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from charters import actions
from charters.models import Answer, IssuedCopy, Response, Signature, VersionStatus
from charters.printing import make_issued_copy, make_meeting_papers
from charters.wording import canonical, text_hash
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail, StoredDocument
from core.roles import Role
from tests.charters.factories import (
    DECISION,
    Round,
    countersign,
    fresh,
    make_council,
    make_person,
    prove,
    sign,
)

pytestmark = pytest.mark.django_db


def test_start_agreement_by_an_officer_fills_the_outline():
    charter = Round()
    keys = list(charter.version.sections.values_list("key", flat=True))
    assert keys[:2] == ["vision", "goals"]
    assert {"communication", "consultation", "support", "measurement"} <= set(keys)
    assert charter.agreement.parties.get().is_convener


def test_start_agreement_by_a_clerk_is_refused():
    charter = Round()
    with pytest.raises(PermissionDenied):
        actions.start_agreement(kind="charter", title="X", convener=charter.principal, by=charter.clerks[0])


def test_send_version_without_summary_names_what_is_missing():
    charter = Round()
    with pytest.raises(Refused, match="Summary"):
        actions.send_version(
            version=charter.version,
            councils=charter.councils,
            reply_by=timezone.localdate() + timedelta(days=9),
            by=charter.officer,
        )
    assert not OutgoingEmail.objects.exists()


def test_send_version_freezes_the_text_and_writes_to_every_council():
    charter = Round(locals_=3).sent()
    version = charter.version
    version.refresh_from_db()
    assert version.status == VersionStatus.OUT
    assert version.text_hash == text_hash(canonical(version.content))
    assert "Name an officer" in version.canonical_text
    assert set(OutgoingEmail.objects.values_list("to", flat=True)) == {c.email for c in charter.clerks}
    assert version.responses.filter(answer=Answer.SENT).count() == 3


@pytest.mark.parametrize(
    "change",
    [
        {"canonical_text": "other"},
        {"content": {}},
        {"summary": "other"},
        {"title": "other"},
        {"text_hash": "0" * 64},
        {"number": 7},
    ],
)
def test_a_sent_version_cannot_be_changed_even_by_the_database_user(change):
    version = Round().sent().version
    with pytest.raises(DatabaseError), transaction.atomic():
        type(version).objects.filter(pk=version.pk).update(**change)


def test_sections_and_commitments_of_a_sent_version_cannot_be_changed():
    version = Round().sent().version
    for rows in (version.sections.all(), version.commitments.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        version.sections.create(key="late", heading="Late", position=99)


def test_edit_section_after_sending_is_refused():
    charter = Round().sent()
    with pytest.raises(Refused, match="has been sent"):
        actions.edit_section(section=charter.version.sections.first(), heading="H", body="B", by=charter.officer)


def test_answer_is_recorded_and_told_to_the_officer():
    charter = Round().sent()
    OutgoingEmail.objects.all().delete()
    actions.answer(
        response=charter.response(),
        answer=Answer.WITH_COMMENTS,
        comments="Six weeks is short",
        by=charter.clerks[0],
    )
    response = charter.response()
    assert (response.answer, response.comments) == (Answer.WITH_COMMENTS, "Six weeks is short")
    mail = OutgoingEmail.objects.get()
    assert mail.to == charter.officer.email
    assert "Six weeks is short" in mail.text


def test_decline_reaches_everyone_who_has_signed_but_not_its_reason():
    charter = Round(locals_=3).sent().signed(0)
    OutgoingEmail.objects.all().delete()
    actions.answer(response=charter.response(1), answer=Answer.DECLINED, reason="Too costly", by=charter.clerks[1])
    texts = dict(OutgoingEmail.objects.values_list("to", "text"))
    assert set(texts) == {charter.officer.email, charter.clerks[0].email}
    assert "Too costly" in texts[charter.officer.email]
    assert "Too costly" not in texts[charter.clerks[0].email]


def test_answer_for_another_council_is_refused():
    charter = Round().sent()
    with pytest.raises(PermissionDenied):
        actions.answer(response=charter.response(0), answer=Answer.ACCEPTED, by=charter.clerks[1])


def test_sign_binds_to_the_text_and_counts_as_acceptance():
    charter = Round().sent()
    signature = sign(charter.response(), by=charter.clerks[0])
    assert signature.text_hash == charter.version.text_hash
    assert "example.org" in signature.identity_label
    assert charter.clerks[0].email not in signature.identity_label
    assert charter.response().answer == Answer.ACCEPTED


def test_sign_without_a_proof_of_identity_is_refused():
    charter = Round().sent()
    with pytest.raises(Refused, match="Confirm who you are"):
        actions.sign(response=charter.response(), by=charter.clerks[0], resolution_on=timezone.localdate(), **DECISION)
    assert not Signature.objects.exists()


def test_a_proof_for_one_council_does_not_sign_for_another():
    charter = Round()
    clerk = charter.clerks[0]
    clerk.memberships.create(council=charter.councils[1], role=Role.CLERK, may_sign=True)
    clerk = fresh(clerk)
    charter.sent()
    prove(clerk, Response.objects.with_version().get(pk=charter.response(0).pk).proof_key)
    with pytest.raises(Refused, match="Confirm who you are"):
        actions.sign(response=charter.response(1), by=clerk, resolution_on=timezone.localdate(), **DECISION)


def test_sign_by_someone_without_the_right_to_sign_is_refused():
    charter = Round().sent()
    clerk = make_person(charter.councils[0], may_sign=False)
    with pytest.raises(PermissionDenied):
        sign(charter.response(), by=clerk)


def test_sign_twice_is_refused_with_words():
    charter = Round().sent().signed(0)
    with pytest.raises(Refused, match="already signed"):
        sign(charter.response(), by=charter.clerks[0])


def test_sign_for_both_tiers_by_one_person_is_refused():
    charter = Round()
    charter.officer.memberships.create(council=charter.councils[0], role=Role.COUNCILLOR, may_sign=True)
    charter.officer = fresh(charter.officer)
    charter.sent().signed(1)
    sign(charter.response(0), by=charter.officer)
    charter.closed()
    with pytest.raises(Refused, match="other tier"):
        countersign(charter.version, by=charter.officer)


def test_sign_with_a_resolution_in_the_future_is_refused_at_its_field():
    charter = Round().sent()
    with pytest.raises(Refused) as refusal:
        sign(charter.response(), by=charter.clerks[0], resolution_on=timezone.localdate() + timedelta(days=1))
    assert refusal.value.field == "resolution_on"


def test_a_signature_can_never_be_changed_or_deleted():
    signature = Round().sent().signed().version.signatures.first()
    for attempt in (lambda rows: rows.update(typed_name="Other"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt(Signature.objects.filter(pk=signature.pk))


def test_close_round_before_the_date_while_councils_still_think_is_refused():
    charter = Round(locals_=2).sent().signed(0)
    with pytest.raises(Refused, match="reply-by date"):
        charter.closed()


def test_close_round_on_the_reply_by_date_with_one_signature(time_machine):
    charter = Round(locals_=2).sent(days=30).signed(0)
    time_machine.move_to(timezone.now() + timedelta(days=30), tick=False)
    assert charter.closed().version.status == VersionStatus.CLOSED


def test_close_round_without_any_signature_is_refused(time_machine):
    charter = Round().sent(days=30)
    time_machine.move_to(timezone.now() + timedelta(days=31), tick=False)
    with pytest.raises(Refused, match="No council has signed"):
        charter.closed()


def test_extend_round_tells_only_those_still_to_answer_and_reopens():
    charter = Round(locals_=2).sent().signed(0)
    OutgoingEmail.objects.all().delete()
    new = charter.version.reply_by + timedelta(days=30)
    actions.extend_round(version=charter.version, reply_by=new, by=charter.officer)
    assert [m.to for m in OutgoingEmail.objects.all()] == [charter.clerks[1].email]


def test_countersign_puts_the_charter_in_force_and_issues_one_copy():
    charter = Round().in_force()
    assert charter.version.status == VersionStatus.IN_FORCE
    assert charter.version.in_force_on == timezone.localdate()
    first = make_issued_copy(charter.version.pk)
    assert make_issued_copy(charter.version.pk) == first
    assert IssuedCopy.objects.count() == StoredDocument.objects.count() == 1
    assert bytes(first.document.content).startswith(b"%PDF")


def test_a_council_that_joins_later_gets_a_new_issue_of_the_same_version():
    charter = Round().in_force()
    make_issued_copy(charter.version.pk)
    late = make_council(principal=charter.principal)
    clerk = make_person(late)
    actions.invite_later(version=charter.version, councils=[late], by=charter.officer)
    sign(Response.objects.get(party__council=late), by=clerk)
    second = make_issued_copy(charter.version.pk)
    assert (second.number, second.signatures) == (2, 4)
    assert second.document.sha256 != IssuedCopy.objects.get(number=1).document.sha256


def test_while_a_new_version_goes_round_the_signed_one_stays_in_force():
    charter = Round().in_force()
    old = charter.version
    charter.version = actions.start_new_version(agreement=charter.agreement, by=charter.officer)
    charter.sent().signed(0)
    old.refresh_from_db()
    assert old.status == VersionStatus.IN_FORCE
    sign(charter.response(1), by=charter.clerks[1])
    charter.closed()
    countersign(charter.version, by=charter.officer)
    old.refresh_from_db()
    assert old.status == VersionStatus.SUPERSEDED
    assert old.signatures.count() == 3


def test_a_new_title_is_shown_to_nobody_until_it_is_sent():
    charter = Round().in_force()
    draft = actions.start_new_version(agreement=charter.agreement, by=charter.officer)
    actions.edit_details(version=draft, title="Closer together", summary="S", review_on=None, by=charter.officer)
    charter.agreement.refresh_from_db()
    assert charter.agreement.title == "Working together"
    reply_by = timezone.localdate() + timedelta(days=30)
    actions.send_version(version=draft, councils=charter.councils, reply_by=reply_by, by=charter.officer)
    charter.agreement.refresh_from_db()
    assert charter.agreement.title == "Closer together"


def test_an_answer_given_twice_is_told_once():
    charter = Round().sent()
    for _ in range(2):
        actions.answer(response=charter.response(), answer=Answer.DECLINED, reason="No", by=charter.clerks[0])
    assert OutgoingEmail.objects.filter(kind="charters.answered").count() == 1


def test_a_signature_keeps_the_name_the_council_bore():
    charter = Round().sent().signed()
    council = charter.councils[0]
    before, council.name = council.full_name, "Elsewhere"
    council.save()
    signature = charter.version.signatures.get(party__council=council)
    assert signature.council_name == before


def test_a_withdrawn_version_leaves_the_one_in_force_open_to_join():
    charter = Round().in_force()
    late = make_council(principal=charter.principal)
    clerk = make_person(late)
    binding = charter.version
    actions.invite_later(version=binding, councils=[late], by=charter.officer)
    charter.version = actions.start_new_version(agreement=charter.agreement, by=charter.officer)
    charter.councils.append(late)
    charter.sent()
    actions.withdraw_version(version=charter.version, reason="Not yet", by=charter.officer)
    response = Response.objects.visible_to(clerk).filter(party__council=late).live_first().first()
    assert response.version == binding
    assert sign(response, by=clerk).version == binding


def test_a_later_date_makes_new_papers_for_those_still_to_answer():
    charter = Round(locals_=2).sent()
    make_meeting_papers(charter.version.pk)
    actions.answer(response=charter.response(0), answer=Answer.ACCEPTED, by=charter.clerks[0])
    kept = charter.response(0).paper_id
    new = charter.version.reply_by + timedelta(days=30)
    actions.extend_round(version=charter.version, reply_by=new, by=charter.officer)
    assert charter.response(1).paper is None
    make_meeting_papers(charter.version.pk)
    assert charter.response(0).paper_id == kept
    assert charter.response(1).paper is not None


def test_withdrawn_version_can_no_longer_be_signed():
    charter = Round().sent()
    actions.withdraw_version(version=charter.version, reason="A mistake in the text", by=charter.officer)
    with pytest.raises(Refused, match="not open"):
        sign(charter.response(), by=charter.clerks[0])


def test_remind_is_capped_and_spaced(time_machine):
    charter = Round().sent(days=200)
    for week in range(3):
        time_machine.move_to(timezone.now() + timedelta(days=8 * (week + 1)), tick=False)
        actions.remind(response=charter.response(), by=charter.officer)
        with pytest.raises(Refused):
            actions.remind(response=charter.response(), by=charter.officer)
    assert charter.response().reminders == 3


def test_all_that_have_not_answered_are_reminded_together_and_once(time_machine):
    charter = Round(locals_=3).sent(days=200)
    actions.answer(response=charter.response(2), answer=Answer.ACCEPTED, by=charter.clerks[2])
    actions.remind(response=charter.response(1), by=charter.officer)
    reminded = actions.remind_all(version=charter.version, by=charter.officer)
    assert [response.party.council for response in reminded] == [charter.response(0).party.council]
    with pytest.raises(Refused, match="in the last week"):
        actions.remind_all(version=charter.version, by=charter.officer)
    time_machine.move_to(timezone.now() + timedelta(days=8), tick=False)
    assert len(actions.remind_all(version=charter.version, by=charter.officer)) == 2
    assert [charter.response(number).reminders for number in range(3)] == [2, 2, 0]


def test_a_council_does_not_learn_which_others_have_not_answered():
    charter = Round(locals_=2).sent()
    actions.remind_all(version=charter.version, by=charter.officer)
    seen = AuditEvent.objects.about(charter.agreement).readable_by(charter.clerks[0]).filter(verb="charters.reminded")
    assert [event.council_ids for event in seen] == [
        sorted([charter.response(0).party.council_id, charter.agreement.convener_id])
    ]


def test_papers_are_made_once_for_each_council():
    charter = Round(locals_=2).sent()
    make_meeting_papers(charter.version.pk)
    made = StoredDocument.objects.count()
    make_meeting_papers(charter.version.pk)
    assert made == StoredDocument.objects.count() == 2


def test_every_step_leaves_a_sentence_and_restricted_ones_stay_with_the_two_sides():
    charter = Round(locals_=2).sent()
    actions.answer(response=charter.response(0), answer=Answer.DECLINED, reason="No", by=charter.clerks[0])
    events = AuditEvent.objects.about(charter.agreement)
    own, rival = (set(events.readable_by(c).values_list("verb", flat=True)) for c in charter.clerks)
    assert "charters.answered" in own
    assert "charters.answered" not in rival
    assert "charters.sent" in rival
