"""Records as JSON: the keys are those that docs/exports.md names, none more, none less."""

import re
import subprocess
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from charters import actions
from charters.printing import make_issued_copy
from core.jobs.running import run
from core.models import Job
from core.roles import Role
from councils.models import Profile
from tests.accounts.factories import person, sign_in
from tests.architecture.source import ROOT
from tests.architecture.year_world import progress, reply_by_post, sign_on_paper
from tests.charters.factories import SUMMARY, Round, countersign, sign
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
    charter = Round(locals_=2).written()
    details = {"title": "Working together", "summary": SUMMARY, "review_on": None, "lasts_months": 36}
    actions.edit_details(version=charter.version, by=charter.officer, **details)
    reply_by = timezone.localdate() + timedelta(days=90)
    charter.version = actions.send_version(
        version=charter.version, councils=charter.councils, reply_by=reply_by, by=charter.officer
    )
    reply_by_post(charter.response(1), by=charter.officer)
    comment = actions.comment_on_section(response=charter.response(0), key="money", text="Who pays?",
                                         by=charter.clerks[0])  # fmt: skip
    actions.decide_comment(comment=comment, decision="accepted", reason="We say so", by=charter.officer)
    sign(charter.response(0), by=charter.clerks[0])
    sign_on_paper(charter.response(1), by=charter.officer)
    return charter.closed()


def finished(charter):
    """Signed, and looked after: a report with a file and a comment, a review, a renewal, a notice."""
    countersign(charter.version, by=charter.officer)
    make_issued_copy(charter.version.pk)
    version, officer, clerk = charter.version, charter.officer, charter.clerks[0]
    party = charter.agreement.parties.get(council=charter.councils[0])
    entry = progress(version, "Two of three are appointed", by=officer)
    actions.comment_on_progress(entry=entry, party=party, text="Thank you", by=clerk)
    review = version.reviews.get()
    actions.give_view(review=review, party=party, verdict="partly", wish="renew", text="It is slow", by=clerk)
    actions.close_review(review=review, outcome="renew", finding="Most was kept", months=12, by=officer)
    leaving = charter.agreement.parties.get(council=charter.councils[1])
    actions.leave(version=version, party=leaving, minute_reference="28/1", reason="Too small", by=charter.clerks[1])
    return charter


def test_a_council_has_the_documented_keys(client, charter):
    council = charter.councils[0]
    AreaFactory(councils=[council])
    SuccessionFactory(predecessor=council, successor=CouncilFactory())
    SuccessionFactory(predecessor=CouncilFactory(), successor=council)
    profile = Profile.objects.create(council=council, population=100, private_note="For officers only")
    profile.population = 120
    profile.save()
    appointment = actions.appoint_champion(
        council=council, role_title="Councillor", starts_on=timezone.localdate(), decision_taker="full_council",
        by=charter.clerks[0],
    )  # fmt: skip
    actions.log_activity(
        appointment=appointment, duty="liaison", done_on=timezone.localdate(), what="Met", by=charter.clerks[0]
    )
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
    (reported,), (review,) = version["progress"], version["reviews"]
    assert (reported["evidence"]["description"], reported["comments"][0]["text"]) == (
        "The list of officers",
        "Thank you",
    )
    assert (review["outcome"], review["views"][0]["wish"]) == ("renew", "renew")
    assert [term["number"] for term in version["terms"]] == [1, 2]
    assert version["notices"][0]["council"] == charter.councils[1].full_name
    assert version["received_replies"][0]["scan"]["description"] == "The cabinet agrees"
    (own,) = sign_in(client, charter.clerks[0]).get(address).json()["versions"]
    assert [answer["council"] for answer in own["answers"]] == [charter.councils[0].full_name]
    assert own["received_replies"] == []
    assert own["progress"] == version["progress"]


def test_who_takes_no_part_reads_of_a_published_charter_what_everyone_may(client, charter):
    finished(charter)
    actions.set_published(agreement=charter.agreement, published=True, by=charter.officer)
    address = reverse("charters:record-json", args=[charter.agreement.reference])
    (version,) = sign_in(client, person(Role.CLERK, CouncilFactory())).get(address).json()["versions"]
    kept_back = ("progress", "reviews", "notices", "renewals", "terms", "received_replies", "answers")
    assert {name: version[name] for name in kept_back} == {name: [] for name in kept_back}


@pytest.mark.parametrize("kind", ["charters", "councils"])
def test_the_record_is_printed(client, charter, kind):
    key = finished(charter).agreement.reference if kind == "charters" else charter.councils[0].slug
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
    shown = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    words = {"charters": ("Two of three are appointed", "Thank you", "It is slow", "Too small", "Most was kept")}
    assert [each for each in words.get(kind, ()) if each not in " ".join(shown.split())] == []
