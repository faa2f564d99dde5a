"""What partnerships add up to, the schedule of an agreement, and the register on paper."""

import io

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from charters.models import Section
from core.documents import fingerprint, render_pdf
from core.exceptions import Refused
from core.models import Job
from core.roles import Role
from partnerships import actions
from partnerships.models import Partnership, year_of
from partnerships.paper import register_paper
from partnerships.rollup import rollup
from tests.accounts.factories import person, sign_in
from tests.partnerships.factories import Shared, a_risk, in_days
from tests.partnerships.test_money import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared():
    return Shared().live(value_pence=5_000_00)


def another(shared, title="Hall", **changed):
    other = Shared(shared.principal, shared.council, officer=shared.officer, title=title)
    return other.live(title=title, **changed)


def test_count_worth_and_savings_by_type_service_and_year(client, shared):
    Partnership.objects.filter(pk=shared.entry.pk).update(service="leisure", saving_pence=70_00)
    another(shared, value_pence=None)
    Shared().live(value_pence=999_99)  # of another council
    enter(shared, 2026, 1_00, 2_00, planned_pence=9_00, achieved_pence=0)
    enter(shared, 2027, 5_00)
    sign_in(client, shared.officer)
    sums = client.get(reverse("partnerships:sums")).context_data["sums"]
    [kind] = sums.by_type
    assert kind.words == shared.principal.get_type_display()
    assert kind.figures == sums.together.figures == {
        "count": 2, "worth": 5_000_00, "saving": 70_00, "put_in": 8_00, "planned": 9_00, "achieved": 0,
    }  # fmt: skip
    assert [(line.words, line.figures["count"]) for line in sums.by_service] == [
        ("Leisure, culture and libraries", 1), ("Not said", 1),
    ]  # fmt: skip
    assert sums.by_service[1].figures["worth"] is None
    years = {line.group: line.figures for line in sums.by_year}
    assert years["2027-2028"]["put_in"] == 5_00
    begun = year_of(shared.entry.starts_on)
    assert years[f"{begun}-{begun + 1}"]["count"] == 2
    text = b"".join(client.get(reverse("partnerships:sums") + "?format=csv&service=leisure")).decode("utf-8-sig")
    assert "service,leisure,1,500000,7000,800,900,0" in text


def test_sums_take_as_many_queries_for_many(django_assert_num_queries, shared):
    with django_assert_num_queries(3):
        rollup(Partnership.objects.with_tier())
    another(shared)
    enter(shared, 2026, 1_00, planned_pence=9_00)
    with django_assert_num_queries(3):
        rollup(Partnership.objects.with_tier())


def test_the_schedule_goes_into_the_draft_and_is_replaced_there(client, shared):
    enter(shared, 2026, 1_000_00, 500_00, 250_00)
    entry = actions.write_agreement(partnership=shared.entry, by=shared.officer)
    schedule = Section.objects.filter(version__agreement=entry.agreement, heading="Schedule: who puts in what")
    assert "From April 2026 to March 2027" in schedule.get().body
    assert f"- {shared.principal.label}: £1,000.00 in money and £500.00 in kind" in schedule.get().body
    enter(shared, 2027, 300_00)
    sign_in(client, shared.officer)
    assert "into the draft" in client.get(reverse("partnerships:money", args=[entry.reference])).content.decode()
    client.post(reverse("partnerships:move", args=[entry.reference, "write_schedule"]))
    assert "All together: £2,050.00" in schedule.get().body
    other = another(shared)
    with pytest.raises(Refused, match="no draft"):
        actions.write_schedule(partnership=other.entry, by=shared.officer)


def test_the_paper_names_what_is_late_first_and_is_an_accessible_pdf(shared):
    another(shared, "Ahead of all")
    a_risk(shared, likelihood=5, impact=5, next_review_on=in_days(-1))
    document = register_paper(shared.principal, at=timezone.now())
    assert [entry.risks for entry in document.entries] == ["1, the highest 25, High", ""]
    assert dict(document.facts)["Worth"].startswith("£5,500.00, known of 2 of 2")
    with pikepdf.open(io.BytesIO(render_pdf("documents/partnership_register.html", document))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo.get("/Title", "")) == "Register of partnerships"


def test_the_paper_is_printed_once_for_the_same_content(client, shared, time_machine):
    now = timezone.now().replace(hour=10, minute=5)
    early, late = (register_paper(shared.principal, at=at) for at in (now, now.replace(hour=11)))
    assert fingerprint(early) == fingerprint(late)
    sign_in(client, shared.officer)
    address = reverse("partnerships:paper", args=[shared.principal.slug])
    first = client.post(address).url
    Job.objects.update(status="done", started_at=timezone.now(), finished_at=timezone.now())
    assert client.post(address).url == first
    a_risk(shared)
    assert client.post(address).url != first
    sign_in(client, person(Role.LIAISON_OFFICER, Shared().principal))
    assert client.post(address).status_code == 404
