"""Ashford’s caretaker: four parishes form a cluster, each with its minute; one declines first, one asks to join."""

import pytest
from django.utils import timezone

from clusters.models import Cluster
from core.roles import Role
from tests.accounts.factories import person
from tests.councils.factories import CouncilFactory

NAMES = ("Wittersham", "Stone-cum-Ebony", "Kenardington", "Warehorne")


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
    councils = {name: CouncilFactory(name=name, slug=name.lower(), parents=[ashford]) for name in NAMES}
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
