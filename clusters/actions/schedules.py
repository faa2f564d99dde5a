"""Who pays what: begun by the council that leads, filled in, and councils added and taken out."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clusters.models import Schedule, ScheduleMember
from clusters.planning import answers_of, facts_of, plan_of, rows_of
from clusters.sharing import NoShares, worked_out
from core.audit import record
from core.exceptions import Refused
from core.formatting import money
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council, Profile

MOST_MEMBERS = 30


@transaction.atomic
def begin_schedule(*, lead, title, year, councils=(), cluster=None, by):
    """With the council that leads and others that are named, or those of its cluster; figures come from profiles."""
    require(by, "clusters.begin_schedule", lead)
    if cluster is not None:
        councils = [member.council for member in cluster.members.taking_part().by_council()]
        if lead not in councils:
            raise Refused(_("Your council takes no part in this cluster"))
    schedule = Schedule.objects.create(lead=lead, cluster=cluster, title=title, year=year, created_by=by)
    for council in dict.fromkeys((lead, *councils)):
        _add(schedule, council)
    _tell("clusters.schedule_begun", schedule, _("“%(title)s”: who pays what begun for %(year)s"), by=by)
    return schedule


def schedule_answers(schedule):
    """What the form about it shows."""
    return answers_of(schedule, list(schedule.members.select_related("council").order_by("pk")))


@transaction.atomic
def fill_schedule(*, schedule, answers, seen=None, by):
    """Costs, money and figures as typed; refused where they cannot be shared to the penny."""
    schedule = _locked(schedule, by)
    members = list(schedule.members.select_related("council").order_by("pk"))
    refuse_if_changed(seen, answers_of(schedule, members), record=schedule, parts=["figures"])
    try:
        found = worked_out(plan_of(answers, members))
    except NoShares as problem:
        raise Refused(problem.message, field=f"weight_{problem.figure}" if problem.figure else None) from None
    schedule.title = answers["title"]
    schedule.costs, schedule.given, schedule.weights = rows_of(answers)
    schedule.save()
    for member in members:
        for name, value in facts_of(answers, member).items():
            setattr(member, name, value)
        member.save()
    words = _("“%(title)s”, %(year)s: %(cost)s in all, of which the councils share %(shared)s")
    _tell("clusters.schedule_filled", schedule, words, by=by, parts=["figures"], found=found)
    return schedule


@transaction.atomic
def add_to_schedule(*, schedule, council, by):
    """A council more; what it would pay shows at once."""
    schedule = _locked(schedule, by)
    if not council.is_local or council.is_dissolved:
        raise Refused(_("Choose a local council that exists"), field="council")
    if schedule.members.count() >= MOST_MEMBERS:
        raise Refused(_("No more than %(most)s councils share at once") % {"most": MOST_MEMBERS})
    try:
        with transaction.atomic():
            member = _add(schedule, council)
    except IntegrityError:
        raise Refused(_("This council is in it already"), field="council") from None
    words = _("“%(title)s”, %(year)s: %(council)s added")
    _tell("clusters.schedule_council_added", schedule, words, by=by, council=council)
    return member


@transaction.atomic
def take_out_of_schedule(*, member, by):
    """A council less; never the one that leads."""
    schedule = _locked(member.schedule, by)
    member = ScheduleMember.objects.select_related("council").filter(pk=member.pk, schedule=schedule).first()
    if member is None:
        raise Refused(_("This council is no longer in it"))
    if member.council_id == schedule.lead_id:
        raise Refused(_("The council that leads stays in it"))
    council = member.council
    member.delete()
    words = _("“%(title)s”, %(year)s: %(council)s taken out")
    _tell("clusters.schedule_council_gone", schedule, words, by=by, council=council)
    return schedule


def _add(schedule, council):
    profile = Profile.objects.filter(council=council).first()
    known = {"electorate": profile.electorate, "precept": profile.precept_pence, "tax_base": profile.tax_base} if (
        profile
    ) else {}  # fmt: skip
    return ScheduleMember.objects.create(schedule=schedule, council=council, **known)


def _locked(schedule, by):
    schedule = Schedule.objects.select_for_update(of=("self",)).select_related("lead").get(pk=schedule.pk)
    require(by, "clusters.keep_schedule", schedule)
    return schedule


def _tell(verb, schedule, sentence, *, by, parts=(), found=None, council=None):
    named = {"title": schedule.title, "year": schedule.year_words}
    named |= {"cost": money(found.cost), "shared": money(found.shared)} if found else {}
    named |= {"council": council.full_name} if council else {}
    councils = [*Council.objects.filter(pk__in=schedule.members.values("council")), *([council] if council else [])]
    acting_for = schedule.lead if by and by.belongs_to(schedule.lead) else None
    record(verb, schedule, sentence % named, by=by, councils=[*councils, schedule.lead], acting_for=acting_for,
           restricted=True, parts=parts)  # fmt: skip
