"""Clusters: proposed, changed, started, ended; councils asked, consenting, joining, leaving."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clusters.known import forget
from clusters.models import Cluster, Member, Role
from core.audit import record
from core.exceptions import Refused
from core.formatting import list_and
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council

FACTS = ("title", "purpose", "basis", "kind", "shares", "governance", "point_person", "lead_officer", "review_on")
PART = ("role", "leads")
FEWEST = 2  # councils; fewer are no cluster


@transaction.atomic
def propose_cluster(*, principal, lead, facts, by):
    """A cluster that is being formed: read by its principal's people and by those of the councils that are asked."""
    require(by, "clusters.propose", lead)
    if principal not in lead.parent_list:
        raise Refused(_("Choose the principal council in whose area the lead council lies"), field="principal")
    given = {name: facts[name] for name in FACTS if name in facts}
    cluster = Cluster.objects.create(principal=principal, created_by=by, **given)
    cluster.members.create(council=lead, role=Role.LEAD, invited_at=timezone.now(), invited_by=by)
    tell(cluster, "clusters.proposed", _("Cluster “%(title)s” proposed"), by=by, councils=[lead])
    return cluster


def cluster_words(cluster):
    """What the form about it shows."""
    return {name: getattr(cluster, name) for name in FACTS}


@transaction.atomic
def change_cluster(*, cluster, facts, seen=None, by):
    """Purpose, basis, what is shared, who answers for it, when it is looked at again."""
    cluster = locked(cluster, by, "clusters.keep")
    refuse_if_changed(seen, cluster_words(cluster), record=cluster, parts=["words"])
    before = cluster.lead_officer_id, cluster.point_person_id
    for name in FACTS:
        setattr(cluster, name, facts[name])
    if cluster.is_started and before != (cluster.lead_officer_id, cluster.point_person_id):
        cluster.leads_changed = True
    _refuse_strangers(cluster)
    if cluster.is_started:
        _refuse_gaps(cluster)
    cluster.save()
    tell(cluster, "clusters.changed", _("Cluster “%(title)s” changed"), by=by, parts=["words"])
    return cluster


@transaction.atomic
def start_cluster(*, cluster, by):
    """From now on it is at work, and everyone reads it."""
    cluster = locked(cluster, by, "clusters.run")
    if cluster.is_started:
        raise Refused(_("It has started already"))
    _refuse_gaps(cluster)
    members = list(cluster.members.taking_part())
    if len(members) < FEWEST or not any(member.role == Role.LEAD for member in members):
        raise Refused(_("It starts once the lead council and at least one other have consented"))
    cluster.started_at, cluster.started_by = timezone.now(), by
    cluster.save(update_fields=["started_at", "started_by"])
    tell(cluster, "clusters.started", _("Cluster “%(title)s” has started"), by=by, councils=_councils(cluster))
    return cluster


@transaction.atomic
def end_cluster(*, cluster, because, by):
    """It stays to be read."""
    cluster = locked(cluster, by, "clusters.run")
    cluster.ended_at, cluster.ended_by, cluster.ended_because = timezone.now(), by, because
    cluster.save(update_fields=["ended_at", "ended_by", "ended_because"])
    words = _("Cluster “%(title)s” ended: %(because)s")
    tell(cluster, "clusters.ended", words, by=by, councils=_councils(cluster))
    return cluster


def part_words(cluster, council):
    """What the form about the part of one council shows."""
    member = cluster.members.filter(council=council).first()
    return {name: getattr(member, name) if member else "" for name in PART}


@transaction.atomic
def name_member(*, cluster, council, facts, seen=None, by):
    """A council is asked, taken in after it asked, or given another part; to another role it consents anew."""
    cluster = locked(cluster, by, "clusters.keep")
    refuse_if_changed(seen, part_words(cluster, council), record=cluster, parts=[part_of(council)])
    if not council.is_local or council.is_dissolved or cluster.principal not in council.parent_list:
        raise Refused(_("Choose a local council of the area"), field="council")
    member = cluster.members.filter(council=council).first()
    if member and member.has_left:
        if seen is not None:
            raise Refused(_("It has left. Its clerk can ask to join again."))
        member.left_on, member.left_because = None, ""
        member.consented_role, member.consented_on, member.minute = "", None, ""
    member = member or Member(cluster=cluster, council=council)
    _refuse_no_lead(cluster, member, facts["role"])
    member.role, member.leads = facts["role"], facts["leads"]
    if member.invited_at is None:
        member.invited_at, member.invited_by = timezone.now(), by
    member.save()
    named = {"council": council.full_name, "role": member.get_role_display().lower()}
    tell(cluster, "clusters.member_named", _("“%(title)s”, %(council)s: %(role)s"), by=by,
          councils=[council], parts=[part_of(council)], is_public=member.is_in, **named)  # fmt: skip
    return member


def answer_of(cluster, council):
    """What the form of one council's answer shows."""
    member = cluster.members.filter(council=council).first()
    if member is None:
        return {"answer": "", "on": None, "minute": ""}
    return {
        "answer": "leave" if member.has_left else "consent" if member.has_consented else "",
        "on": member.left_on or member.consented_on,
        "minute": member.minute,
    }


@transaction.atomic
def answer_for_council(*, cluster, council, facts, seen=None, by):
    """A council consents to its part, asks to join, declines or leaves, as it decided."""
    cluster = Cluster.objects.select_for_update(of=("self",)).select_related("principal").get(pk=cluster.pk)
    require(by, "clusters.speak", cluster)
    require(by, "clusters.speak_for", council)
    _refuse_ended(cluster)
    refuse_if_changed(seen, answer_of(cluster, council), record=cluster, parts=[part_of(council)])
    if facts["on"] > timezone.localdate():
        raise Refused(_("The decision has been made: choose today or an earlier day"), field="on")
    member = cluster.members.filter(council=council).first()
    verb = _leave(cluster, member, facts) if facts["answer"] == "leave" else None
    if verb is None:
        member = member or Member(cluster=cluster, council=council)
        verb = _consent(cluster, member, facts)
    member.said_at, member.said_by = timezone.now(), by
    member.save()
    words = {"consented": _("“%(title)s”: %(council)s has consented"), "left": _("“%(title)s”: %(council)s has left"),
             "asked": _("“%(title)s”: %(council)s asks to join")}  # fmt: skip
    tell(cluster, f"clusters.{verb}", words[verb], by=by, acting_for=council, councils=[cluster.principal],
          parts=[part_of(council)], is_public=verb == "consented", council=council.full_name)  # fmt: skip
    return member


def _leave(cluster, member, facts):
    if member is None or member.has_left:
        raise Refused(_("Your council is not in this cluster"), field="answer")
    if member.role == Role.LEAD and cluster.is_started:
        raise Refused(_("Your council leads the cluster. Another council must take the lead first."), field="answer")
    if member.consented_on and facts["on"] < member.consented_on:
        raise Refused(_("The council cannot leave before the day on which it consented"), field="on")
    member.left_on, member.left_because = facts["on"], facts["minute"]
    return "left"


def _consent(cluster, member, facts):
    """To the part it was asked to take; whoever was not asked, or had left, asks to join."""
    joins = member.pk is None or member.has_left
    if joins:
        if not cluster.is_started or cluster.principal not in member.council.parent_list:
            raise Refused(_("Your council can ask to join a cluster of its area that has started"))
        member.role, member.leads, member.invited_at, member.invited_by = Role.MINOR, "", None, None
        member.left_on, member.left_because = None, ""
    member.consented_role, member.consented_on, member.minute = member.role, facts["on"], facts["minute"]
    return "asked" if member.invited_at is None else "consented"


@transaction.atomic
def pass_on_clusters(*, leaver, successor_of, by):
    """Clusters whose point person the leaver was go to the main successor; returns how many."""
    require(by, "clusters.pass_on", leaver.council)
    successor = successor_of(None)
    rows = Cluster.objects.of_point_person(leaver).select_for_update(of=("self",)).select_related("principal")
    clusters = list(rows.order_by("pk")) if successor else []
    for cluster in clusters:
        cluster.point_person, cluster.leads_changed = successor, cluster.is_started
        cluster.save(update_fields=["point_person", "leads_changed"])
        tell(cluster, "clusters.passed_on", _("“%(title)s” has another point person"), by=by)
    return len(clusters)


def part_of(council):
    """Under which name the trail knows the part of one council."""
    return f"council-{council.pk}"


def locked(cluster, by, policy):
    """The row of one that has not ended, so that nobody changes it beside us."""
    cluster = Cluster.objects.select_for_update(of=("self",)).select_related("principal").get(pk=cluster.pk)
    require(by, policy, cluster)
    _refuse_ended(cluster)
    return cluster


def _refuse_ended(cluster):
    if cluster.is_ended:
        raise Refused(_("The cluster has ended"))


def _refuse_strangers(cluster):
    """The point person is of the principal, the lead officer of a council in the cluster."""
    if cluster.point_person and cluster.point_person.council_id != cluster.principal_id:
        raise Refused(_("Choose somebody of the principal council"), field="point_person")
    inside = set(cluster.members.present().values_list("council", flat=True))
    if cluster.lead_officer and cluster.lead_officer.council_id not in inside:
        raise Refused(_("Choose somebody of a council in the cluster"), field="lead_officer")


def _refuse_gaps(cluster):
    wanted = {
        "purpose": (cluster.purpose.strip(), _("its purpose")),
        "point_person": (cluster.point_person, _("the point person at the principal council")),
        "lead_officer": (cluster.lead_officer, _("the lead local officer")),
    }
    gaps = {name: words for name, (value, words) in wanted.items() if not value}
    if gaps:
        said = list_and(gaps.values())
        raise Refused(_("A cluster at work needs %(what)s") % {"what": said}, field=next(iter(gaps)))


def _refuse_no_lead(cluster, member, role):
    """One leads at a time: whoever takes the lead first gives it up; the other way round nobody would lead."""
    leads = cluster.members.present().filter(role=Role.LEAD).exclude(pk=member.pk).first()
    if role == Role.LEAD and leads:
        leads.role = Role.ACTIVE  # to which it consents anew
        leads.save(update_fields=["role"])
    if role != Role.LEAD and member.pk and member.role == Role.LEAD:
        raise Refused(_("Give the lead to another council; this one then takes an active part"), field="role")


def _councils(cluster):
    return Council.objects.filter(pk__in=cluster.members.present().values("council"))


def tell(cluster, verb, sentence, *, by, councils=(), acting_for=None, parts=(), is_public=True, **named):
    """A line of the trail: the public reads it once the cluster has started, of a council once it is in."""
    words = sentence % {"title": cluster.title, "because": cluster.ended_because, **named}
    record(verb, cluster, words, by=by, councils=[cluster.principal, *councils], acting_for=acting_for, parts=parts,
           restricted=not (is_public and cluster.is_started))  # fmt: skip
    forget([cluster.principal_id, *cluster.members.values_list("council", flat=True)])
