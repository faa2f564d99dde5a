"""Records as JSON: the keys are those that docs/exports.md names, none more, none less."""

import re

import pytest
from django.urls import reverse

from charters.printing import make_issued_copy
from core.jobs.running import run
from core.models import Job
from councils.models import Profile
from tests.accounts.factories import sign_in
from tests.architecture.source import ROOT
from tests.charters.factories import Round, countersign, sign
from tests.councils.factories import AreaFactory, CouncilFactory, SuccessionFactory

pytestmark = pytest.mark.django_db
FREE = {"profile", "profile_private", "text"}  # named by the profile's questions and by the frozen text


def keys_of(data):
    """Every key of nested data, but not those of parts that have names of their own."""
    if isinstance(data, list):
        return set().union(*map(keys_of, data)) if data else set()
    if not isinstance(data, dict):
        return set()
    return set(data).union(*(keys_of(value) for name, value in data.items() if name not in FREE))


def documented(form):
    """The keys that the document names for a form."""
    text = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    (part,) = re.findall(rf"form `{form}`: (.*?)(?:\n\n|\Z)", text, re.DOTALL)
    return set(re.findall(r"`(\w+)`", part)) - {"null"}


@pytest.fixture
def charter():
    charter = Round(locals_=2).sent()
    sign(charter.response(0), by=charter.clerks[0])
    charter.signed(1).closed()
    return charter


def finished(charter):
    countersign(charter.version, by=charter.officer)
    make_issued_copy(charter.version.pk)
    return charter


def test_a_council_has_the_documented_keys(client, charter):
    council = charter.councils[0]
    AreaFactory(councils=[council])
    SuccessionFactory(predecessor=council, successor=CouncilFactory())
    SuccessionFactory(predecessor=CouncilFactory(), successor=council)
    profile = Profile.objects.create(council=council, population=100, private_note="For officers only")
    profile.population = 120
    profile.save()
    address = reverse("councils:record-json", args=[council.slug])
    data = sign_in(client, charter.clerks[0]).get(address).json()
    assert keys_of(data) == documented("common-ground-council-1")
    assert data["profile"]["population"] == 120
    assert data["profile_private"]["private_note"] == "For officers only"
    assert "100 → 120" in data["history"][0]["change"]
    assert sign_in(client, charter.clerks[1]).get(address).status_code == 403


def test_an_agreement_has_the_documented_keys(client, charter):
    finished(charter)
    address = reverse("charters:record-json", args=[charter.agreement.reference])
    data = sign_in(client, charter.officer).get(address).json()
    assert keys_of(data) == documented("common-ground-agreement-1")
    (version,) = data["versions"]
    assert len(version["answers"]) == 2
    assert len(version["signatures"]) == 3
    assert version["text_sha256"] == charter.version.text_hash
    own = sign_in(client, charter.clerks[0]).get(address).json()
    assert [answer["council"] for answer in own["versions"][0]["answers"]] == [charter.councils[0].full_name]


@pytest.mark.parametrize("kind", ["charters", "councils"])
def test_the_record_is_printed(client, charter, kind):
    key = charter.agreement.reference if kind == "charters" else charter.councils[0].slug
    sign_in(client, charter.clerks[0])
    answer = client.post(reverse(f"{kind}:record", args=[key]))
    job = Job.objects.latest("pk")
    assert answer["Location"] == job.get_absolute_url()
    run(job.pk)
    job = Job.objects.get(pk=job.pk)
    assert (job.status, job.error) == ("done", "")
    content = client.get(reverse("core:job-file", args=[job.public_id, "record"])).getvalue()
    assert content.startswith(b"%PDF")
    assert b"pdfaid" in content
