"""An officer with twenty councils leaves: nothing open is orphaned, every clerk is told once, the successor has all."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from core.facts import cache as facts
from core.models import Job, OutgoingEmail
from core.registry import HANDOVER_ITEM, collect
from core.roles import Role
from liaison import actions
from liaison.models import Assignment, Contact, Promise
from liaison.tasks import tell_clerks
from tests.charters.factories import fresh, make_council, make_person
from tests.journeys.mail import newest_mail, wait_for

MANY = 20
DELICATE = "The hall was promised twice"


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_an_officer_with_twenty_councils_leaves(portal, hands, signed_in):
    principal = make_council("Upton District Council", type="district")
    councils = [make_council(f"Aston {number:02}", principal=principal) for number in range(1, MANY + 1)]
    leaver, follows = (make_person(principal, Role.LIAISON_OFFICER) for _each in range(2))
    manager, clerks = make_person(principal, Role.MANAGER), [make_person(council) for council in councils]
    work_of_a_year(principal, councils, leaver)
    tell_clerks()
    before = OutgoingEmail.objects.filter(kind="liaison.officer_changed").count()
    refused(signed_in(manager, hands), leaver)
    desk = signed_in(fresh(leaver), hands)
    begins(desk, principal, leaver, follows)
    writes(desk, councils)
    completes(desk)
    nothing_is_orphaned(principal, councils, leaver, follows)
    reads(signed_in(fresh(follows), hands), leaver, follows)
    with time_machine.travel(timezone.localtime() + timedelta(days=1)):
        tell_clerks()
        tell_clerks()
        facts.clear()
        told = OutgoingEmail.objects.filter(kind="liaison.officer_changed").order_by("pk")[before:]
        assert sorted(mail.to for mail in told) == sorted(clerk.email for clerk in clerks)
        assert all(follows.name in mail.text for mail in told)
        home = signed_in(fresh(clerks[0]), hands)
        home.go("/")
        home.sees(follows.name)
    leaves(signed_in(fresh(manager), hands), leaver)


def work_of_a_year(principal, councils, leaver):
    """At each council one visit from which something follows, and one promise of the officer's."""
    by, today = fresh(leaver), timezone.localdate()
    membership = leaver.memberships.get()
    actions.name_officer(
        principal=principal, councils=councils, membership=membership, role="named_officer", post="Parish officer",
        starts_on=today - timedelta(days=300), by=by,
    )  # fmt: skip
    for council in councils:
        actions.log_contact(
            principal=principal, council=council, kind="visit", took_place_on=today, about="Verges", by=by,
            follows="Send the plan of the verges",
        )  # fmt: skip
        actions.record_promise(
            principal=principal, council=council, side="principal", recorded_side="principal", text="Come to the forum",
            due_on=today + timedelta(days=20), made_on=today, answers=membership, by=by,
        )  # fmt: skip


def refused(manager, leaver):
    """A person does not leave while they answer for councils."""
    manager.go(reverse("accounts:end-membership", args=[leaver.memberships.get().public_id]))
    manager.sees(f"This person is named {MANY} times for local councils and has not handed over")
    manager.press("End access")
    manager.sees("Say why it is not handed over first")


def begins(desk, principal, leaver, follows):
    desk.go(f"/officers/{principal.slug}/")
    desk.follow("Handovers")
    desk.follow("Begin a handover")
    for label, someone in (("Who hands over?", leaver), ("Who follows?", follows)):
        options = desk.page.get_by_label(label).locator("option").all_inner_texts()
        words = next(each for each in options if str(someone) in each)
        desk.page.get_by_label(label).select_option(label=words)
    desk.fill("Why?", "Moves to another team")
    desk.press("Begin the handover")
    desk.sees("Nothing has changed yet")
    desk.sees(f"0 of {MANY} councils")


def writes(desk, councils):
    """For two; saving leads to the next one."""
    desk.follow(councils[0].label)
    desk.sees("Send the plan of the verges")
    for _council in councils[:2]:
        desk.fill("What should they know about this council?", "They want the allotments")
        desk.fill("What is delicate?", DELICATE)
        desk.press("Save")
        desk.sees("Saved:")


def completes(desk):
    desk.page.get_by_role("link", name="Handover of").click()
    desk.sees(f"2 of {MANY} councils")
    desk.follow("Hand over now")
    desk.sees(f"{2 * MANY} things that are open and belong to")
    desk.press("Hand over now")
    desk.sees("Nothing is written for 18 councils")
    desk.fill("Why is there no note for these councils?", "All is in the log")
    desk.press("Hand over now")
    desk.sees("Whoever follows has an e-mail")


def nothing_is_orphaned(principal, councils, leaver, follows):
    before, after = leaver.memberships.get(), follows.memberships.get()
    assert not [item for item in collect(HANDOVER_ITEM, before, councils) if item.is_own]
    assert Promise.objects.open().filter(answers=after).count() == MANY
    assert Contact.objects.to_follow_by(after).count() == MANY
    tomorrow = timezone.localdate() + timedelta(days=1)
    rows = Assignment.objects.current(tomorrow).of_principal(principal)
    assert {(row.council_id, row.membership_id) for row in rows} == {(council.pk, after.pk) for council in councils}
    assert not actions.answered_for(before).exists()


def reads(desk, leaver, follows):
    """From the e-mail and the home page; with the PDFs."""
    mail = newest_mail(follows.email, kind="liaison.councils_handed_over")
    assert f"{leaver.name} hands {MANY} local councils over to you" in mail.subject
    desk.go("/")
    desk.follow(f"Read what {leaver.name} handed over: {MANY} councils")
    desk.press("Make one PDF of all")
    fetch(desk)
    desk.follow("Back to the handover")
    desk.page.get_by_role("link", name="Aston 01").click()
    desk.sees(DELICATE)
    desk.press("Make a PDF of it")
    fetch(desk)
    desk.follow("Back to the handover")
    desk.press(f"I have read what was handed over: {MANY} councils")
    desk.sees(f"Read: {MANY} councils.")


def fetch(desk):
    wait_for(lambda: not Job.objects.exclude(status="done").exists(), "the PDF")
    desk.page.reload()
    assert desk.download("Download handover-").startswith(b"%PDF")


def leaves(manager, leaver):
    """Now nobody asks why."""
    manager.go(reverse("accounts:end-membership", args=[leaver.memberships.get().public_id]))
    assert "has not handed over" not in manager.page.content()
    manager.press("End access")
    manager.sees("has access until")
