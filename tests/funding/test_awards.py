"""Who was funded near here: files of the 360Giving standard, read grant by grant, kept once."""

import csv
import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from core.exceptions import Refused
from core.jobs.running import run
from core.models import AuditEvent, Job
from core.roles import Role
from funding import actions
from funding.importing.awards import CHUNK, Places, grants_of, read_grant
from funding.models import Award
from tests.accounts.factories import person, sign_in
from tests.councils.factories import AreaFactory, CouncilFactory
from tests.funding.factories import administrator

pytestmark = pytest.mark.django_db


def grant(number=1, **more):
    return {
        "id": f"360G-green-{number}",
        "title": f"Trees {number}",
        "description": "Trees for the green",
        "currency": "GBP",
        "amountAwarded": 1914.5,
        "awardDate": "2026-02-28T00:00:00+00:00",
        "fundingOrganization": [{"id": "GB-CHC-1", "name": "Green Trust"}],
        "recipientOrganization": [{"id": "GB-CHC-2", "name": f"Friends {number}"}],
        "beneficiaryLocation": [{"name": "Cherwell"}],
        **more,
    }


def load(client, grants, **more):
    content = json.dumps({"license": "CC", "grants": grants}, indent=2).encode()
    form = {"file": SimpleUploadedFile("grants.json", content), "source": "Green Trust, CC BY 4.0", **more}
    assert client.post(reverse("funding:load-awards"), form).status_code == 302
    job = Job.objects.latest("pk")
    run(job.pk)
    job.refresh_from_db()
    return job


@pytest.fixture
def places():
    county = CouncilFactory(county_council=True, short_name="Oxfordshire")
    return county, *(CouncilFactory(district=True, county=county, short_name=name) for name in ("Cherwell", "Oxford"))


def test_a_file_is_loaded_shown_and_summed(client, places):
    county, cherwell, oxford = places
    parish = AreaFactory(parent=oxford)
    sign_in(client, administrator())
    grants = [
        grant(1),
        grant(2, awardDate="27/09/2013", beneficiaryLocation=[{"geoCode": "Oxford 008B", "name": "Oxford city"}]),
        grant(3, beneficiaryLocation=[{"geoCode": parish.code}], amountAwarded=100),
        grant(4, beneficiaryLocation=[{"name": "Nowhere"}]),
        grant(5, recipientOrganization=[], recipientIndividual={"name": "A. Person"}),
        grant(6, currency="EUR"),
        grant(7, awardDate="soon"),
    ]
    job = load(client, grants)
    assert (job.status, job.facts) == ("done", {"read": 4})
    assert {line.group for line in job.lines.all()} == {"person", "currency", "unreadable"}
    assert not Award.objects.filter(recipient__contains="Person").exists()
    found = {award.identifier[-1]: award.principal for award in Award.objects.all()}
    assert found == {"1": cherwell, "2": oxford, "3": oxford, "4": None}
    client.logout()
    address = reverse("funding:awards")
    page = client.get(f"{address}?principal={county.slug}&place=Oxfordshire").content.decode()
    assert "3 grants, £3,929.00 in all" in page
    assert "Green Trust, CC BY 4.0" in page
    assert "1 grant, £100.00 in all" in client.get(f"{address}?place=Oxford&up_to=500").content.decode()
    assert "1 grant," in client.get(f"{address}?q=trees&year=2013").content.decode()
    assert client.get(f"{address}?year=none&place=zzz").status_code == 200
    text = client.get(f"{address}?format=csv").getvalue().decode()
    assert "360G-green-1,Trees 1" in text


def test_loaded_again_it_is_brought_up_to_date(client, places):
    sign_in(client, person(Role.LIAISON_OFFICER, places[1]))
    load(client, [grant(1), grant(1, title="Twice")])
    load(client, [grant(1, amountAwarded=5, title="Renamed")])
    award = Award.objects.get()
    assert (award.title, award.amount) == ("Renamed", 500)
    assert AuditEvent.objects.filter(verb="funding.awards_loaded").count() == 2
    with pytest.raises(PermissionDenied):
        actions.load_awards(grants=[], source="S", job=Job.objects.first(), by=person(Role.CLERK, CouncilFactory()))


def test_a_file_that_breaks_off_leaves_nothing(client, tmp_path):
    sign_in(client, administrator())
    form = {"file": SimpleUploadedFile("grants.json", json.dumps([grant(1), grant(2)]).encode()[:-40]), "source": "S"}
    client.post(reverse("funding:load-awards"), form)
    job = Job.objects.latest("pk")
    run(job.pk)
    job.refresh_from_db()
    assert job.status == "failed"
    assert not Award.objects.exists()


def test_a_spreadsheet_of_grants_says_the_same_as_json(tmp_path, places):
    names = "Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:0:Name,Recipient Org:1:Name"
    head = [*names.split(","), "Recipient Ind:Name", "Funding Org:Name", "Beneficiary Location:0:Name", "Ours"]
    rows = [
        ["1", "Trees", "GBP", 1914.5, date(2026, 2, 28), "Friends", "Others", None, "Trust", "Cherwell", "x"],
        ["2", "Help", "GBP", 100, "2026-02-28", None, None, "A. Person", "Trust", "", ""],
    ]
    book = Workbook()
    for row in [head, *rows]:
        book.active.append(row)
    book.save(tmp_path / "grants.xlsx")
    with (tmp_path / "grants.csv").open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([head, *rows])
    for name in ("grants.xlsx", "grants.csv"):
        first, second = (read_grant(each, Places()) for each in grants_of(tmp_path / name))
        assert (first.outcome, second.outcome) == ("read", "person")
        assert first.facts["recipient"] == "Friends"
        assert (first.facts["amount"], first.facts["awarded_on"]) == (191450, date(2026, 2, 28))
        assert first.facts["principal_id"] == places[1].pk
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    for name in ("other.csv", "broken.xlsx"):
        (tmp_path / "broken.xlsx").write_bytes(b"PK")
        with pytest.raises(Refused):
            list(grants_of(tmp_path / name))


@settings(deadline=None)  # it reads files, and the machine may be busy
@given(sizes=st.lists(st.integers(0, 2000), max_size=60), text=st.text(max_size=30))
def test_grants_are_read_one_by_one_wherever_the_file_is_cut(tmp_path_factory, sizes, text):
    grants = [{"id": number, "words": text * size} for number, size in enumerate(sizes)]
    path = tmp_path_factory.mktemp("grants") / "grants.json"
    path.write_text(json.dumps({"grants": grants}), encoding="utf-8")
    assert list(grants_of(path)) == grants
    assert CHUNK == 64 * 1024


@pytest.mark.parametrize("content", ["", "{}", "<html>", '{"grants": {', "[1, 2", '{"grants": [nonsense]}'])
def test_what_is_no_such_file_is_refused(tmp_path, content):
    path = tmp_path / "grants.json"
    path.write_text(content)
    with pytest.raises(Refused):
        list(grants_of(path))
