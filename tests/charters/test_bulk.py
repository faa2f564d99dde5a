"""Papers for many councils and the signed charters of an area, as one file."""

import csv
import io
import zipfile

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from charters.printing import make_issued_copy
from core.jobs.actions import start_job
from core.jobs.files import stream
from core.jobs.running import run
from core.models import Job
from core.roles import Role
from tests.accounts.factories import MembershipFactory, UserFactory, person, sign_in
from tests.charters.factories import Round, make_council

pytestmark = pytest.mark.django_db


def ask(client, charter, **choice):
    """The officer asks for papers; the worker makes them; the job."""
    sign_in(client, charter.officer)
    address = reverse("charters:papers", args=[charter.agreement.reference])
    answer = client.post(address, {"which": "all", "form": "zip", **choice})
    job = Job.objects.latest("pk")
    assert answer["Location"] == job.get_absolute_url()
    run(job.pk)
    return Job.objects.get(pk=job.pk)


def made(job):
    """The bytes of the file that came of it."""
    return b"".join(stream(job.files.get()))


def contents(packed):
    return list(csv.DictReader(io.StringIO(packed.read("contents.csv").decode("utf-8-sig"))))


def test_papers_of_all_councils_as_single_files(client):
    charter = Round(locals_=3).sent().signed(0)
    job = ask(client, charter)
    assert (job.status, job.summary, job.total) == ("done", "3 papers", 0)
    packed = zipfile.ZipFile(io.BytesIO(made(job)))
    names = {f"paper-{council.slug}.pdf" for council in charter.councils}
    assert set(packed.namelist()) == {*names, "contents.csv"}
    assert packed.testzip() is None
    rows = contents(packed)
    assert {row["file"] for row in rows} == names
    assert sorted(row["minute_reference"] for row in rows) == ["", "", "26/118"]
    assert all(response.paper_id for response in charter.version.responses.all())


def test_papers_to_print_start_on_a_fresh_sheet_each(client):
    charter = Round(locals_=3).sent()
    job = ask(client, charter, form="pdf")
    with pikepdf.open(io.BytesIO(made(job))) as pdf, pdf.open_outline() as outline:
        starts = [pdf.pages.index(pikepdf.Page(item.destination[0])) for item in outline.root]
        assert [item.title for item in outline.root] == [line.text for line in job.lines.in_order()]
        assert len(starts) == 3
        assert all(start % 2 == 0 for start in starts)
        assert starts[0] == 0


def test_only_those_that_have_not_answered(client):
    charter = Round(locals_=3).sent().signed(0, 1)
    job = ask(client, charter, which="waiting")
    assert [line.text for line in job.lines.all()] == [charter.councils[2].label]
    charter.signed(2)
    assert "No council fits" in ask(client, charter, which="waiting").error


def test_pressing_twice_makes_one_file(client):
    charter = Round(locals_=1).sent()
    sign_in(client, charter.officer)
    address = reverse("charters:papers", args=[charter.agreement.reference])
    first, second = (client.post(address, {"which": "all", "form": "zip"}) for _ in range(2))
    assert first["Location"] == second["Location"]


def test_every_signed_charter_of_the_area(client):
    charter = Round(locals_=2).in_force()
    other = Round(locals_=1).in_force()  # of another principal, signed by nobody of this area
    make_issued_copy(charter.version.pk)
    sign_in(client, charter.officer)
    address = reverse("charters:area-copies", args=[charter.principal.slug])
    page = client.get(address).content.decode()
    assert charter.agreement.title in page
    client.post(address, {"form": "zip"})
    job = Job.objects.latest("pk")
    run(job.pk)
    packed = zipfile.ZipFile(io.BytesIO(made(job)))
    assert [row["reference"] for row in contents(packed)] == [charter.agreement.reference]
    assert other.agreement.reference not in str(packed.namelist())
    assert client.get(reverse("charters:area-copies", args=[other.principal.slug])).status_code == 404


def test_an_area_without_a_charter_says_so(client):
    principal = make_council()
    sign_in(client, person(Role.LEAD_MEMBER, principal))
    address = reverse("charters:area-copies", args=[principal.slug])
    assert "Nothing is in force in this area yet" in client.get(address).content.decode()


def test_work_is_no_longer_named_to_somebody_who_left(client):
    """Its title says what was agreed with whom; only what everybody may read, and one's own data, stay listed."""
    charter = Round(locals_=1).in_force()
    clerk, council = charter.clerks[0], charter.councils[0]
    began = {
        "charters.record": (charter.agreement, {"agreement": charter.agreement.pk}),
        "councils.record": (council, {"council": council.pk}),
        "accounts.my_data": (clerk, {}),
    }
    for kind, (subject, params) in began.items():
        start_job(kind=kind, title=f"Work on {kind}", subject=subject, params=params, key=kind, by=clerk)
    shown = sign_in(client, clerk).get(reverse("core:jobs")).content.decode()
    assert all(f"Work on {kind}" in shown for kind in began)

    MembershipFactory(user=clerk, council=make_council())
    clerk.memberships.filter(council=council).update(revoked_at=timezone.now(), revoked_by=clerk)
    shown = client.get(reverse("core:jobs")).content.decode()
    assert [kind for kind in began if f"Work on {kind}" in shown] == ["accounts.my_data"]
    assert "Work on charters.record" not in client.get("/").content.decode()
    gone = Job.objects.get(kind="charters.record")
    assert client.get(gone.get_absolute_url()).status_code == 404

    charter.agreement.published_at, charter.agreement.published_by = timezone.now(), charter.officer
    charter.agreement.save()
    shown = client.get(reverse("core:jobs")).content.decode()
    assert [kind for kind in began if f"Work on {kind}" in shown] == ["charters.record", "accounts.my_data"]


def test_administrators_of_old_do_not_see_what_they_loaded(client):
    admin = UserFactory(administrator=True)
    start_job(kind="councils.preview", title="Preview of lists", by=admin)
    admin.is_staff = False
    admin.save()
    assert "Preview of lists" not in sign_in(client, admin).get(reverse("core:jobs")).content.decode()
