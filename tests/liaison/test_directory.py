"""Whom to ask, on paper: the right names for the right readers, written once, and flat for 728 councils."""

import io
import subprocess

import pikepdf
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.documents import fingerprint, render_pdf
from core.facts import cache as facts
from core.formatting import date
from core.models import Job
from core.tasks import run_job
from councils.models import Council
from liaison.documents import directory_of, paper_of
from liaison.known import key_of
from tests.accounts.factories import sign_in
from tests.councils.factories import CouncilFactory
from tests.liaison.factories import Office, in_days
from tests.liaison.test_allocation import many_councils

pytestmark = pytest.mark.django_db


def paper(council):
    """(the PDF's bytes, its words in one line)."""
    for each in Council.objects.local():  # what a commit would forget
        facts.delete(key_of(each.pk, timezone.localdate()))
    content = render_pdf(*paper_of(council, at=timezone.now()))
    printed = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout
    return content, " ".join(printed.decode().split())


def test_it_says_who_answers_today_and_names_nobody_of_another_council():
    county = CouncilFactory(county_council=True)
    office, beside = Office(locals_=3), Office()
    for council in (*office.councils, *beside.councils):
        council.parents.add(county)
    beside.name()
    own, second, third = office.councils
    office.name(councils=[own, second])
    office.name(office.colleague, councils=[second], is_primary=False, post="Deputy manager")
    office.name(office.colleague, councils=None, role="lead_member", post="Cabinet member")
    content, words = paper(office.principal)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en-GB"
    parts = ("Named officer (deputy)", "Deputy manager", "Cabinet member", "all local councils", "2 local councils")
    for said in (office.officer.name, office.officer.email, own.full_name, *parts):
        assert said in words
    assert f"{third.full_name} Nobody to turn to" in words
    assert beside.officer.name not in words
    office.cover(0, 3)
    _content, words = paper(own)
    assert f"stands in until {date(in_days(3))} for: Parish liaison manager" in words
    for said in (office.colleague.email, "Cabinet member", settings.SITE_URL):
        assert said in words
    for hidden in (office.officer.name, beside.officer.name, "Deputy manager"):  # away, of others, of a neighbour
        assert hidden not in words
    assert county.full_name not in words  # it has named nobody


def test_pressed_twice_it_is_written_once_and_only_its_reader_fetches_it(client):
    office, stranger = Office(), Office()
    office.name()
    address = reverse("liaison:directory", args=[office.councils[0].slug])
    sign_in(client, office.clerks[0])
    first = client.post(address).url
    assert client.post(address).url == first
    job = Job.objects.get(kind="liaison.directory")
    run_job(job.pk)
    assert client.post(address).url == first  # done, and nothing is new
    page = client.get(first).content.decode()
    (file,) = job.files.results()
    assert file.filename in page
    assert b"%PDF" in b"".join(client.get(reverse("core:job-file", args=[job.public_id, file.name])))[:8]
    assert client.post(reverse("liaison:directory", args=[office.principal.slug])).status_code == 404
    sign_in(client, stranger.clerks[0])
    assert client.post(address).status_code == 404
    assert client.get(first).status_code == 404
    client.logout()
    assert "/accounts/" in client.post(address).url
    assert Job.objects.filter(kind="liaison.directory").count() == 1


def test_each_finds_the_own_button(client):
    office = Office(locals_=2)
    office.name(councils=None)
    address = reverse("liaison:list", args=[office.principal.slug])
    buttons = {each: reverse("liaison:directory", args=[each.slug]) for each in (office.principal, *office.councils)}
    own, neighbour = office.councils
    for reader, wanted in ((office.officer, office.principal), (office.clerks[0], own), (None, None)):
        sign_in(client, reader) if reader else client.logout()
        shown = client.get(address).content.decode()
        assert [each for each, button in buttons.items() if f'"{button}"' in shown] == ([wanted] if wanted else [])
    sign_in(client, office.clerks[0])
    assert f"{address}#paper" in client.get(own.get_absolute_url()).content.decode()
    assert f"{address}#paper" not in client.get(neighbour.get_absolute_url()).content.decode()


def test_728_councils_cost_no_more_queries(django_assert_max_num_queries):
    office = Office()
    councils = [*office.councils, *many_councils(office.principal, 727)]
    office.name(councils=councils)
    with django_assert_max_num_queries(6):
        document = directory_of(office.principal, at=timezone.now())
    assert len(document.entries) == 728
    (person,) = document.people
    assert person.reach == "728 local councils"
    assert fingerprint(document) == fingerprint(directory_of(office.principal, at=timezone.now()))
