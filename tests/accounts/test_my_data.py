"""A person takes along all that is held about them, and nothing about anybody else."""

import csv
import io
import json
import re
import zipfile

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.actions import invite
from accounts.models import Removal, User
from core.jobs.running import run
from core.models import Job, OutgoingEmail
from core.roles import Role
from councils.models import Council
from tests.accounts.factories import UserFactory, open_session, person, sign_in
from tests.architecture.test_records import documented, keys_of
from tests.charters.factories import Round, fresh, sign

pytestmark = pytest.mark.django_db
RIVAL = "Ragnhild Sentinelson"
RIVALS = "ragnhild@sentinelson.example"


@pytest.fixture
def charter():
    """A clerk who answered and signed; the officer above them is the rival."""
    charter = Round(locals_=2)
    charter.officer.name, charter.officer.email = RIVAL, RIVALS
    charter.officer.save()
    charter.officer.emailaddress_set.update(email=RIVALS)
    charter.sent()
    sign(charter.response(0), by=charter.clerks[0], typed_name="Mine Own-Name")
    return charter


def taken(client, someone):
    """The ZIP as the person gets it."""
    answer = sign_in(client, someone).post(reverse("accounts:take-my-data"))
    job = Job.objects.latest("pk")
    assert answer["Location"] == job.get_absolute_url()
    run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error) == ("done", "")
    content = client.get(reverse("core:job-file", args=[job.public_id, "data"])).getvalue()
    return job, zipfile.ZipFile(io.BytesIO(content))


def test_a_clerk_reads_their_shared_mailbox_and_dates_in_words(client, charter):
    """It belongs to the council, so a removal leaves it; but it is no secret to whoever signs in with it."""
    clerk, other = charter.clerks
    Council.objects.filter(pk=charter.councils[0].pk).update(role_mailbox=clerk.email)
    Council.objects.filter(pk=charter.councils[1].pk).update(role_mailbox=other.email)
    open_session(clerk)
    _job, packed = taken(client, clerk)
    parts = {part["table"]: part["rows"] for part in json.loads(packed.read("your-data.json"))["parts"]}
    assert parts["account.EmailAddress"][0]["email"] == clerk.email
    assert parts["accounts.OpenSession"][0]["in_browser"] == "Firefox on a Windows computer"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(packed.read("your-data.pdf"))).pages)
    assert "1 January 2020" in text
    assert "Pgh" not in text
    assert not re.search(r"\d{4}-\d\d-\d\d", text)
    assert other.email not in text


def test_a_person_gets_all_that_is_about_them(client, charter):
    clerk = charter.clerks[0]
    _job, packed = taken(client, clerk)
    data = json.loads(packed.read("your-data.json"))
    assert keys_of({**data, "parts": [{**part, "rows": []} for part in data["parts"]]}) == documented(data["format"])
    parts = {part["table"]: part["rows"] for part in data["parts"]}
    assert parts["accounts.User"][0]["email"] == clerk.email
    assert parts["charters.Signature"][0]["typed_name"] == "Mine Own-Name"
    assert parts["accounts.Membership"][0]["role"] == "Clerk"
    assert {row["subject_shown"] for row in parts["core.OutgoingEmail"]} == set(
        OutgoingEmail.objects.filter(to=clerk.email).values_list("subject_shown", flat=True)
    )
    assert any("signed" in row["sentence"] for row in parts["core.AuditEvent"])
    reader = PdfReader(io.BytesIO(packed.read("your-data.pdf")))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Mine Own-Name" in text
    rows = list(csv.reader(io.StringIO(packed.read("csv/charters-signature.csv").decode("utf-8-sig"))))
    assert rows[0][:3] == ["version", "council_name", "typed_name"]


def test_nothing_about_another_person_is_in_it(client, charter):
    """The rival invited, sent, mailed and is named in what the person got."""
    mine = charter.clerks[0].email
    invite(council=charter.councils[1], role=Role.COUNCILLOR, address=mine, by=fresh(charter.officer))
    assert OutgoingEmail.objects.filter(to=mine, text__contains=RIVAL).exists()
    _job, packed = taken(client, charter.clerks[0])
    for name in packed.namelist():
        content = packed.read(name)
        if name.endswith(".pdf"):
            content = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).encode()
        for trace in (RIVAL, RIVALS, "sentinelson", charter.clerks[1].email, charter.clerks[1].name):
            assert trace.lower().encode() not in content.lower(), f"{trace} in {name}"


def test_nobody_else_can_fetch_it_not_even_an_administrator(client, charter):
    job, _packed = taken(client, charter.clerks[0])
    address = reverse("core:job-file", args=[job.public_id, "data"])
    assert sign_in(client, UserFactory(administrator=True)).get(address).status_code == 403
    assert sign_in(client, charter.clerks[1]).get(address).status_code == 404
    assert sign_in(client, charter.officer).get(address).status_code == 404


def test_two_presses_of_the_button_make_one_copy(client):
    sign_in(client, person())
    first = client.post(reverse("accounts:take-my-data"))
    assert client.post(reverse("accounts:take-my-data"))["Location"] == first["Location"]


def test_the_page_says_what_would_go_and_what_stays(client, charter):
    clerk = charter.clerks[0]
    person(Role.CLERK, charter.councils[0])
    page = sign_in(client, clerk).get(reverse("accounts:remove-me")).content.decode()
    assert "Signatures you gave for a council (1)" in page
    assert "the record of what a council decided" in page
    assert "Article 17(3)" in page


def test_a_person_removes_themselves_with_the_code_from_their_mail(client):
    someone = person(Role.COUNCILLOR)
    sign_in(client, someone)
    assert client.post(reverse("accounts:remove-me"))["Location"] == reverse("accounts:confirm-remove-me")
    code = OutgoingEmail.objects.get(to=someone.email, kind="accounts.proof_code").subject.split()[0]
    wrong = client.post(reverse("accounts:confirm-remove-me"), {"code": "000000" if code != "000000" else "111111"})
    assert wrong.status_code == 200
    assert not Removal.objects.exists()
    done = client.post(reverse("accounts:confirm-remove-me"), {"code": code})
    assert done["Location"] == reverse("accounts:removed")
    assert client.get(done["Location"]).status_code == 200
    assert client.get(reverse("accounts:me")).status_code == 302
    assert Removal.objects.get().person == someone
    assert User.objects.get(pk=someone.pk).email is None


def test_the_last_clerk_reads_why_it_is_not_possible_yet(client):
    someone = person(Role.CLERK)
    sign_in(client, someone)
    page = client.post(reverse("accounts:remove-me")).content.decode()
    assert "This is not possible yet" in page
    assert someone.memberships.get().council.label in page
    assert not OutgoingEmail.objects.exists()
    refused = client.post(reverse("accounts:confirm-remove-me"), {"code": "123456"}).content.decode()
    assert "This is the last clerk" in refused


def test_an_administrator_removes_somebody_who_asked(client):
    administrator, someone = UserFactory(administrator=True), person(Role.COUNCILLOR)
    sign_in(client, administrator)
    choose = reverse("accounts:choose-to-remove")
    assert "Nobody signs in with this address" in client.post(choose, {"address": "no@example.org"}).content.decode()
    assert "your own account" in client.post(choose, {"address": administrator.email}).content.decode()
    check = client.post(choose, {"address": someone.email.upper()})["Location"]
    assert someone.name in client.get(check).content.decode()
    assert "Confirm that the person asked for it" in client.post(check, {}).content.decode()
    assert client.post(check, {"asked": "on"})["Location"] == reverse("accounts:removals")
    assert Removal.objects.get().by == administrator
    page = client.get(reverse("accounts:removals")).content.decode()
    assert "at the person’s request" in page
    assert fresh(someone).name == ""
    assert client.get(check)["Location"] == choose
