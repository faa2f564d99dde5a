"""From the six questions to an entry that is live, and to its end: done, refused, by the wrong person."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.exceptions import Refused
from core.models import AuditEvent
from core.roles import Role
from councils.models import OwnPortal, PartnerBody
from partnerships import actions
from partnerships.models import Assessment, Partnership, Status
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory
from tests.partnerships.factories import ANSWERS, ENDED, Shared, basics, body, in_days

pytestmark = pytest.mark.django_db
CONTRACT = {**ANSWERS, "money": "payment", "delivers": "them"}


@pytest.fixture
def shared():
    return Shared()


def edit(shared, part="basics", **changed):
    facts = {**actions.part_of(shared.entry, part), **changed}
    return actions.edit_entry(partnership=shared.entry, part=part, facts=facts, by=shared.officer)


def test_going_ahead_makes_an_entry_with_both_sides(shared):
    entry = shared.decided().entry
    assert entry.status == Status.PROPOSED
    assert [(p.council, p.role, p.is_accountable) for p in entry.parties.all()] == [
        (shared.principal, "lead", True),
        (shared.council, "partner", False),
    ]
    told = AuditEvent.objects.get(verb="partnerships.registered")
    assert set(told.council_ids) == {shared.principal.pk, shared.council.pk}
    with pytest.raises(Refused, match="decided already"):
        shared.decided()


def test_a_no_is_kept_and_makes_no_entry(shared):
    shared.decided("defer").decided("no")
    assert Assessment.objects.get().decision == "no"
    assert not Partnership.objects.exists()


def test_a_contract_is_entered_only_where_the_principal_counts_contracts(shared):
    again = Shared(shared.principal, shared.council, officer=shared.officer)
    again.assessment = actions.start_assessment(
        council=shared.principal, title="Grass", partner=body(), answers=CONTRACT, by=shared.officer
    )
    with pytest.raises(Refused, match="not a partnership that your council counts"):
        again.decided()
    OwnPortal.objects.create(council=shared.principal, counted_kinds=["contract"])
    again.assessment = actions.start_assessment(
        council=shared.principal, title="Grass", partner=body("age uk pshire"), answers=CONTRACT, by=shared.officer
    )
    entry = again.decided().entry
    assert entry.kind == "contract"
    assert PartnerBody.objects.get() == entry.parties.last().body  # one body however it is typed


def test_nobody_else_thinks_decides_or_edits(shared):
    clerk, rival = person(Role.CLERK, shared.council), person(Role.LIAISON_OFFICER)
    shared.decided()
    for other in (clerk, rival, person(Role.VIEWER, shared.principal)):
        with pytest.raises(PermissionDenied):
            actions.edit_entry(partnership=shared.entry, part="basics", facts=basics(shared.lead), by=other)
        with pytest.raises(PermissionDenied):
            actions.start_assessment(
                council=shared.principal, title="x", partner=shared.council, answers=ANSWERS, by=other
            )


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("lead", "lead officer"),
        ("next_review_on", "next review"),
        ("end_point", "it is over"),
        ("exit_plan", "happens when it ends"),
    ],
)
def test_it_cannot_go_live_without_owner_review_end_point_and_exit_plan(shared, missing, words):
    empty = None if missing in ("lead", "next_review_on") else ""
    shared.filled(**{missing: empty})
    with pytest.raises(Refused, match=words):
        actions.go_live(partnership=shared.entry, by=shared.officer)
    with pytest.raises(IntegrityError, match="live_partnership_is_answered_for"), transaction.atomic():
        Partnership.objects.update(status="live")


def test_a_live_one_keeps_what_it_must_have_and_gets_its_papers(shared):
    shared.live()
    assert {paper.basis for paper in shared.entry.documents.all()} == {"policy", "habit"}
    with pytest.raises(Refused, match="happens when it ends"):
        edit(shared, exit_plan=" ")
    with pytest.raises(Refused, match="on or before the last day") as refusal:
        edit(shared, next_review_on=in_days(701))
    assert refusal.value.field == "next_review_on"
    with pytest.raises(Refused, match="at least two parties"):
        actions.remove_party(partnership=shared.entry, party=shared.entry.parties.last(), by=shared.officer)


def test_a_lead_who_left_is_no_owner_and_leads_follow_each_other(shared, time_machine):
    time_machine.move_to("2026-11-23 10:00:00+00:00")
    shared.live()
    second = person(Role.MANAGER, shared.principal).memberships.get()
    time_machine.move_to("2026-12-23 10:00:00+00:00")
    edit(shared, lead=second)
    spells = [(s.membership_id, str(s.starts_on), s.ends_on and str(s.ends_on)) for s in shared.entry.lead_spells.all()]
    assert spells == [(second.pk, "2026-12-23", None), (shared.lead.pk, "2026-11-23", "2026-12-22")]
    second.ends_on = timezone.localdate() - timedelta(days=1)
    second.save()
    assert not shared.entry.is_owned
    assert Partnership.objects.without_owner().get() == shared.entry
    with pytest.raises(Refused, match="current lead officer"):
        edit(shared, title="Other")


def test_somebody_of_another_council_cannot_lead(shared):
    shared.decided()
    with pytest.raises(Refused, match="convening council"):
        edit(shared, lead=person(Role.CLERK, shared.council).memberships.get())


def test_the_size_set_by_hand_needs_a_reason(shared):
    shared.decided()
    with pytest.raises(Refused, match="more or less"):
        edit(shared, "more", tier_set="full", tier_reason=" ")
    edit(shared, "more", tier_set="full", tier_reason="Many partners")
    assert shared.entry.tier == "full"


def test_there_is_one_accountable_body(shared):
    shared.decided()
    charity = actions.add_party(
        partnership=shared.entry, who=body(), role="provider", is_accountable=True, by=shared.officer
    )
    assert [p.body.name for p in shared.entry.parties.filter(is_accountable=True)] == ["Age UK Pshire"]
    with pytest.raises(Refused, match="named already"):
        actions.add_party(partnership=shared.entry, who=body(), role="funder", by=shared.officer)
    actions.remove_party(partnership=shared.entry, party=charity, by=shared.officer)
    assert [p.council for p in shared.entry.parties.filter(is_accountable=True)] == [shared.principal]
    with pytest.raises(Refused, match="keeps the entry"):
        actions.remove_party(partnership=shared.entry, party=shared.entry.parties.first(), by=shared.officer)


def test_a_habit_can_be_left_out_with_a_reason_and_a_law_cannot(shared):
    shared.live(value_pence=20_000_00)
    habit, law = (shared.entry.documents.filter(basis=basis).first() for basis in ("habit", "legal"))

    def say(paper, *standing):
        actions.keep_papers(partnership=shared.entry, papers={paper.pk: standing}, by=shared.officer)

    with pytest.raises(Refused, match="cannot be left out"):
        say(law, "waived", "legal", "Too much")
    with pytest.raises(Refused, match="why it is left out"):
        say(habit, "waived", "habit", " ")
    say(habit, "waived", "habit", "A parish of 300 people")
    assert shared.entry.documents.get(pk=habit.pk).state == "waived"


def test_a_renewal_is_a_new_term_from_which_everything_counts(shared):
    shared.live()
    edit(shared, "more", notice_months=3)
    first = shared.entry.ends_on
    with pytest.raises(Refused, match="after the present one"):
        actions.renew(
            partnership=shared.entry,
            ends_on=first,
            next_review_on=in_days(100),
            note="x",
            lead=shared.lead,
            by=shared.officer,
        )
    actions.renew(
        partnership=shared.entry,
        ends_on=in_days(1100),
        next_review_on=in_days(800),
        note="Cabinet",
        lead=shared.lead,
        by=shared.officer,
    )
    entry = shared.entry
    assert (entry.ends_on, entry.next_review_on) == (in_days(1100), in_days(800))
    assert [(r.number, r.ended_on) for r in entry.renewals.all()] == [(1, first)]
    with pytest.raises(Refused, match="was renewed"):
        edit(shared, ends_on=first)


def test_nothing_is_closed_before_the_questions_of_the_end_are_answered(shared):
    shared.winding_up()
    actions.answer_exit(partnership=shared.entry, facts={**ENDED, "legacy_owner": " "}, by=shared.officer)
    with pytest.raises(Refused, match="who looks after what remains"):
        actions.close(partnership=shared.entry, by=shared.officer)
    with pytest.raises(IntegrityError, match="closed_partnership_was_wound_up"), transaction.atomic():
        Partnership.objects.update(status="closed", legacy_owner="", closed_at=timezone.now(), closed_by=shared.officer)
    actions.answer_exit(partnership=shared.entry, facts=ENDED, by=shared.officer)
    actions.close(partnership=shared.entry, by=shared.officer)
    assert shared.entry.lead_spells.filter(ends_on=None).count() == 0
    with pytest.raises(Refused, match="It is closed"):
        edit(shared, title="Other")


def test_it_can_go_on_after_all(shared):
    actions.carry_on(partnership=shared.winding_up().entry, by=shared.officer)
    assert shared.entry.status == Status.LIVE


def test_who_sees_what(shared):
    shared.live()
    clerk, rival = person(Role.CLERK, shared.council), person(Role.CLERK, CouncilFactory())
    assert Partnership.objects.visible_to(clerk).get() == shared.entry
    assert not Partnership.objects.visible_to(rival).exists()
    assert not Assessment.objects.visible_to(clerk).exists()
    shared.published()
    assert Partnership.objects.visible_to(rival).get() == shared.entry
