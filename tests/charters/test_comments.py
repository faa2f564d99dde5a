"""Comments on sections, decided one by one; what became of them; and the version that takes the place of another."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from charters import actions
from charters.differences import VersionDifference
from charters.models import AgreementVersion, SectionComment
from core.exceptions import Refused
from core.models import AuditEvent, OutgoingEmail
from tests.accounts.factories import sign_in
from tests.charters.factories import Round, countersign, fresh, sign

pytestmark = pytest.mark.django_db

WISH = "Eight weeks for councils that meet every second month"
WHY = "The section now says eight weeks"


@pytest.fixture
def round_():
    return Round().sent()


def comment(round_, index=0, key="consultation", text=WISH):
    return actions.comment_on_section(response=round_.response(index), key=key, text=text, by=round_.clerks[index])


def decide(round_, comment, decision="accepted", reason=WHY):
    return actions.decide_comment(comment=comment, decision=decision, reason=reason, by=round_.officer)


def next_version(round_, *, old="six", new="eight", send=True):
    """The first version is withdrawn; the second says eight weeks and goes out."""
    if round_.version.status == "out":
        actions.withdraw_version(version=round_.version, reason="A better one follows", by=round_.officer)
    version = actions.start_new_version(agreement=round_.agreement, by=round_.officer)
    section = version.sections.get(key="consultation")
    body = section.body.replace(old, new)
    actions.edit_section(section=section, heading=section.heading, body=body, by=round_.officer)
    if send:
        reply_by = timezone.localdate() + timedelta(days=60)
        version = actions.send_version(version=version, councils=round_.councils, reply_by=reply_by, by=round_.officer)
    round_.version = version
    return version


def page(client, someone, name, *more):
    return sign_in(client, someone).get(reverse(f"charters:{name}", args=more))


def test_a_comment_is_for_the_convener_until_it_is_decided_then_for_every_party(round_, client):
    said = comment(round_)
    reference = round_.agreement.reference
    assert said.heading == "4. Consultation"
    assert WISH in page(client, round_.officer, "comments", reference).content.decode()
    assert WISH not in page(client, round_.clerks[1], "comments", reference).content.decode()
    decide(round_, said)
    shown = page(client, round_.clerks[1], "comments", reference).content.decode()
    assert [words in shown for words in (WISH, WHY, round_.councils[0].full_name)] == [True] * 3
    last = AuditEvent.objects.about(round_.agreement).first()
    assert "on “4. Consultation”: Accepted. " + WHY in last.sentence
    assert set(last.council_ids) == {round_.principal.pk, round_.councils[0].pk}


def test_the_officer_finds_on_the_home_page_what_waits_for_a_decision(round_, client):
    comment(round_)
    comment(round_, 1, "whole", "Shorter, please")
    assert "Decide about 2 comments: Working together" in sign_in(client, round_.officer).get("/").content.decode()


def test_a_council_changes_its_comment_and_takes_it_back(round_):
    comment(round_)
    assert comment(round_, text="Ten weeks").text == "Ten weeks"
    assert SectionComment.objects.count() == 1
    events = AuditEvent.objects.about(round_.agreement).count()
    comment(round_, text="Ten weeks")  # pressed twice
    assert AuditEvent.objects.about(round_.agreement).count() == events
    assert comment(round_, text="") is None
    assert not SectionComment.objects.exists()


def test_what_cannot_be_said(round_):
    with pytest.raises(Refused, match="no such section"):
        comment(round_, key="nothing")
    with pytest.raises(PermissionDenied):
        actions.comment_on_section(response=round_.response(1), key="vision", text=WISH, by=round_.clerks[0])
    said = comment(round_)
    with pytest.raises(PermissionDenied):
        actions.decide_comment(comment=said, decision="accepted", reason=WHY, by=round_.clerks[0])
    round_.signed().closed()
    with pytest.raises(Refused, match="closed"):
        comment(round_, key="money")


@pytest.mark.parametrize("changes", [{"decision": "accepted"}, {"reason": WHY}, {"text": ""}])
def test_the_database_refuses_half_a_decision(round_, changes):
    said = comment(round_)
    with pytest.raises(DatabaseError), transaction.atomic():
        SectionComment.objects.filter(pk=said.pk).update(**changes)


def test_one_open_comment_for_each_council_and_section(round_):
    said = comment(round_)
    with pytest.raises(DatabaseError), transaction.atomic():
        SectionComment.objects.create(
            response=said.response, section_key=said.section_key, heading="x", text="x", written_by=round_.clerks[0]
        )
    decide(round_, said)
    assert comment(round_, text="And one more thing").pk != said.pk


def test_the_next_version_tells_everybody_what_was_said_and_what_changed(round_, client):
    said = comment(round_)
    other = comment(round_, 1, "money", "Who pays?")
    with pytest.raises(Refused, match="Decide about 2 comments first"):
        next_version(round_)
    decide(round_, said)
    decide(round_, other, "not_accepted", "No money moves")
    OutgoingEmail.objects.all().delete()
    version = round_.agreement.versions.get(status="draft")
    reply_by = timezone.localdate() + timedelta(days=60)
    actions.send_version(version=version, councils=round_.councils, reply_by=reply_by, by=round_.officer)
    mail = OutgoingEmail.objects.get(kind="charters.invitation", to=round_.clerks[0].email)
    assert "- Accepted: 1\n- Not accepted: 1" in mail.text
    assert f"Your comment on “4. Consultation”: Accepted. {WHY}" in mail.text
    assert "No money moves" not in mail.text  # of another council; the page tells it
    assert f"/charters/{version.agreement.reference}/versions/2/changes/" in mail.text
    shown = page(client, round_.clerks[1], "comments", round_.agreement.reference).content.decode()
    assert "In version 2: see what changed" in shown
    assert "No money moves" in shown
    record = json.loads(page(client, round_.clerks[1], "record-json", round_.agreement.reference).content)
    first = next(v for v in record["versions"] if v["number"] == 1)["comments"]
    assert [(c["decision"], c["in_version"]) for c in first] == [("accepted", 2), ("not_accepted", None)]
    with pytest.raises(Refused, match="have been told"):
        decide(round_, said, "in_part", "Only in August")


def test_a_section_that_was_accepted_and_not_touched_is_told_as_it_is(round_, client):
    decide(round_, comment(round_, key="money", text="Who pays?"))
    next_version(round_)
    shown = page(client, round_.clerks[0], "comments", round_.agreement.reference).content.decode()
    assert "This section reads the same in version 2." in shown


def test_the_difference_names_every_part_and_its_number(round_, client):
    actions.withdraw_version(version=round_.version, reason="Better", by=round_.officer)
    version = actions.start_new_version(agreement=round_.agreement, by=round_.officer)
    vision = version.sections.get(key="vision")
    actions.edit_section(section=vision, heading="What we see", body=vision.body, by=round_.officer)
    money = version.sections.get(key="money")
    actions.edit_section(section=money, heading=money.heading, body=money.body + "\n\nHalf each.", by=round_.officer)
    actions.add_section(version=version, heading="Snow", body="We clear it.", by=round_.officer)
    actions.remove_commitment(commitment=version.commitments.get(), by=round_.officer)
    difference = VersionDifference(AgreementVersion.objects.get(number=1), version)
    assert [(part.name, part.state) for part in difference.changed] == [
        ("1. What we see", "changed"), ("8. Money", "changed"), ("11. Snow", "new"), ("Commitment", "gone"),
    ]  # fmt: skip
    assert "9. Review" in [part.name for part in difference.kept]
    shown = page(client, round_.officer, "changes", round_.agreement.reference, 2).content.decode()
    assert "The heading was “Our vision”." in shown
    assert "[put in:]" in shown
    assert "[taken out:]" in shown
    assert page(client, round_.clerks[0], "changes", round_.agreement.reference, 2).status_code == 404  # a draft


def test_the_days_of_both_versions_are_compared(client):
    """The fixed text of an older version holds its days as text."""
    round_ = Round().written()
    words = {"title": "Working together", "summary": "S"}
    actions.edit_details(version=round_.version, **words, review_on=date(2028, 3, 1), by=round_.officer)
    promise = {"kind": "commitment", "owner_side": "principal", "text": "Mend the path"}
    actions.add_commitment(version=round_.version, **promise, due_on=date(2027, 6, 1), by=round_.officer)
    reply_by = timezone.localdate() + timedelta(90)
    actions.send_version(version=round_.version, councils=round_.councils, reply_by=reply_by, by=round_.officer)
    actions.withdraw_version(version=AgreementVersion.objects.get(), reason="Better", by=round_.officer)
    version = actions.start_new_version(agreement=round_.agreement, by=round_.officer)
    actions.edit_details(version=version, **words, review_on=date(2028, 9, 1), by=round_.officer)
    mended = version.commitments.get(text="Mend the path")
    actions.edit_commitment(commitment=mended, **promise, due_on=date(2027, 9, 1), by=round_.officer)
    shown = page(client, round_.officer, "changes", round_.agreement.reference, 2).content.decode()
    for month in ("March 2028", "September 2028", "June 2027", "September 2027"):
        assert month.split()[0] in shown, month
    assert "Mend the path" in shown


def test_a_version_that_was_signed_takes_the_place_of_the_one_before(client):
    round_ = Round()
    round_.officer.memberships.update(may_sign=True)
    round_.officer = fresh(round_.officer)
    round_.in_force()
    version = next_version(round_)
    sign(round_.response(0), by=round_.clerks[0])
    actions.answer(response=round_.response(1), answer="declined", reason="Not now", by=round_.clerks[1])
    actions.close_round(version=version, by=round_.officer)
    OutgoingEmail.objects.all().delete()
    countersign(AgreementVersion.objects.get(pk=version.pk), by=round_.officer)
    mail = OutgoingEmail.objects.get(kind="charters.superseded")
    assert mail.to == round_.clerks[1].email
    assert "Your council has not signed the new version" in mail.text
    sentences = AuditEvent.objects.about(round_.agreement).values_list("sentence", flat=True)
    assert "“Working together”, version 1, superseded by version 2" in sentences
    shown = page(client, round_.clerks[1], "text", round_.agreement.reference, 1).content.decode()
    assert "Version 2 has taken the place of this one." in shown
    assert reverse("charters:changes", args=[round_.agreement.reference, 2]) in shown
    hub = page(client, round_.clerks[1], "detail", round_.agreement.reference).content.decode()
    assert "What changed since version 1" in hub
