"""How a cluster is, once a year and by each for itself; and what asks that it be confirmed anew."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Membership
from clusters import actions
from clusters.health import compared, reasons_to_confirm
from clusters.models import Cluster, HealthCheck
from clusters.models.health import CHECKED
from core.exceptions import Refused
from core.facts import cache
from core.roles import Role
from councils.models import Profile
from tests.accounts.factories import person, sign_in
from tests.charters.factories import fresh
from tests.clusters.group_factories import Grouping
from tests.saving import save

COLOURS = st.sampled_from(["green", "amber", "red"])
ANSWERS = st.fixed_dictionaries(dict.fromkeys(CHECKED, COLOURS))


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def grouping(db):
    return Grouping()


@pytest.fixture
def cluster(grouping):
    """At work, and looked at again in a year."""
    cluster = grouping.started()
    Cluster.objects.filter(pk=cluster.pk).update(review_on=in_days(365))
    return read(cluster)


def read(cluster):
    return Cluster.objects.whole().with_people().get(pk=cluster.pk)


def test_each_says_its_own_before_it_reads_the_others(grouping, cluster, client):
    grouping.check(cluster, 0, fair="red", words="We pay for the van alone")
    address = reverse("clusters:health", args=[cluster.reference])
    sign_in(client, grouping.clerks[1])
    assert "We pay for the van alone" not in client.get(address).content.decode()
    check = reverse("clusters:health-check", args=[cluster.reference, grouping.councils[1].slug])
    typed = dict.fromkeys(CHECKED, "green")
    assert "Select yes, partly or no" in save(client, check, {**typed, "fair": ""}).content.decode()
    save(client, check, typed)
    page = client.get(address).content.decode()
    assert "We pay for the van alone" in page
    assert page.count("Councils see this differently.") == 1
    assert "2 of 3 have answered" in page


def test_answers_are_put_right_and_kept_once_a_year(grouping, cluster):
    grouping.check(cluster, 0)
    grouping.check(cluster, 0, voice="red")
    assert HealthCheck.objects.get().voice == "red"
    with pytest.raises(IntegrityError, match="cluster_health_fair_is_said"), transaction.atomic():
        HealthCheck.objects.update(fair="")


def test_who_takes_no_part_says_nothing(grouping, cluster):
    with pytest.raises(PermissionDenied):
        grouping.check(cluster, 2)
    with pytest.raises(PermissionDenied):
        actions.check_health(cluster=cluster, council=grouping.councils[1], facts={}, by=fresh(grouping.clerks[0]))


@given(st.lists(ANSWERS, max_size=4))
def test_councils_differ_where_one_says_yes_and_another_no(said):
    checks = [HealthCheck(council_id=number, **each) for number, each in enumerate(said, start=1)]
    for check in checks:
        check._state.fields_cache["council"] = check.council_id
    for (name, words), (shown, answers, differs) in zip(CHECKED.items(), compared(checks), strict=True):
        assert shown == words
        assert list(answers.values()) == [each[name] for each in said]
        assert differs == ({"green", "red"} <= {each[name] for each in said})


def test_nothing_asks_while_everything_is_as_it_was(cluster):
    assert reasons_to_confirm(cluster) == []


def test_a_day_a_person_and_an_election_ask_that_it_be_confirmed(grouping, cluster, client):
    Cluster.objects.filter(pk=cluster.pk).update(review_on=in_days(30), started_at=timezone.now() - timedelta(days=90))
    Profile.objects.update_or_create(council=grouping.councils[1], defaults={"next_election_on": in_days(-5)})
    Membership.objects.filter(pk=cluster.lead_officer_id).update(revoked_at=timezone.now(), revoked_by=grouping.officer)
    reasons = " ".join(reasons_to_confirm(read(cluster)))
    for words in ("looked at again by", "lead local officer no longer acts", "had an election on"):
        assert words in reasons
    cache.clear()
    sign_in(client, grouping.officer)
    assert "Confirm that the cluster goes on: Village caretaker" in client.get("/").content.decode()
    with pytest.raises(Refused, match="Name another lead local officer first"):
        actions.confirm_cluster(cluster=cluster, review_on=in_days(365), by=fresh(grouping.officer))
    successor = person(Role.CLERK, grouping.councils[0])
    facts = {**actions.cluster_words(read(cluster)), "lead_officer": successor.current_memberships[0]}
    actions.change_cluster(cluster=cluster, facts=facts, by=fresh(grouping.officer))
    assert "A named lead has changed" in " ".join(reasons_to_confirm(read(cluster)))
    address = reverse("clusters:confirm", args=[cluster.reference])
    assert "A named lead has changed" in client.get(address).content.decode()
    day = in_days(365)
    client.post(address, {"review_on-day": day.day, "review_on-month": day.month, "review_on-year": day.year})
    assert reasons_to_confirm(read(cluster)) == []
    cache.clear()
    assert "Confirm that the cluster goes on: Village" not in client.get("/").content.decode()


def test_the_clerk_of_the_council_that_leads_is_asked_too_and_no_other_clerk(grouping, cluster, client):
    Cluster.objects.filter(pk=cluster.pk).update(review_on=in_days(30))
    asked = "Confirm that the cluster goes on: Village caretaker"
    for at, is_asked in ((0, True), (1, False), (2, False)):
        cache.clear()
        sign_in(client, grouping.clerks[at])
        assert (asked in client.get("/").content.decode()) == is_asked
    sign_in(client, grouping.clerks[0])
    address = reverse("clusters:confirm", args=[cluster.reference])
    day = in_days(365)
    client.post(address, {"review_on-day": day.day, "review_on-month": day.month, "review_on-year": day.year})
    cache.clear()
    assert asked not in client.get("/").content.decode()


@pytest.mark.parametrize(("days", "words"), [(0, "lies ahead"), (-1, "lies ahead"), (3000, "five years")])
def test_it_goes_on_until_a_day_that_lies_ahead(grouping, cluster, days, words):
    with pytest.raises(Refused, match=words):
        actions.confirm_cluster(cluster=cluster, review_on=in_days(days), by=fresh(grouping.officer))
