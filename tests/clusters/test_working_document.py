"""The working document of a cluster: begun with what is known, its schedule put in anew, sent to who takes part."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from charters import actions as agreements
from charters.models import Kind
from clusters import actions
from core.exceptions import Refused
from tests.accounts.factories import sign_in
from tests.charters.factories import fresh
from tests.clusters.group_factories import Grouping

YEAR = 2027


@pytest.fixture
def grouping(db):
    return Grouping()


def text_of(cluster):
    return "\n".join(f"{s.heading}\n{s.body}" for s in cluster.agreement.versions.get().sections.all())


def shared(grouping, cluster, pounds):
    """Who pays what of so many pounds, in equal shares of the first two councils."""
    clerk = fresh(grouping.clerks[0])
    schedule = actions.begin_schedule(
        lead=grouping.councils[0], title="Caretaker", year=YEAR, councils=grouping.councils[:2], cluster=cluster,
        by=clerk,
    )  # fmt: skip
    answers = actions.schedule_answers(schedule)
    answers |= {"cost0_name": "Wages", "cost0_pence": pounds * 100, "weight_equal": 1}
    actions.fill_schedule(schedule=schedule, answers=answers, by=clerk)
    return schedule


def test_it_begins_with_purpose_councils_and_who_pays_what(grouping):
    cluster = grouping.started()
    shared(grouping, cluster, 9001)
    cluster = actions.write_document(cluster=cluster, by=fresh(grouping.officer))
    assert cluster.agreement.kind == Kind.CLUSTER
    assert cluster.agreement.convener == grouping.principal
    text = text_of(cluster)
    lead, other = grouping.councils[:2]
    for said in ("One caretaker for all.", f"{lead.full_name}: Leads", f"{other.full_name}: £4,500.50", "£9,001.00"):
        assert said in text
    assert grouping.councils[2].full_name not in text  # was never asked
    with pytest.raises(Refused, match="has a working document already"):
        actions.write_document(cluster=cluster, by=fresh(grouping.officer))


def test_the_schedule_is_put_into_the_draft_anew(grouping, client):
    cluster = grouping.started()
    cluster = actions.write_document(cluster=cluster, by=fresh(grouping.officer))
    with pytest.raises(Refused, match="Nobody has worked out"):
        actions.put_schedule(cluster=cluster, by=fresh(grouping.officer))
    shared(grouping, cluster, 1000)
    sign_in(client, grouping.officer)
    page = client.post(reverse("clusters:document", args=[cluster.reference]), follow=True)
    assert "Schedule: who pays what" in page.content.decode()
    shared(grouping, cluster, 2000)
    actions.put_schedule(cluster=cluster, by=fresh(grouping.officer))
    text = text_of(cluster)
    assert text.count("Schedule: who pays what") == 1
    assert "£1,000.00" in text  # a half of the newer one


def test_it_goes_to_the_councils_that_take_part(grouping, client):
    cluster = actions.write_document(cluster=grouping.started(), by=fresh(grouping.officer))
    sign_in(client, grouping.officer)
    send = reverse("charters:send", args=[cluster.agreement.reference])
    page = BeautifulSoup(client.get(send).content, "lxml")
    ticked = {tag["value"] for tag in page.select("input[name=councils][checked]")}
    assert ticked == {str(council.pk) for council in grouping.councils[:2]}
    sign_in(client, grouping.clerks[1])
    assert "Its agreement is being written." in client.get(cluster.get_absolute_url()).content.decode()
    agreements.send_version(
        version=cluster.agreement.versions.get(), councils=grouping.councils[:2],
        reply_by=timezone.localdate() + timezone.timedelta(days=90), by=fresh(grouping.officer),
    )  # fmt: skip
    assert cluster.agreement.reference in client.get(cluster.get_absolute_url()).content.decode()


def test_officers_of_the_principal_alone_begin_it(grouping):
    with pytest.raises(PermissionDenied):
        actions.write_document(cluster=grouping.started(), by=fresh(grouping.clerks[0]))
