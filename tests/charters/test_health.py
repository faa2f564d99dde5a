"""How alive a charter is, its report for a meeting and its page for residents."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from charters import actions
from charters.health import WEIGHTS, Health, HealthPart
from charters.life import healths_of
from charters.models import Agreement, AgreementVersion
from charters.progress_report import progress_report
from core.jobs.running import run
from core.models import Job
from tests.accounts.factories import sign_in
from tests.charters.factories import Year, fresh

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def year():
    return Year(locals_=1, lasts_months=36)


def health_of(year):
    return healths_of([AgreementVersion.objects.select_related("agreement__convener").get(pk=year.version.pk)])[
        year.version.pk
    ]


def of(year):
    return {part.key: part for part in health_of(year).parts}


def test_every_part_says_why_and_the_whole_is_their_weighted_share(year):
    year.report("red")
    found = health_of(year)
    parts = {part.key: part for part in found.parts}
    assert parts["signed"].share == 1
    assert parts["measurable"].sentence == "0 of 4 promises have a measure or a date."
    assert parts["kept"].sentence == "0 of 1 promises that were reported on are on track or done."
    assert found.score == round(100 * (20 + 0 + 25 + 0) / (20 + 20 + 25 + 25))
    year.report("done", side="both", by=year.clerks[0], council=year.councils[0])
    assert of(year)["kept"].share == 0.5


def test_the_weights_are_out_of_a_hundred():
    assert sum(WEIGHTS.values()) == 100
    today = timezone.localdate()
    whole = Health(tuple(HealthPart(key, key, 1.0, "") for key in WEIGHTS), today, today)
    assert whole.score == 100


def test_it_lies_in_the_drawer_when_nothing_was_said_for_half_a_year(year):
    year.report()
    noon = timezone.localtime().replace(hour=12)  # late in the evening the clock change would make it a day more
    for days, lies in ((180, False), (181, True)):
        with time_machine.travel(noon + timedelta(days=days)):
            assert health_of(year).is_in_drawer is lies
    with time_machine.travel(timezone.localtime() + timedelta(days=240)):
        assert of(year)["reported"].share == 0
        year.report("green")
        assert of(year)["reported"].share == 0.25
        assert not health_of(year).is_in_drawer


def test_a_comment_and_a_review_take_it_out_of_the_drawer(year):
    entry = year.report("green", side="local", by=year.clerks[0], council=year.councils[0])
    for days in (190, 400):
        with time_machine.travel(timezone.localtime() + timedelta(days=days)):
            assert health_of(year).is_in_drawer
            if days == 190:
                actions.comment_on_progress(entry=entry, party=year.party(), text="Thank you", by=year.officer)
            else:
                actions.open_review(version=year.version, views_by=timezone.localdate() + DAY, by=year.officer)
            assert not health_of(year).is_in_drawer


def test_the_charter_says_what_to_do_about_each_part_to_those_who_take_part(year, client):
    actions.set_published(agreement=year.agreement, published=True, by=year.officer)
    address = reverse("charters:detail", args=[year.agreement.reference])
    assert "How alive it is" not in client.get(address).content.decode()
    page = BeautifulSoup(sign_in(client, year.officer).get(address).content, "lxml")
    rows = {row.th.text: row.text for row in page.select("#health-parts tbody tr")}
    assert set(rows) == {"Who is in it", "Can it be checked", "Does anybody report"}
    assert "Give every promise a measure or a date in the next version. Start a new version" in " ".join(
        rows["Can it be checked"].split()
    )
    assert "Nothing: all is well" in rows["Who is in it"]
    assert "20\u00a0of\u00a020" in rows["Who is in it"]  # kept together


def test_the_list_shows_filters_and_orders_by_health_with_the_same_queries_for_more(year, client):
    officer = sign_in(client, year.officer)
    address = reverse("charters:list")

    def shown(query=""):
        with CaptureQueriesContext(connection) as seen:
            page = BeautifulSoup(officer.get(address + query).content, "lxml")
        return [row.th.a.text for row in page.select("tbody tr")], len(seen), page

    shown()
    _titles, few, page = shown()
    assert "69 of 100" in page.tbody.text  # nobody has to report yet: 20 + 0 + 25 of 65
    others = [Year(locals_=1) for _ in range(2)]
    Agreement.objects.filter(pk__in=[other.agreement.pk for other in others]).update(convener=year.principal)
    titles, many, _page = shown()
    assert (len(titles), many) == (3, few)
    assert shown("?show=drawer")[0] == []
    with time_machine.travel(timezone.localtime() + timedelta(days=181)):
        sign_in(client, year.officer)
        year.report("done")
        assert len(shown("?show=drawer")[0]) == 2
        assert shown("?order=alive")[0][-1] == "Working together"
        text = officer.get(address + "?format=csv&order=alive").getvalue().decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))[:3]
        assert [row["in_the_drawer"] for row in rows] == ["yes", "yes", "no"]
        assert [int(row["health"]) for row in rows] == sorted(int(row["health"]) for row in rows)


def test_the_officers_home_shows_how_alive_each_charter_is_and_what_lies_in_the_drawer(year, client):
    page = BeautifulSoup(sign_in(client, year.officer).get("/").content, "lxml")
    assert "69 of 100" in page.select_one("#alive tbody").text
    assert "In the drawer" not in page.main.text
    clerks = sign_in(client, year.clerks[0]).get("/").content.decode()
    assert "How alive your charters are" not in clerks
    with time_machine.travel(timezone.localtime() + timedelta(days=181)):
        page = BeautifulSoup(sign_in(client, year.officer).get("/").content, "lxml")
        assert "In the drawer: Working together" in page.main.text
        year.report("done", by=fresh(year.officer))
        assert "In the drawer" not in client.get("/").content.decode()
        with CaptureQueriesContext(connection) as seen:
            client.get("/")
        assert len([query for query in seen if "SAVEPOINT" not in query["sql"]]) <= 12


def test_residents_read_what_was_promised_once_it_is_published(year, client):
    year.report("amber", text="Two of three are done.", figure="2 of 3")
    address = reverse("charters:residents", args=[year.agreement.reference])
    assert client.get(address).status_code == 302
    actions.set_published(agreement=year.agreement, published=True, by=year.officer)
    text = client.get(address).content.decode()
    for words in ("Name an officer", "Behind", "2 of 3.", "Two of three are done.", year.councils[0].full_name):
        assert words in text
    assert "One address for highways" not in text  # what one council asks of another is no promise


def test_the_report_says_what_the_page_says_and_is_printed(year, client):
    year.report("red", text="None was held.", figure="0 of 1")
    document = progress_report(year.version, at=datetime.now(UTC))
    lines = {line.text: line for side in document.sides for line in side.lines}
    assert lines["Name an officer"].standing == "■ Not being kept"
    assert lines["Name an officer"].report == "0 of 1. None was held."
    assert document.rows[-1][1:] == (0, 0, 0, 1, 3)
    sign_in(client, year.clerks[0]).post(reverse("charters:progress-report", args=[year.agreement.reference]))
    job = Job.objects.latest("pk")
    run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error) == ("done", "")
    content = client.get(reverse("core:job-file", args=[job.public_id, "report"])).getvalue()
    assert content.startswith(b"%PDF")
