"""Clusters: formed, consented to, started, joined, left, ended; what the database refuses; who reads what."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from clusters import actions
from clusters.models import Cluster, Member
from core.exceptions import Refused
from core.registry import HANDOVER_ITEM, OPEN_WORK, PASSING, collect
from core.roles import Role
from tests.accounts.factories import MembershipFactory, person, sign_in
from tests.charters.factories import fresh
from tests.clusters.group_factories import WORDS, Grouping
from tests.councils.factories import CouncilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def grouping():
    return Grouping()


def start(grouping, cluster):
    return actions.start_cluster(cluster=cluster, by=fresh(grouping.officer))


def test_it_starts_once_purpose_people_and_two_consents_are_there(grouping):
    cluster = grouping.proposed(purpose="")
    with pytest.raises(Refused, match=r"its purpose, the point person .* and the lead local officer"):
        start(grouping, cluster)
    Cluster.objects.filter(pk=cluster.pk).update(purpose="One caretaker for all")
    cluster = grouping.named(Cluster.objects.get())
    grouping.asked(cluster, 1)
    grouping.say(cluster, 1)
    with pytest.raises(Refused, match="lead council and at least one other"):
        start(grouping, cluster)
    grouping.say(cluster, 0)
    assert start(grouping, cluster).state_label == "At work"
    with pytest.raises(Refused, match="started already"):
        start(grouping, cluster)


def test_to_another_role_a_council_consents_anew(grouping):
    cluster = grouping.ripe()
    member = grouping.asked(cluster, 1, role="minor", leads="Hedges")
    assert not member.has_consented
    assert grouping.say(cluster, 1, minute="Minute 24/130").is_in


def test_whoever_takes_the_lead_takes_it_from_the_one_before(grouping):
    cluster = grouping.started()
    with pytest.raises(Refused, match="Give the lead to another"):
        grouping.asked(cluster, 0, role="active")
    with pytest.raises(Refused, match="must take the lead first"):
        grouping.say(cluster, 0, answer="leave")
    grouping.asked(cluster, 1, role="lead")
    roles = dict(Member.objects.values_list("council", "role"))
    assert roles == {grouping.councils[0].pk: "active", grouping.councils[1].pk: "lead"}
    assert grouping.say(cluster, 0, answer="leave", minute="Minute 24/131").has_left


def test_a_council_asks_to_join_and_is_taken_in(grouping):
    forming = grouping.proposed()
    with pytest.raises(Refused, match="that has started"):
        grouping.say(forming, 2)
    cluster = grouping.started()
    assert grouping.say(cluster, 2).asks
    titles = [work.title for work in collect(OPEN_WORK, fresh(grouping.officer))]
    assert "A council asks to join: Village caretaker" in titles
    assert grouping.asked(cluster, 2, role="minor").is_in
    grouping.say(cluster, 2, answer="leave", minute="Minute 24/140")
    assert grouping.say(cluster, 2).asks


def test_a_clerk_is_told_that_consent_waits(grouping):
    cluster = grouping.proposed()
    grouping.asked(cluster, 1)
    work = collect(OPEN_WORK, fresh(grouping.clerks[1]))
    assert [(w.title, w.url) for w in work if "consents" in w.title] == [
        ("Say whether your council consents: Village caretaker", cluster.get_absolute_url())
    ]


def test_decisions_lie_in_the_past_and_councils_in_the_area(grouping):
    cluster, tomorrow = grouping.proposed(), timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="today or an earlier day"):
        grouping.say(cluster, 0, on=tomorrow)
    grouping.councils.append(CouncilFactory(parents=[CouncilFactory(principal=True)]))
    with pytest.raises(Refused, match="of the area"):
        grouping.asked(cluster, 3)
    stranger = MembershipFactory(council=grouping.councils[3], role=Role.CLERK)
    for name in ("point_person", "lead_officer"):
        facts = {**actions.cluster_words(cluster), name: stranger}
        with pytest.raises(Refused, match="Choose somebody"):
            actions.change_cluster(cluster=cluster, facts=facts, by=fresh(grouping.officer))


@pytest.mark.parametrize(
    ("model", "changed", "name"),
    [
        (Cluster, {"title": ""}, "cluster_has_a_title"),
        (Cluster, {"purpose": ""}, "cluster_starts_with_purpose_and_people"),
        (Cluster, {"lead_officer": None}, "cluster_starts_with_purpose_and_people"),
        (Cluster, {"ended_because": "Why"}, "cluster_ended_with_a_reason"),
        (Member, {"role": "lead"}, "one_lead_of_a_cluster"),
        (Member, {"minute": ""}, "consent_has_day_and_minute"),
        (Member, {"left_on": "2020-01-01", "left_because": "Why"}, "cluster_left_after_consent"),
        (Member, {"left_because": "Why"}, "cluster_left_with_a_reason"),
        (Member, {"invited_at": None}, "cluster_asked_or_joined"),
    ],
)
def test_the_database_refuses_impossible_clusters(grouping, model, changed, name):
    grouping.started()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.update(**changed)


def test_strangers_neither_keep_nor_speak(grouping):
    cluster = grouping.started()
    facts = {"answer": "consent", "minute": "M", "on": timezone.localdate()}
    with pytest.raises(PermissionDenied):
        actions.answer_for_council(cluster=cluster, council=grouping.councils[0], facts=facts, by=grouping.clerks[1])
    with pytest.raises(PermissionDenied):
        actions.end_cluster(cluster=cluster, because="Why", by=grouping.clerks[0])
    with pytest.raises(PermissionDenied):
        actions.change_cluster(cluster=cluster, facts=actions.cluster_words(cluster), by=grouping.clerks[1])
    elsewhere = CouncilFactory(parents=[CouncilFactory(principal=True)])
    with pytest.raises(PermissionDenied):
        actions.propose_cluster(principal=grouping.principal, lead=elsewhere, facts=WORDS, by=grouping.officer)
    with pytest.raises(Refused, match="in whose area"):
        actions.propose_cluster(
            principal=CouncilFactory(principal=True), lead=grouping.councils[0], facts=WORDS, by=fresh(grouping.officer)
        )


def test_the_public_reads_no_names_no_minutes_and_only_who_is_in(grouping, client):
    cluster = grouping.started()
    grouping.asked(cluster, 2)
    address, names = cluster.get_absolute_url(), [cluster.point_person.user.name, cluster.lead_officer.user.name]
    page = client.get(address).content.decode()
    assert grouping.councils[1].full_name in page
    for hidden in (*names, "Minute 24/117", grouping.councils[2].full_name):
        assert hidden not in page
    sign_in(client, fresh(grouping.clerks[2]))
    page = client.get(address).content.decode()
    for shown in (*names, "Minute 24/117", grouping.councils[2].full_name):
        assert shown in page


def test_it_is_found_shown_on_the_council_page_and_ended(grouping, client):
    cluster, forming = grouping.started(), grouping.proposed(title="Caretaker for some")
    pages = [reverse("portal:search") + "?q=caretaker", grouping.councils[1].get_absolute_url()]
    for page in pages:
        text = client.get(page).content.decode()
        assert cluster.get_absolute_url() in text
        assert forming.get_absolute_url() not in text
    ended = actions.end_cluster(cluster=cluster, because="It has done its work", by=fresh(grouping.officer))
    with pytest.raises(Refused, match="has ended"):
        grouping.say(ended, 1, answer="leave")
    assert "It has done its work" in client.get(cluster.get_absolute_url()).content.decode()


def test_it_stands_in_a_handover_passes_on_and_in_the_timeline(grouping, client):
    cluster = grouping.started()
    leaver = cluster.point_person
    items = collect(HANDOVER_ITEM, leaver, [grouping.councils[1]])
    found = {(item.kind, item.council, item.is_own) for item in items if item.title == cluster.title}
    assert found == {("Point person of a cluster", None, True), ("Cluster", grouping.councils[1].pk, False)}
    successor = Membership.objects.get(user=person(Role.LIAISON_OFFICER, grouping.principal))
    assert sum(collect(PASSING, leaver, lambda council: successor, fresh(grouping.officer))) == 1
    assert Cluster.objects.get().point_person == successor
    sign_in(client, fresh(grouping.clerks[1]))
    page = client.get(reverse("liaison:timeline", args=[grouping.councils[1].slug])).content.decode()
    assert "Consented to its part in the cluster “Village caretaker”" in page
