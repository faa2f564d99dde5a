"""Who has access: what the list says, the PDF of it, and the yearly confirmation."""

import hashlib
import io
from datetime import timedelta

import pikepdf
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.access import access_document, fingerprint_of, people_of
from accounts.actions import invite
from accounts.actions.reviews import confirm_access
from accounts.models import AccessReview, Membership
from accounts.querysets import finished_facts
from core.documents import render_html
from core.jobs.actions import start_job
from core.models import AuditEvent, Job
from core.registry import OPEN_WORK, collect
from core.roles import Role
from core.tasks import run_job
from tests.accounts.conftest import last_mail, link_in
from tests.accounts.factories import MembershipFactory, UserFactory, person, sign_in
from tests.councils.factories import CouncilFactory, SuccessionFactory
from tests.saving import opened

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def work_of(someone):
    someone = type(someone).objects.get(pk=someone.pk)
    return [item for item in collect(OPEN_WORK, someone) if item.title == "Confirm who has access"]


def test_whoever_invited_is_named(client, council, officer):
    invite(council=council, role=Role.COUNCILLOR, address="new@olney.example", by=officer)
    client.post(link_in(last_mail("new@olney.example")), {"name": "New Councillor"})
    assert Membership.objects.get(user__name="New Councillor").added_by == officer
    text = sign_in(client, officer).get(reverse("accounts:people", args=[council.slug])).content.decode()
    assert f"added by {officer}" in text


def test_second_factor_is_named_for_each(principal, officer):
    person(Role.LEAD_MEMBER, principal)
    rows = {row.role: row.second_factor for row in access_document(principal, officer).rows}
    assert rows == {"Liaison officer": "Authenticator app", "Lead member": "No"}


def test_the_spreadsheet_has_the_same_facts(client, council, clerk, officer):
    clerk.memberships.update(added_by=officer)
    text = sign_in(client, clerk).get(reverse("accounts:people-csv", args=[council.slug])).getvalue().decode()
    heading, row = text.splitlines()[:2]
    assert "second_factor" in heading
    assert "added_by" in heading
    for fact in (clerk.name, clerk.email, "Clerk", "yes", "2020-01-01", "No", officer.name):
        assert fact in row


def test_the_pdf_is_made_by_the_worker_with_its_fingerprints(council, clerk):
    job = start_job(kind="accounts.access_list", title="Who has access", subject=council, council=council, by=clerk)
    run_job(job.pk)
    job = Job.objects.get(pk=job.pk)
    assert job.status == "done", job.summary
    file = job.files.get(purpose="result")
    content = b"".join(bytes(part.content) for part in file.parts.order_by("number"))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
    digest = hashlib.sha256(content).hexdigest()
    assert any(digest in line for line in job.lines.values_list("text", flat=True))
    assert AuditEvent.objects.filter(verb="accounts.access_list_made", sentence__contains=digest).exists()


def test_the_document_says_everything_the_auditor_asks(council, clerk):
    confirm_access(council=council, by=clerk)
    document = access_document(council, clerk)
    html = str(render_html("documents/access_list.html", document))
    for words in (clerk.name, clerk.email, "Clerk", "1 January 2020", "Second factor", "Last sign-in", "Added by",
                  document.fingerprint[:8], "Last confirmed"):  # fmt: skip
        assert words in html


def test_whoever_reads_since_a_council_took_over_is_named_as_such(client, council, principal, officer, clerk):
    """Through a chain, and only their right to read; the council that took over says the same from its side."""
    old = CouncilFactory(parents=[principal], dissolved=True)
    between = CouncilFactory(parents=[principal], dissolved=True)
    SuccessionFactory(predecessor=old, successor=between)
    SuccessionFactory(predecessor=between, successor=council)
    MembershipFactory(council=council, ended=True)
    assert clerk.inherited_council_ids == {old.pk, between.pk}
    (reader,) = access_document(old, officer).readers
    assert (reader.name, reader.reads_for, reader.may_sign) == (clerk.name, council.label, False)
    html = str(render_html("documents/access_list.html", access_document(old, officer)))
    assert "Who reads since another council took over" in html
    assert clerk.name in html
    page = sign_in(client, officer).get(reverse("accounts:people", args=[old.slug])).content.decode()
    assert "Who reads its records since another council took over" in page
    assert clerk.email in page
    rows = client.get(reverse("accounts:people-csv", args=[old.slug])).getvalue().decode()
    assert council.label.split(",")[0] in rows.splitlines()[1]
    page = client.get(reverse("accounts:people", args=[council.slug])).content.decode()
    assert old.label in page
    assert between.label in page
    assert access_document(council, officer).readers == ()


def test_a_council_that_goes_on_has_no_readers_from_its_parts(council, principal, officer):
    part = CouncilFactory(parents=[principal])
    person(Role.CLERK, part)
    SuccessionFactory(predecessor=council, successor=part, kind="split")
    assert access_document(council, officer).readers == ()
    assert access_document(part, officer).inherited == ()


def test_strangers_get_no_list(council, rival):
    with pytest.raises(PermissionDenied):
        start_job(kind="accounts.access_list", title="x", subject=council, council=council, by=rival)


def test_a_sign_in_leaves_the_fingerprint_and_a_change_does_not(council, clerk):
    before = fingerprint_of(people_of(council))
    clerk.last_login = timezone.now()
    clerk.save()
    assert fingerprint_of(people_of(council)) == before
    clerk.memberships.update(may_sign=False)
    assert fingerprint_of(people_of(council)) != before


def test_the_clerk_confirms_and_is_asked_again_in_a_year(council, clerk, time_machine):
    assert work_of(clerk)[0].note == "Not confirmed yet"
    confirm_access(council=council, by=clerk)
    assert work_of(clerk) == []
    review = AccessReview.objects.get()
    assert (review.people, review.confirmed_by) == (1, clerk)
    assert AuditEvent.objects.filter(verb="accounts.access_confirmed", council_ids=[council.pk]).exists()
    time_machine.move_to(timezone.now() + YEAR - timedelta(days=1))
    assert work_of(clerk) == []
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert len(work_of(clerk)) == 1


def test_a_council_that_joined_this_year_is_not_asked(council, clerk):
    clerk.memberships.update(starts_on=timezone.localdate() - timedelta(days=300))
    assert work_of(clerk) == []


def test_the_manager_confirms_for_the_principal_and_nobody_else(principal, council, clerk, officer):
    manager = person(Role.MANAGER, principal)
    assert [item.council for item in work_of(manager)] == [principal.label]
    assert work_of(officer) == []
    for who, where in ((officer, principal), (officer, council), (clerk, principal), (manager, council),
                       (UserFactory(administrator=True), council)):  # fmt: skip
        with pytest.raises(PermissionDenied):
            confirm_access(council=where, by=who)
    confirm_access(council=principal, by=manager)


def test_what_was_seen_is_what_is_confirmed(client, council, clerk):
    address = reverse("accounts:confirm-people", args=[council.slug])
    seen = opened(sign_in(client, clerk), address)
    newcomer = MembershipFactory(council=council, role=Role.COUNCILLOR, user=UserFactory(name="Somebody New"))
    response = client.post(address, seen)
    assert not AccessReview.objects.exists()
    assert newcomer.user.name in response.content.decode()
    assert client.post(address, opened(client, address)).status_code == 302
    text = client.get(reverse("accounts:people", args=[council.slug])).content.decode()
    assert "that these are the right people" in text


def test_a_confirmation_cannot_be_changed(council, clerk):
    confirm_access(council=council, by=clerk)
    with pytest.raises(InternalError), transaction.atomic():
        AccessReview.objects.update(people=9)


def test_two_councils_are_asked_about_each(clerk):
    other = CouncilFactory()
    clerk.memberships.create(council=other, role=Role.CLERK, starts_on="2020-01-01")
    assert len(work_of(clerk)) == 2


def test_what_every_page_asks_depends_on_no_day_and_no_person():
    """It is kept as finished SQL for as long as a process lives."""

    def sql():
        finished_facts.cache_clear()
        return {name: (fact.sql, fact.params) for name, fact in finished_facts(Membership).items()}

    with time_machine.travel(timezone.localtime() + timedelta(days=400)):
        later = sql()
    assert sql() == later
    assert "is_asked_to_reset" in later
