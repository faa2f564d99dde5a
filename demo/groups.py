"""Clusters of the demonstration, through the portal's own actions."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from clusters import actions
from clusters.models import Cluster, Neighbours
from clusters.models.health import CHECKED
from demo import clock, people
from demo.places import council_of
from demo.roles import fixture


def declare_neighbours():
    """Pairs that no list of wards knows, said by the clerk of the first."""
    for story in fixture("groups")["neighbours"]:
        one, other = council_of(story["council"]), council_of(story["near"])
        if not Neighbours.objects.between(one, other).exists():
            actions.declare_neighbour(council=one, other=other, by=people.clerk_of(one))


def form_clusters():
    """Every cluster of the fixtures that is not there yet."""
    for story in fixture("groups")["clusters"]:
        principal = council_of(story["principal"])
        if not Cluster.objects.of_principals([principal.pk]).filter(title=story["title"]).exists():
            form(story, principal)


@transaction.atomic
def form(story, principal):
    """Proposed, the councils asked, consents noted, started."""
    by, lead, today = people.named(story["officer"]), council_of(story["lead"]), timezone.localdate()
    names = ("title", "purpose", "basis", "kind", "shares", "governance")
    facts = {name: story[name] for name in names}
    decided = today - timedelta(days=story["ago"] - 30)
    with clock.set_back(story["ago"]):
        cluster = actions.propose_cluster(principal=principal, lead=lead, facts=facts, by=by)
        people_of_it = {
            "point_person": Membership.objects.get(user=by, council=principal),
            "lead_officer": Membership.objects.get(user=people.clerk_of(lead), council=lead),
            "review_on": today + timedelta(days=90),
        }
        words = {**actions.cluster_words(cluster), **people_of_it}
        actions.change_cluster(cluster=cluster, facts=words, by=by)
        for member in story["members"]:
            part = {"role": member["role"], "leads": member.get("leads", "")}
            actions.name_member(cluster=cluster, council=council_of(member["council"]), facts=part, by=by)
    with clock.set_back(story["ago"] - 30):
        for member in story["members"]:
            council = council_of(member["council"])
            if "minute" in member:
                said = {"answer": "consent", "on": decided, "minute": member["minute"]}
                actions.answer_for_council(cluster=cluster, council=council, facts=said, by=people.clerk_of(council))
    with clock.set_back(story["started_ago"]):
        actions.start_cluster(cluster=cluster, by=by)


def look_back():
    """What councils said of those that say so, this year: the lead, another, and the principal council."""
    for story in fixture("groups")["clusters"]:
        rows = Cluster.objects.of_principals([council_of(story["principal"]).pk]).filter(title=story["title"])
        for cluster in rows.filter(health_checks=None):
            for said in story.get("health", []):
                council = council_of(said["council"])
                by = people.clerk_of(council) if council.is_local else people.named(story["officer"])
                facts = {**dict.fromkeys(CHECKED, "green"), "words": "", **said["answers"]}
                actions.check_health(cluster=cluster, council=council, facts=facts, by=by)


def write_documents():
    """The working documents of those that say so, once who pays what is worked out: drafts that nobody has sent yet."""
    for story in fixture("groups")["clusters"]:
        found = Cluster.objects.of_principals([council_of(story["principal"]).pk]).filter(title=story["title"])
        for cluster in found.filter(agreement=None):
            if story.get("has_document"):
                actions.write_document(cluster=cluster, by=people.named(story["officer"]))
