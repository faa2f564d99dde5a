"""Nobody leaves with anything open, also without a council of their own; a PDF of what went on says so."""

import pytest
from django.urls import reverse

from accounts.actions import revoke_membership
from core.exceptions import Refused
from core.jobs.actions import start_job
from core.models import OutgoingEmail
from core.roles import Role
from core.tasks import run_job
from liaison import actions
from partnerships.models import Partnership
from tests.accounts.factories import person, sign_in
from tests.charters.factories import fresh
from tests.liaison.factories import Office, in_days
from tests.partnerships.factories import Shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Office(locals_=2)


def begun(office):
    return actions.begin_handover(
        principal=office.principal, leaver=office.membership(), successor=office.membership(office.colleague),
        last_day=in_days(0), reason="Leaves", by=fresh(office.colleague),
    )  # fmt: skip


def completed(office, handover, **said):
    return actions.complete_handover(handover=handover, by=fresh(office.colleague), **said)


def test_whoever_answers_for_no_council_still_hands_over_what_is_theirs(office, client):
    entry = Shared(office.principal, office.councils[0], officer=office.officer).live().entry
    manager, leaves = fresh(person(Role.MANAGER, office.principal)), office.membership()
    with pytest.raises(Refused, match="1 open thing is this person’s own"):
        revoke_membership(membership=leaves, by=manager)
    handover = begun(office)
    sign_in(client, office.colleague)
    for url in (handover.get_absolute_url(), reverse("liaison:handover-complete", args=[handover.public_id])):
        page = client.get(url).content.decode()
        assert "What belongs to no council" in page
        assert "All local councils" not in page
    with pytest.raises(Refused, match="Nothing is written"):
        completed(office, handover)
    note, words = handover.notes.get(), {"history": "The van is leased until May", "sensitivities": "", "people": ""}
    actions.write_note(note=note, successor=note.successor, by=fresh(office.officer), **words)
    completed(office, handover)
    assert Partnership.objects.get(pk=entry.pk).lead == office.membership(office.colleague)
    assert [item["title"] for item in handover.notes.get().items] == [entry.title]
    letter = OutgoingEmail.objects.get(kind="liaison.councils_handed_over")
    assert "hands over to you what is open" in letter.subject
    assert "answer for" not in letter.text
    assert revoke_membership(membership=leaves, by=manager).revoked_at


def test_named_for_councils_after_all_these_go_with_it(office):
    Shared(office.principal, office.councils[0], officer=office.officer).live()
    handover = begun(office)
    office.name(councils=None)
    with pytest.raises(Refused, match="named for other councils since"):
        completed(office, handover, no_note="Known")
    handover = actions.add_councils(handover=handover, by=fresh(office.officer))
    assert [note.area_label for note in handover.notes.whole()] == ["All local councils"]
    completed(office, handover, no_note="Known")
    assert not actions.own_items(office.membership())
    assert not actions.answered_for(office.membership()).exists()


def test_a_pdf_of_a_council_that_was_left_out_meanwhile_says_so(office):
    office.name(councils=office.councils)
    handover = begun(office)
    note = handover.notes.first()
    job = start_job(
        kind="liaison.handover", title="Handover", subject=handover, council=office.principal, key="1",
        params={"handover": handover.pk, "note": note.pk}, by=fresh(office.officer),
    )  # fmt: skip
    actions.leave_out(handover=handover, notes=[note], by=fresh(office.officer))
    run_job(job.pk)
    job.refresh_from_db()
    assert job.status == "failed"
    assert not job.files.exists()
