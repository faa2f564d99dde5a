"""Handovers: nobody goes without a word, everything open passes in one step, and nothing is left behind."""

import re

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions import end_membership, revoke_membership
from accounts.actions.handover import hand_over
from accounts.models import Membership
from charters.registry.handover import answers_due, own_rounds
from core.exceptions import Refused
from core.facts import cache as facts
from core.models import AuditEvent, OutgoingEmail
from core.registry import HANDOVER_ITEM, OPEN_WORK, collect
from core.roles import Role
from liaison import actions
from liaison.handing import Handing
from liaison.handover_paper import handover_paper
from liaison.models import Assignment, Contact, CouncilHandover, Promise
from liaison.owed import handovers_of
from partnerships.models import Partnership, Party
from tests.accounts.factories import person, sign_in
from tests.charters.factories import Round, fresh
from tests.liaison.factories import Office, in_days
from tests.partnerships.factories import Shared
from tests.saving import opened
from tests.together import at_once, lost, won

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Office(locals_=2)


def begun(office, last=0, **said):
    said = {"leaver": office.membership(), "successor": office.membership(office.colleague), **said}
    return actions.begin_handover(
        principal=office.principal, last_day=in_days(last), reason="Leaves", by=fresh(office.colleague), **said
    )


def completed(office, handover, **said):
    return actions.complete_handover(handover=handover, by=fresh(office.colleague), **said)


def wrote(office, note, **said):
    said = {"successor": note.successor, "history": "They run the hall", "sensitivities": "", "people": "", **said}
    return actions.write_note(note=note, by=fresh(office.officer), **said)


def waits_for(someone):
    facts.clear()
    return [str(item.title) for item in collect(OPEN_WORK, fresh(someone))]


def test_nobody_ends_without_a_note_or_a_reason(office):
    (row,) = office.name(starts_on=in_days(-9))
    said = {"assignment": row, "ends_on": in_days(0), "reason": "Moves", "by": fresh(office.officer)}
    with pytest.raises(Refused, match="hand over first"):
        actions.end_assignment(no_handover=" ", **said)
    with pytest.raises(Refused, match="hand over first"):
        office.name(office.colleague, no_handover="")
    with pytest.raises(IntegrityError, match="assignment_ended_with_a_note_or_a_reason"), transaction.atomic():
        Assignment.objects.update(
            ended_at=timezone.now(), ended_by=office.officer, end_reason="Gone", ends_on=in_days(0)
        )
    ended = actions.end_assignment(no_handover="The council was dissolved", **said)
    assert ended.no_handover == "The council was dissolved"
    event = AuditEvent.objects.get(verb="liaison.no_handover")
    assert event.restricted
    assert event.council_ids == [office.principal.pk]  # the reason is not for clerks


def test_everything_passes_in_one_step_and_nothing_is_left(office):
    office.name(councils=office.councils, starts_on=in_days(-30), remit="Verges")
    leaver, follows = office.membership(), office.membership(office.colleague)
    for council in office.councils:
        said = {"principal": office.principal, "council": council, "by": fresh(office.officer)}
        actions.log_contact(kind="visit", took_place_on=in_days(-3), follows="Send the plan", **said)
        actions.record_promise(
            side="principal", recorded_side="principal", text="Come to the forum", due_on=in_days(9),
            made_on=in_days(-1), answers=leaver, **said,
        )  # fmt: skip
    shared = Shared(office.principal, office.councils[0], officer=office.officer).live()
    handover = begun(office, last=4)
    for note in handover.notes.all():
        wrote(office, note)
    handover = completed(office, handover)
    assert handover.moved == 5
    assert set(Promise.objects.values_list("answers", flat=True)) == {follows.pk}
    assert not Contact.objects.to_follow_by(leaver).exists()
    assert Contact.objects.to_follow_by(follows).count() == 2
    assert Partnership.objects.get(pk=shared.entry.pk).lead == follows
    assert not [item for item in collect(HANDOVER_ITEM, leaver, office.councils) if item.is_own]
    today, later = (Assignment.objects.current(in_days(day)) for day in (4, 5))
    assert set(today.values_list("membership", flat=True)) == {leaver.pk}
    assert set(later.values_list("membership", "remit", "role")) == {(follows.pk, "Verges", "named_officer")}
    assert not actions.answered_for(leaver).exists()
    kept = handover.notes.first().items
    assert {"To follow", "Contact", "Our promise"} <= {item["kind"] for item in kept}
    with pytest.raises(Refused, match="completed on"):
        completed(office, handover)


def test_without_a_word_it_is_completed_only_with_a_reason(office):
    office.name(councils=office.councils)
    handover = begun(office)
    first, second = handover.notes.by_council()
    wrote(office, first)
    with pytest.raises(Refused, match=re.escape(second.area_label)):
        completed(office, handover)
    completed(office, handover, no_note="Left at once")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.no_note, second.no_note) == ("", "Left at once")
    assert Assignment.objects.filter(handed_over__in=[first, second], ended_at__isnull=False).count() == 2


def test_successors_share_the_councils_and_confirm_what_they_read(office):
    office.name(councils=office.councils)
    third = person(Role.MANAGER, office.principal)
    handover = begun(office)
    notes = list(handover.notes.by_council())
    actions.choose_successor(
        handover=handover, notes=notes[:1], successor=office.membership(third), by=fresh(office.colleague)
    )
    completed(office, handover, no_note="Nothing to say")
    mails = OutgoingEmail.objects.filter(kind="liaison.councils_handed_over")
    named = {mail.to: notes[0].area_label in mail.text for mail in mails}
    assert named == {third.email: True, office.colleague.email: False}
    wanted = f"Read what {office.officer.name} handed over: 1 council"
    assert wanted in waits_for(third)
    assert wanted in waits_for(office.colleague)
    assert actions.confirm_reading(handover=handover, by=fresh(third)) == 1
    assert actions.confirm_reading(handover=handover, by=fresh(third)) == 0
    assert wanted not in waits_for(third)
    assert wanted in waits_for(office.colleague)


def test_a_deputy_moves_up_and_the_whole_area_passes_too(office):
    office.name()
    office.name(office.colleague, is_primary=False)
    office.name(councils=None, role="lead_member", post="Cabinet member")
    handover = begun(office, last=1)
    completed(office, handover, no_note="Known")
    rows = Assignment.objects.current(in_days(2))
    follows = office.membership(office.colleague)
    assert set(rows.values_list("membership", "role", "is_primary", "council")) == {
        (follows.pk, "named_officer", True, office.councils[0].pk),
        (follows.pk, "lead_member", True, None),
    }


def test_what_had_not_begun_passes_and_a_planned_last_day_stays(office):
    office.name(starts_on=in_days(-5), ends_on=in_days(20))
    office.name(councils=office.councils[1:], starts_on=in_days(10))
    completed(office, begun(office, last=2), no_note="Known")
    follows = office.membership(office.colleague)
    found = Assignment.objects.standing().filter(membership=follows).values_list("council", "starts_on", "ends_on")
    first, second = (council.pk for council in office.councils)
    assert set(found) == {(first, in_days(3), in_days(20)), (second, in_days(10), None)}


def test_somebody_who_left_without_a_word_is_owed_until_it_is_done(office):
    office.name(councils=office.councils, starts_on=in_days(-30))
    with time_machine.travel(timezone.now() - timezone.timedelta(days=2)):
        Membership.objects.filter(pk=office.membership().pk).update(
            revoked_at=timezone.now(), revoked_by=office.colleague
        )
    words = f"{office.officer.name} left 2 councils without a handover"
    assert words in waits_for(office.colleague)
    handover = begun(office, last=-2)
    assert words not in waits_for(office.colleague)
    completed(office, handover, no_note="Gone at once")
    assert handovers_of([office.principal.pk])[office.principal.pk].owed == ()
    follows = Assignment.objects.current().filter(membership=office.membership(office.colleague))
    assert set(follows.values_list("starts_on", flat=True)) == {in_days(0)}


def test_a_person_does_not_leave_while_they_answer_for_councils(office):
    office.name()
    manager = fresh(person(Role.MANAGER, office.principal))
    membership = office.membership()
    ways = (
        lambda **why: end_membership(membership=membership, last_day=in_days(3), by=manager, **why),
        lambda **why: hand_over(membership=membership, address="next@upton.example", by=manager, **why),
        lambda **why: revoke_membership(membership=membership, by=manager, **why),
    )
    for leaves in ways:
        with pytest.raises(Refused, match="has not handed over"):
            leaves()
    for leaves in (ways[0], ways[2]):
        leaves(no_handover="The laptop was stolen")
    assert AuditEvent.objects.filter(verb="accounts.left_without_handover").count() == 2


def test_after_a_handover_a_person_leaves_as_before(office):
    office.name()
    completed(office, begun(office), no_note="Known")
    manager = fresh(person(Role.MANAGER, office.principal))
    assert revoke_membership(membership=office.membership(), by=manager).revoked_at


def test_what_makes_no_sense_is_refused(office):
    with pytest.raises(Refused, match="nothing to hand over"):
        begun(office)
    office.name()
    with pytest.raises(Refused, match="somebody else"):
        begun(office, successor=office.membership())
    with pytest.raises(Refused, match="must not be before"):
        begun(office, last=-5)
    handover = begun(office)
    with pytest.raises(Refused, match="open already"):
        begun(office)
    with pytest.raises(Refused, match="somebody else"):
        wrote(office, handover.notes.get(), successor=office.membership())
    for someone in (office.clerks[0], Office().officer):
        with pytest.raises(PermissionDenied):
            actions.complete_handover(handover=handover, by=fresh(someone))
    office.name(councils=office.councils[1:])
    with pytest.raises(Refused, match="named for other councils since"):
        completed(office, handover, no_note="Known")
    actions.add_councils(handover=handover, by=fresh(office.officer))
    assert handover.notes.count() == 2
    actions.drop_handover(handover=handover, by=fresh(office.officer))
    with pytest.raises(Refused, match="dropped on"):
        completed(office, handover, no_note="Known")
    assert Assignment.objects.current().filter(membership=office.membership()).count() == 2
    begun(office)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_complete_at_once_one_does_it():
    office = Office()
    office.name()
    handover = begun(office)

    def complete(someone):
        return lambda: actions.complete_handover(handover=handover, no_note="Known", by=fresh(someone))

    held = CouncilHandover.objects.filter(pk=handover.pk)
    outcomes = at_once(held, complete(office.officer), complete(office.colleague))
    assert won(outcomes).completed_at
    assert isinstance(lost(outcomes), Refused)
    assert Assignment.objects.filter(membership=office.membership(office.colleague)).count() == 1


def test_what_is_delicate_is_for_officers_and_successors_alone(office, client):
    office.name(councils=office.councils)
    third = person(Role.LEAD_MEMBER, office.principal)
    handover = begun(office)
    note, other = handover.notes.by_council()
    wrote(office, note, sensitivities="The chair and the clerk do not speak")
    actions.choose_successor(
        handover=handover, notes=[note], successor=office.membership(third), by=fresh(office.colleague)
    )
    for someone, status in (
        (office.clerks[0], 404), (person(Role.VIEWER, office.principal), 404), (office.colleague, 200), (third, 200),
    ):  # fmt: skip
        sign_in(client, someone)
        assert client.get(reverse("liaison:handover-note", args=[note.public_id])).status_code == status
    sign_in(client, third)
    assert client.get(reverse("liaison:handover-note", args=[other.public_id])).status_code == 404
    paper = handover_paper(handover, list(handover.notes.visible_to(fresh(third)).whole()), at=timezone.now())
    assert [chapter.title for chapter in paper.chapters] == [note.area_label]
    assert ("What is delicate", "The chair and the clerk do not speak") in paper.chapters[0].texts


def test_pages_keep_what_was_typed_and_lead_to_the_next_council(office, client):
    office.name(councils=office.councils)
    handover = begun(office)
    sign_in(client, office.officer)
    first, second = handover.notes.by_council()
    url = reverse("liaison:handover-write", args=[first.public_id])
    typed = {"successor": "", "history": "They run the hall", **opened(client, url)}
    page = client.post(url, typed).content.decode()
    assert "They run the hall" in page
    answer = client.post(url, {**typed, "successor": first.successor.pk})
    assert answer.url == reverse("liaison:handover-write", args=[second.public_id])
    url = reverse("liaison:handover-complete", args=[handover.public_id])
    page = client.post(url, {"no_note": ""}).content.decode()
    assert f"Nothing is written for 1 council: {second.area_label}" in page
    assert client.post(url, {"no_note": "Known"}).status_code == 302
    handover.refresh_from_db()
    assert handover.completed_by == office.officer


def test_one_council_is_handed_over_alone(office):
    office.name(councils=office.councils, starts_on=in_days(-30))
    leaver, follows = office.membership(), office.membership(office.colleague)
    first, second = office.councils
    for council in office.councils:
        actions.record_promise(
            principal=office.principal, council=council, by=fresh(office.officer), side="principal",
            recorded_side="principal", text="Come", due_on=in_days(9), made_on=in_days(-1), answers=leaver,
        )  # fmt: skip
    both = Shared(office.principal, first, officer=office.officer).live()
    Party.objects.create(partnership=both.entry, council=second)
    with pytest.raises(Refused, match="does not answer for"):
        begun(office, council=Office().councils[0])
    handover = begun(office, council=first)
    assert Handing(handover, list(handover.notes.whole())).own == 1
    handover = completed(office, handover, no_note="Known")
    assert handover.moved == 1
    assert dict(Promise.objects.values_list("council", "answers")) == {first.pk: follows.pk, second.pk: leaver.pk}
    assert Partnership.objects.get(pk=both.entry.pk).lead == leaver  # of two councils: it stays
    assert [row.council for row in actions.answered_for(leaver)] == [second]


def test_councils_that_are_left_out_stay(office):
    office.name(councils=office.councils)
    handover = begun(office)
    first, second = handover.notes.by_council()
    with pytest.raises(Refused, match="Drop the handover instead"):
        actions.leave_out(handover=handover, notes=[first, second], by=fresh(office.officer))
    handover = actions.leave_out(handover=handover, notes=[second], by=fresh(office.officer))
    assert Handing(handover, list(handover.notes.whole())).general == []
    completed(office, handover, no_note="Known")
    assert [row.council for row in actions.answered_for(office.membership())] == [second.council]


def test_the_last_council_takes_everything_with_it(office):
    """Handed over alone it would leave a partnership of two councils with somebody who answers for none."""
    office.name(starts_on=in_days(-30))
    first, second = office.councils
    both = Shared(office.principal, first, officer=office.officer).live()
    Party.objects.create(partnership=both.entry, council=second)
    handover = begun(office, council=first)
    assert handover.is_whole
    completed(office, handover, no_note="Known")
    assert Partnership.objects.get(pk=both.entry.pk).lead == office.membership(office.colleague)


def test_the_whole_area_goes_whole_and_to_whom_it_is_given(office):
    """What is open at a council without a note of its own follows whoever takes the area over."""
    office.name()
    office.name(councils=None, role="lead_member", post="Cabinet member")
    third, (first, second) = person(Role.MANAGER, office.principal), office.councils
    said = {"principal": office.principal, "kind": "call", "took_place_on": in_days(-1), "by": fresh(office.officer)}
    for council in (first, second):
        actions.log_contact(council=council, follows="Ring", **said)
    handover = begun(office)
    area, note = handover.notes.by_council()
    with pytest.raises(Refused, match="all of its councils are"):
        actions.leave_out(handover=handover, notes=[note], by=fresh(office.officer))
    actions.choose_successor(
        handover=handover, notes=[area], successor=office.membership(third), by=fresh(office.officer)
    )
    completed(office, CouncilHandover.objects.get(pk=handover.pk), no_note="Known")
    assert dict(Contact.objects.values_list("council", "falls_to__user")) == {
        first.pk: office.colleague.pk, second.pk: third.pk,
    }  # fmt: skip


def test_with_the_whole_area_stands_what_falls_due_in_it(office):
    office.name(councils=None, role="lead_member", post="Cabinet member")
    second = office.councils[1]
    actions.record_promise(
        principal=office.principal, council=second, side="council", recorded_side="principal", text="Send the list",
        due_on=in_days(9), made_on=in_days(-1), answers=None, by=fresh(office.officer),
    )  # fmt: skip
    handover = begun(office)
    (note,) = notes = list(handover.notes.whole())
    (item,) = Handing(handover, notes).items_of(note)
    assert (item.title, item.note, item.is_own) == ("Send the list", second.label, False)
    completed(office, handover, no_note="Known")
    note.refresh_from_db()
    assert [kept["title"] for kept in note.items] == ["Send the list"]


def test_nothing_that_was_written_is_lost_by_leaving_out_and_nothing_comes_back(office):
    office.name(councils=office.councils)
    handover = begun(office)
    first, second = handover.notes.by_council()
    wrote(office, first)
    with pytest.raises(Refused, match="is written about"):
        actions.leave_out(handover=handover, notes=[first], by=fresh(office.officer))
    actions.leave_out(handover=handover, notes=[second], by=fresh(office.officer))
    with pytest.raises(Refused, match="left this council out"):
        wrote(office, second)
    with pytest.raises(Refused, match="Only some councils"):
        actions.add_councils(handover=handover, by=fresh(office.officer))


def test_whoever_follows_everywhere_is_the_main_successor(office):
    office.name(councils=office.councils)
    third = office.membership(person(Role.MANAGER, office.principal))
    handover = begun(office)
    actions.choose_successor(
        handover=handover, notes=list(handover.notes.all()), successor=third, by=fresh(office.officer)
    )
    Membership.objects.filter(user=office.colleague).update(revoked_at=timezone.now(), revoked_by=office.officer)
    completed = actions.complete_handover(handover=handover, no_note="Known", by=fresh(office.officer))
    assert completed.successor == third


def test_what_is_shown_as_the_leavers_is_what_passes(office):
    """At a council that is not handed over, in a partnership of two councils, in an absence: each counts once."""
    office.name(councils=office.councils[:1], starts_on=in_days(-30))
    leaver, third = office.membership(), person(Role.MANAGER, office.principal)
    first, second = office.councils
    actions.log_contact(
        principal=office.principal, council=second, kind="call", took_place_on=in_days(-1), follows="Ring",
        by=fresh(office.officer),
    )  # fmt: skip
    both = Shared(office.principal, first, officer=office.officer).live()
    Party.objects.create(partnership=both.entry, council=second)
    actions.set_cover(
        principal=office.principal, away=office.membership(third), stand_in=leaver, starts_on=in_days(0),
        ends_on=in_days(5), by=fresh(office.officer),
    )  # fmt: skip
    handover = begun(office)
    handing = Handing(handover, list(handover.notes.whole()))
    assert {(item.kind, item.is_own) for item in handing.general} == {
        ("To follow", True), ("Leads a partnership", True), ("Absence cover", True),
    }  # fmt: skip
    paper = handover_paper(handover, handing.notes, at=timezone.now(), general=True)
    assert {kind for kind, *_rest in paper.general} == {"To follow", "Leads a partnership", "Absence cover"}
    assert completed(office, handover, no_note="Known").moved == handing.own == 3


def test_nobody_stands_in_while_away_themselves(office):
    office.name()
    leaver, follows = office.membership(), office.membership(office.colleague)
    third, fourth = (office.membership(person(Role.MANAGER, office.principal)) for _each in range(2))
    said = {"principal": office.principal, "by": fresh(office.officer), "starts_on": in_days(1), "ends_on": in_days(5)}
    actions.set_cover(away=third, stand_in=leaver, **said)
    actions.set_cover(away=follows, stand_in=fourth, **said)
    with pytest.raises(Refused, match="is away while"):
        completed(office, begun(office), no_note="Known")


def test_what_the_principal_owes_and_runs_stands_in_it():
    asked = Round().sent()
    membership = Membership.objects.get(user=asked.officer, council=asked.principal)
    assert [(item.kind, item.title, item.council) for item in own_rounds(membership, asked.councils)] == [
        ("Round", asked.agreement.title, None)
    ]


def test_answers_awaited_stand_in_it():
    asked = Round().sent()
    membership = Membership.objects.get(user=asked.officer, council=asked.principal)
    items = list(answers_due(membership, asked.councils))
    assert {(item.kind, item.title, item.council) for item in items} == {
        ("Answer awaited", asked.agreement.title, council.pk) for council in asked.councils
    }


def test_what_was_open_stays_as_it_stood(office):
    office.name()
    said = {"principal": office.principal, "council": office.councils[0], "by": fresh(office.officer)}
    contact = actions.log_contact(kind="call", took_place_on=in_days(-1), follows="Ring the clerk", **said)
    handover = completed(office, begun(office), no_note="Known")
    actions.finish_contact(contact=contact, by=fresh(office.colleague))
    (note,) = notes = list(handover.notes.whole())
    assert "Ring the clerk" in {item.title for item in Handing(handover, notes).items_of(note)}
