"""Opportunities from files: whatever year, zone, encoding or order, or a clear refusal; nothing twice."""

import io
import json

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.exceptions import Refused
from core.jobs.running import run
from core.models import Job
from core.roles import Role
from funding import actions
from funding.importing import EXAMPLE, checked, compared, read_rows
from funding.importing.rows import typed_from
from funding.models import Opportunity
from tests.accounts.factories import person, sign_in
from tests.councils.factories import CouncilFactory
from tests.funding.factories import administrator

pytestmark = pytest.mark.django_db
ROUNDS = settings.FIXTURES_DIR / "funding" / "rounds.json"
ROW = "Green Trust;Greens;Round 1;31/03/2027 5pm;10,000\r\n"
CSV = f"Money for villages\r\n\r\nFunder;Programme;Round;Deadline;Largest grant\r\n{ROW}"


def load(name, content, owner=None, *, publish=False, by=None):
    rows, faults = checked(read_rows(name, content))
    assert faults == []
    found = actions.import_opportunities(rows=rows, owner=owner, publish=publish, by=by or administrator())
    return [each.kind for each in found]


def closing(**facts):
    moment = Opportunity.objects.get(**facts).closes_at
    return moment and f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def test_the_rounds_that_come_with_the_portal_are_loaded_once():
    content = ROUNDS.read_bytes()
    assert load("rounds.json", content, publish=True) == ["new"] * 31
    assert Opportunity.objects.published().count() == 29  # two say too little
    one_day = Opportunity.objects.get(programme="Digital Planning Improvement Fund", round_name="Round 4")
    assert [f"{timezone.localtime(at):%H:%M}" for at in (one_day.opens_at, one_day.closes_at)] == ["09:00", "17:00"]
    facts = {"programme": "Community Ownership Fund", "round_name": "Round 3 Window 1"}
    assert closing(**facts) == "2023-07-12 12:59"  # written down in UTC, in summer
    assert closing(programme__startswith="Community Ownership Fund 2025", round_name="Round 1") == "2024-12-11 14:00"
    assert load("rounds.json", content) == ["same"] * 31
    assert Opportunity.objects.count() == 31


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode("utf-8-sig"),
        CSV.encode("utf-16"),
        CSV.replace(";", "\t").encode(),
        CSV.replace("\r\n", "\n").encode(),
    ],
    ids=["bom", "utf-16", "tabs", "line ends"],
)
def test_a_file_of_any_spreadsheet_is_understood(content):
    assert load("funds.csv", content) == ["new"]
    assert Opportunity.objects.get().most == 10_000_00
    assert closing() == "2027-03-31 17:00"


def test_a_spreadsheet_is_read_and_what_differs_is_told():
    book = Workbook()
    book.active.append(list(EXAMPLE))
    book.active.append([value if name != "themes" else "" for name, value in EXAMPLE.items()])
    CouncilFactory(principal=True, name="Milton Keynes City Council", short_name="Milton Keynes")
    CouncilFactory(county_council=True, name="Kent County Council", short_name="Kent")
    kept = io.BytesIO()
    book.save(kept)
    assert load("funds.xlsx", kept.getvalue()) == ["new"]
    fund = Opportunity.objects.get()
    assert (fund.types, fund.services, fund.match_percent) == (["parish", "town"], ["play", "open_spaces"], 20)
    assert fund.needs == ["outdoors", "equipment"]
    assert {council.short_name for council in fund.areas.all()} == {"Milton Keynes", "Kent"}
    book.active["G2"], book.active["A3"], book.active["B3"] = 20_000, "Other", "Other"
    book.save(kept := io.BytesIO())
    rows, _faults = checked(read_rows("funds.xlsx", kept.getvalue()))
    found = compared([*rows, rows[0]], None)
    assert [each.kind for each in found] == ["differs", "new", "twice"]
    assert "£20,000.00, here £10,000.00" in found[0].words


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2027-03-31T17:00:00", "2027-03-31 17:00"),
        ("2027-06-30T17:00:00+00:00", "2027-06-30 18:00"),
        ("2027-06-30", "2027-06-30 23:59"),
        ("29 February 2028 at midday", "2028-02-29 12:00"),
        ("29/02/2028", "2028-02-29 23:59"),
        ("31/03/2027 2359", "2027-03-31 23:59"),
        ("31 March 2027 at midnight", "2027-04-01 00:00"),
        ("2027-03-31T24:00", "2027-04-01 00:00"),
        ("2124-01-01", None),
        ("until further notice", None),
    ],
)
def test_a_closing_is_read_as_people_write_it(text, meant):
    load("a.json", json.dumps([{"funder": "F", "programme": "P", "closes": text}]).encode())
    assert closing() == meant


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"closes": "29 February 2027"}, "is no day"),
        ({"closes": "soon"}, "is no day"),
        ({"closes": "28/03/2027 1:30am"}, "this time does not exist"),
        ({"largest_grant": "a lot"}, "Enter an amount in pounds"),
        ({"types": "guild"}, "guild"),
        ({"areas": "Nowhere at all"}, "No principal council is called “Nowhere at all”"),
        ({"areas": "Glouces"}, "Do you mean Gloucester City Council"),
        ({"smallest_grant": "500", "largest_grant": "20"}, "row 7, largest_grant: The largest grant must not be"),
        ({"opens": "1 May 2027", "closes": "1 April 2027"}, "row 7, closes: It must close after it opens"),
        ({"closes": "31/02/2027 2359"}, "is no day"),
        ({"funder": ""}, "Enter"),
        ({"link": "not a link"}, "link"),
    ],
)
def test_a_fault_is_told_by_its_row_and_nothing_is_loaded(cells, told):
    CouncilFactory(district=True, name="Gloucester City Council", short_name="Gloucester")
    good, faults = checked([("row 7", {"funder": "F", "programme": "P", "closes": "", **cells})])
    assert good == []
    assert "row 7" in str(faults[0])
    assert told.casefold() in str(faults[0]).casefold()


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"PK\x03\x04", b"{}", b"[1]", b"funder,programme,colour\nA,B,red"]
)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.json"])
def test_what_is_no_list_is_refused(name, content):
    with pytest.raises(Refused):
        read_rows(name, content)


@given(text=st.text(max_size=40))
def test_whatever_stands_for_a_closing_it_is_a_day_or_a_fault(text):
    try:
        typed = typed_from({"funder": "F", "programme": "P", "closes": text})
    except ValueError as error:
        column, words = error.args
        assert (column, bool(words)) == ("closes", True)
    else:
        assert typed["closing"] in ("day", "open")


def done(job):
    run(job.pk)
    job.refresh_from_db()
    return job


def test_an_officer_sees_what_is_new_and_adds_it(client):
    principal = CouncilFactory(principal=True)
    officer = person(Role.LIAISON_OFFICER, principal)
    sign_in(client, officer)
    form = {"owner": principal.slug, "file": SimpleUploadedFile("funds.csv", (CSV + ROW).encode())}
    assert client.post(reverse("funding:upload"), form).status_code == 302
    preview = done(Job.objects.get(kind="funding.preview"))
    assert (preview.status, preview.facts) == ("done", {"new": 1})
    assert not Opportunity.objects.exists()
    client.post(reverse("funding:apply", args=[preview.public_id]))
    assert done(Job.objects.get(kind="funding.import")).status == "done"
    fund = Opportunity.objects.get()
    assert (fund.owner, fund.status) == (principal, "draft")
    again = client.post(reverse("funding:apply", args=[preview.public_id]))
    assert (again.status_code, Opportunity.objects.count()) == (302, 1)
    with pytest.raises(PermissionDenied):
        actions.import_opportunities(rows=[], owner=None, by=officer)


def test_a_file_with_faults_adds_nothing_and_names_them(client):
    sign_in(client, administrator())
    spoilt = CSV + ROW.replace("31/03", "31/02").replace("Greens", "Trees")
    form = {"owner": "national", "file": SimpleUploadedFile("funds.csv", spoilt.encode())}
    client.post(reverse("funding:upload"), form)
    job = done(Job.objects.get())
    assert job.status == "failed"
    assert "row 5" in job.lines.get().text
    answer = client.post(reverse("funding:upload"), {"owner": "national"})
    assert "Choose a file" in answer.content.decode()
    client.post(reverse("funding:upload"), {"owner": "national", "shipped": "on"})
    assert done(Job.objects.latest("pk")).facts == {"new": 31}
