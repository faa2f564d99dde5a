"""The lead officer is reminded of review, notice and end; nobody twice, and of a renewed term by its own days."""

import pytest

from core.models import OutgoingEmail
from core.policies import SYSTEM
from core.reminders.actions import send_reminders
from partnerships import actions
from partnerships.models import Partnership
from tests.partnerships.factories import Shared, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(time_machine):
    """Entered on a working day long before anything falls due."""
    time_machine.move_to("2026-06-01 10:00:00+00:00")
    return Shared().live(ends_on=in_days(400), next_review_on=in_days(200))


def sent(time_machine, day):
    """Subjects and readers of what goes on a day."""
    time_machine.move_to(f"{day} 10:00:00+00:00")
    before = set(OutgoingEmail.objects.values_list("pk", flat=True))
    send_reminders(by=SYSTEM)
    new = OutgoingEmail.objects.exclude(pk__in=before).filter(kind__contains="reminder")
    return [(mail.subject, mail.to) for mail in new]


def test_sixty_thirty_seven_days_before_and_when_it_is_overdue(shared, time_machine):
    reader = shared.officer.email
    for day in ("2026-10-19", "2026-11-18", "2026-12-11", "2026-12-21"):  # due on 18 December
        assert sent(time_machine, day) == [("Reminder: Review the partnership: Shared caretaker", reader)], day
        assert sent(time_machine, day) == []
    assert sent(time_machine, "2027-01-18") == []


def test_a_review_that_was_moved_is_not_asked_for(shared, time_machine):
    facts = {**actions.part_of(shared.entry, "basics"), "next_review_on": in_days(390)}
    actions.edit_entry(partnership=shared.entry, part="basics", facts=facts, by=shared.officer)
    assert sent(time_machine, "2026-12-11") == []


def test_without_a_lead_officer_the_officers_of_the_convener_are_told(shared, time_machine):
    shared.lead.ends_on = in_days(10)
    shared.lead.save()
    from_elsewhere = Partnership.objects.get()
    assert sent(time_machine, "2026-12-11") == []  # nobody there and no shared mailbox
    from_elsewhere.convener.role_mailbox = "partnerships@pshire.example"
    from_elsewhere.convener.save()
    assert sent(time_machine, "2026-12-21")[0][1] == "partnerships@pshire.example"


def test_notice_and_end_count_from_the_renewed_term(shared, time_machine):
    facts = {**actions.part_of(shared.entry, "more"), "notice_months": 3}
    actions.edit_entry(partnership=shared.entry, part="more", facts=facts, by=shared.officer)
    time_machine.move_to("2026-12-01 10:00:00+00:00")
    late = in_days(900)
    actions.renew(
        partnership=shared.entry, ends_on=late, next_review_on=late, note="Cabinet", lead=shared.lead, by=shared.officer
    )
    assert sent(time_machine, "2027-06-29") == []  # a week before the end of the first term
    subjects = [subject for subject, _to in sent(time_machine, "2029-02-12")]
    assert subjects == ["Reminder: Last day for notice: Shared caretaker"]
