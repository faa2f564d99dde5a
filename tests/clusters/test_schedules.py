"""Who pays what as a record: figures from profiles, before and after, the file and the document, who may."""

import csv
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from clusters import actions
from clusters.models import Schedule
from clusters.planning import stored_plan
from clusters.sharing import worked_out
from clusters.table import schedule_paper
from core.exceptions import Refused
from core.roles import Role
from tests.accounts.factories import person, sign_in
from tests.clusters.factories import Paying
from tests.clusters.group_factories import Grouping
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db


def whole(schedule):
    return Schedule.objects.filter(pk=schedule.pk).whole().get()


def shares_of(schedule):
    return [share.pence for share in worked_out(stored_plan(whole(schedule))).shares]


def form_of(client, address):
    """What the form about a schedule would send if nothing was changed."""
    found = {}
    for tag in BeautifulSoup(client.get(address).content, "lxml").select("main form :is(input, select)[name]"):
        if tag.name == "select":
            chosen = tag.select_one("option[selected]")
            found[tag["name"]] = chosen["value"] if chosen else ""
        elif tag.get("type") != "checkbox" or tag.has_attr("checked"):
            found[tag["name"]] = tag.get("value", "")
    return found


def test_figures_come_from_the_profiles_and_shares_add_up():
    paying = Paying()
    schedule = paying.filled()
    assert shares_of(schedule) == [418_627, 192_157, 89_216]
    with pytest.raises(Refused, match="has no figure for: Households") as refused:
        paying.filled(schedule, weight_households=1)
    assert refused.value.field == "weight_households"


def test_a_council_is_added_once_and_taken_out_but_never_the_lead():
    paying = Paying()
    schedule = paying.schedule()
    late = CouncilFactory()
    member = actions.add_to_schedule(schedule=schedule, council=late, by=paying.clerk)
    with pytest.raises(Refused, match="in it already"):
        actions.add_to_schedule(schedule=schedule, council=late, by=paying.clerk)
    actions.take_out_of_schedule(member=member, by=paying.clerk)
    with pytest.raises(Refused, match="stays in it"):
        actions.take_out_of_schedule(member=schedule.members.get(council=paying.lead), by=paying.clerk)
    with pytest.raises(PermissionDenied):
        actions.add_to_schedule(schedule=schedule, council=late, by=person(Role.CLERK, paying.councils[1]))
    with pytest.raises(Refused, match="local council"):
        actions.add_to_schedule(schedule=schedule, council=paying.principal, by=paying.clerk)


def test_one_changed_figure_shows_before_and_after_and_saves_nothing(client):
    paying = Paying()
    schedule = paying.filled()
    sign_in(client, paying.clerk)
    address = reverse("clusters:schedule-fill", args=[schedule.reference])
    typed = form_of(client, address)
    lead = schedule.members.get(council=paying.lead).pk
    answer = client.post(address, {**typed, f"member{lead}_electorate": "1,315", "do": "look"})
    rows = [[c.get_text(" ", strip=True) for c in row.select("th, td")]
            for row in BeautifulSoup(answer.content, "lxml").select("#changes tbody tr")]  # fmt: skip
    assert [row[1:] for row in rows] == [
        ["£4,186.27", "£4,769.43", "+£583.16"],
        ["£1,921.57", "£1,523.32", "-£398.25"],
        ["£892.16", "£707.25", "-£184.91"],
    ]
    assert shares_of(schedule) == [418_627, 192_157, 89_216]
    assert client.post(address, {**typed, f"member{lead}_electorate": "1,315", "do": "save"}).status_code == 302
    assert shares_of(schedule) == [476_943, 152_332, 70_725]
    assert (
        "your text is kept below" in client.post(address, {**typed, "title": "Ranger", "do": "save"}).content.decode()
    )


def test_a_line_is_filled_in_whole_and_the_most_is_not_below_the_least(client):
    paying = Paying()
    schedule = paying.filled()
    sign_in(client, paying.clerk)
    address = reverse("clusters:schedule-fill", args=[schedule.reference])
    lead = schedule.members.get(council=paying.lead).pk
    wrong = {"cost1_name": "Fuel", "given1_pence": "10", f"member{lead}_least": "20", f"member{lead}_most": "10"}
    text = client.post(address, {**form_of(client, address), **wrong, "do": "save"}).content.decode()
    for words in ("Enter the amount", "Enter who gives it", "The most is less than the least"):
        assert words in text


def test_the_page_the_file_and_the_paper_say_the_same(client):
    paying = Paying()
    schedule = paying.filled()
    officer = person(Role.LIAISON_OFFICER, paying.principal)
    sign_in(client, officer)
    address = schedule.get_absolute_url()
    page = client.get(address).content.decode()
    rows = list(csv.DictReader(StringIO(client.get(address, {"format": "csv"}).getvalue().decode("utf-8-sig"))))
    paper = schedule_paper(whole(schedule), worked_out(stored_plan(whole(schedule))), at=timezone.now())
    for row, line in zip(rows, paper.shares, strict=False):
        assert line[-1] in page
        assert line[-1] == f"£{int(row['to_pay_pence']) / 100:,.2f}"
    assert dict(paper.facts)["Shared by the councils"] == "£7,000.00"


def test_a_cluster_has_its_financial_schedule(client):
    group = Grouping(many=2)
    cluster = group.started()
    stranger = CouncilFactory(parents=[group.principal])
    with pytest.raises(Refused, match="takes no part"):
        actions.begin_schedule(lead=stranger, title="No", year=2027, cluster=cluster, by=person(Role.CLERK, stranger))
    sign_in(client, group.clerks[0])
    shown = client.get(cluster.get_absolute_url()).content.decode()
    address = f"{reverse('clusters:schedule-add')}?cluster={cluster.reference}"
    assert address in shown
    assert client.post(address, {"title": cluster.title, "year": timezone.localdate().year}).status_code == 302
    schedule = cluster.schedules.get()
    assert {member.council_id for member in schedule.members.all()} == {council.pk for council in group.councils}
    assert schedule.reference in client.get(cluster.get_absolute_url()).content.decode()
    assert cluster.title in client.get(schedule.get_absolute_url()).content.decode()


def test_who_reads_it(client):
    paying = Paying()
    schedule = paying.filled()
    people = {
        "member": person(Role.COUNCILLOR, paying.councils[2]),
        "officer": person(Role.LIAISON_OFFICER, paying.principal),
        "stranger": person(Role.CLERK, CouncilFactory(parents=[paying.principal])),
    }
    said = {}
    for name, who in people.items():
        sign_in(client, who)
        said[name] = client.get(schedule.get_absolute_url()).status_code
    assert said == {"member": 200, "officer": 200, "stranger": 404}
