"""Ashford’s caretaker: four parishes form a cluster, each with its minute; one declines first, one asks to join; three
pay, with county and borough money and a grant for the trailer, and the shares go into the working document.
"""

import pytest
from django.utils import timezone

from clusters.models import Cluster, Schedule
from core.roles import Role
from councils.models import Profile
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory

ELECTORATES = {"Wittersham": 915, "Stone-cum-Ebony": 420, "Kenardington": 195, "Warehorne": None}
COSTS = (("Wages", "11,800"), ("Fuel and tools", "1,450"), ("Trailer", "1,250"))
MONEY = (("Ashford", "Redirected budget", "4,000"), ("Kent", "Revenue", "3,000"), ("Ashford", "Capital grant", "1,500"))


def decided(clerk, minute, *, answer):
    """What the council decided today."""
    clerk.page.locator(f"input[name=answer][value={answer}]").check()
    today = timezone.localdate()
    for part in ("day", "month", "year"):
        clerk.page.locator(f"[name=on-{part}]").fill(str(getattr(today, part)))
    clerk.fill("Where is it minuted?", minute)
    clerk.press("Save")


@pytest.mark.parametrize("hands", ["no-script"], indirect=True)
def test_four_parishes_form_a_cluster(hands, signed_in, open_browser):
    ashford = CouncilFactory(district=True, short_name="Ashford", name="Ashford Borough Council")
    councils = {name: CouncilFactory(name=name, slug=name.lower(), parents=[ashford]) for name in ELECTORATES}
    liaison = person(Role.LIAISON_OFFICER, ashford)
    clerks = {name: person(Role.CLERK, council) for name, council in councils.items()}
    clerk = signed_in(clerks["Wittersham"], hands)
    clerk.go(councils["Wittersham"].get_absolute_url())
    clerk.follow("Who could join forces?")
    clerk.sees("It is not in the list of wards of 2019")
    clerk.page.locator("select[name=other]").select_option(str(councils["Warehorne"].pk))
    clerk.press("Declare a neighbour")
    clerk.sees("Declared a neighbour by Wittersham Parish Council")
    clerk.go("/clusters/")
    clerk.follow("Propose a cluster")
    clerk.fill("Name of the cluster", "Village caretaker")
    clerk.fill("What is it for?", "One caretaker keeps four villages tidy.")
    clerk.choose("Staff")
    clerk.press("Save")
    cluster = Cluster.objects.get()
    for name in ("Stone-cum-Ebony", "Kenardington"):
        clerk.follow("Ask another council")
        clerk.page.locator("select[name=council]").select_option(str(councils[name].pk))
        clerk.press("Ask the council")
    clerk.follow("Say what your council decided")
    decided(clerk, "23/94", answer="consent")
    clerk.follow("Change the cluster")
    for field in ("point_person", "lead_officer"):
        clerk.page.locator(f"select[name={field}]").select_option(index=1)
    clerk.press("Save")
    for name, answer, words in (("Stone-cum-Ebony", "leave", "Has left"), ("Kenardington", "consent", "Has consented")):
        other = signed_in(clerks[name], hands)
        other.go(cluster.get_absolute_url())
        other.follow("Say what your council decided")
        decided(other, "23/51", answer=answer)
        if answer == "consent":
            other.sees(words)
    officer = signed_in(liaison, hands)
    officer.go(cluster.get_absolute_url())
    officer.press("Start the cluster")
    officer.sees("Started. Everyone can read the page now.")
    joins = signed_in(clerks["Warehorne"], hands)
    joins.go(cluster.get_absolute_url())
    joins.follow("Ask to join")
    decided(joins, "23/47", answer="consent")
    joins.sees("Asks to join")
    officer.go("/")
    officer.follow("A council asks to join: Village caretaker")
    officer.follow("Warehorne")
    officer.choose("Takes a minor part")
    officer.press("Save")
    visitor = open_browser(hands)
    visitor.go(cluster.get_absolute_url())
    for name in ("Wittersham", "Kenardington", "Warehorne"):
        visitor.sees(name)
    assert visitor.page.get_by_text("23/94").count() == 0
    assert visitor.page.locator("tbody tr").count() == 3


def enter(clerk):
    """Costs and money from elsewhere, as the councils agreed."""
    for at, (name, pounds) in enumerate(COSTS, start=1):
        clerk.fill(f"What for, line {at}", name)
        clerk.fill(f"Cost, line {at}", pounds)
    clerk.choose("Bought once, not every year, line 3")
    for at, (payer, kind, pounds) in enumerate(MONEY, start=1):
        clerk.fill(f"Who gives it, line {at}", payer)
        clerk.field(f"What it is, line {at}").select_option(label=kind)
        clerk.fill(f"Amount, line {at}", pounds)


@pytest.mark.parametrize("hands", ["mouse", "no-script"], indirect=True)
def test_the_caretaker_is_paid_for_to_the_penny(hands, signed_in):
    ashford = CouncilFactory(principal=True, short_name="Ashford", name="Ashford Borough Council")
    councils = {name: CouncilFactory(name=name, parents=[ashford]) for name in ELECTORATES}
    for name, electorate in ELECTORATES.items():
        Profile.objects.create(council=councils[name], electorate=electorate)
    clerk = signed_in(person(Role.CLERK, councils["Wittersham"]), hands)
    clerk.go("/clusters/shares/")
    clerk.follow("Begin a new year")
    clerk.fill("What is it for?", "Village caretaker")
    clerk.press("Continue")
    for name in list(ELECTORATES)[1:]:
        clerk.follow("Add a council")
        clerk.fill("Which council?", name)
        clerk.press("Add this council")
    clerk.follow("Enter costs and figures")
    enter(clerk)
    clerk.fill("Electorate", "1")
    clerk.press("Save")
    clerk.sees("There is a problem")
    clerk.sees("has no figure for: Electorate")  # nobody's share rests on a guess
    clerk.page.get_by_text("Figures of Warehorne").click()
    clerk.field("Warehorne: Takes part in the sharing").uncheck()
    clerk.press("Save")
    clerk.sees("The councils share £6,250.00")
    for amount in ("£3,737.74", "£1,715.69", "£796.57", "£0.00"):
        clerk.sees(amount)
    clerk.sees("£250.00 is not needed")
    clerk.follow("Enter costs and figures")
    clerk.fill("Equal shares", "1")
    clerk.press("Work it out")
    clerk.sees("Nothing is saved yet")
    clerk.sees("+£643.38")
    clerk.press("Save")
    clerk.sees("£1,439.95")
    assert "to_pay_pence" in clerk.download("Download as CSV").decode("utf-8-sig")
    into_the_document(signed_in(person(Role.LIAISON_OFFICER, ashford), hands), clerk, ashford)


def into_the_document(officer, clerk, ashford):
    """The officer has the working document written: it says what each council pays."""
    schedule = Schedule.objects.get()
    schedule.cluster = Cluster.objects.create(
        principal=ashford, title="Village caretaker", purpose="One caretaker.", created_by=schedule.created_by
    )
    schedule.cluster.members.create(
        council=schedule.lead, role="lead", invited_at=timezone.now(), invited_by=schedule.created_by,
        consented_role="lead", consented_on=timezone.localdate(), minute="23/94",
    )  # fmt: skip
    schedule.save()
    officer.go(schedule.cluster.get_absolute_url())
    officer.press("Write the working document")
    officer.follow("Schedule: who pays what")
    assert "Kenardington Parish Council: £1,439.95" in officer.page.locator("textarea").first.input_value()
