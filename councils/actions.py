"""Every change of councils and profiles: one function each, policy asked again, one audit line."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record, told_who
from core.exceptions import Refused
from core.formatting import list_and
from core.locking import Seen, refuse_if_changed
from core.mail.actions import clear
from core.models import AuditEvent
from core.policies import require
from councils.importer import load
from councils.models import Council, ImportRun, ParishArea, Profile, Succession, place_context
from councils.models.area import ParentMethod
from councils.models.council import CouncilStatus, CouncilType
from councils.models.profile import PRIVATE_FIELDS
from councils.policies import acting_council
from councils.profile_pages import PAGES, label_of, value_of
from councils.workflow import COUNCIL_LIFE, type_is_known

REFERENCE = settings.FIXTURES_DIR / "reference"
PRINCIPALS_FILE = REFERENCE / "principal_councils.csv.gz"
AREAS_FILE = REFERENCE / "parishes_2025.csv.gz"
CONFIRMED = "councils.profile_confirmed"
COUNCIL_FIELDS = ("type", "name", "name_cy", "role_mailbox", "website")  # of the profile, kept on the council


@transaction.atomic
def import_councils(
    *, by, principals=PRINCIPALS_FILE, parishes=AREAS_FILE, dry_run=False, allow_fewer=False, track=iter
):
    """Load the published lists, all or nothing; returns the difference report. Raises SourceError."""
    require(by, "councils.import")
    report = load(principals=principals, parishes=parishes, dry_run=dry_run, allow_fewer=allow_fewer, track=track)
    if report.changes and not dry_run:
        run = ImportRun.objects.create(
            by=by,
            principals_file=principals.name,
            areas_file=parishes.name,
            principals=report.principals,
            areas=report.areas,
            report=report.as_json(),
        )
        sentence = _("Councils loaded from %(principals)s and %(areas)s: %(changes)s changes")
        facts = {"principals": principals.name, "areas": parishes.name, "changes": report.changes}
        record("councils.imported", run, sentence % facts, by=by)
    return report


@transaction.atomic
def update_profile(*, council, values, seen=None, by):
    """Save some answers of a profile; `seen` is what the form was filled with."""
    require(by, "councils.edit_profile", council)
    council, profile = _locked(council)
    refuse_if_changed(seen, answers_of(council, profile, values), record=profile, parts=values)
    _refuse_unknown_type(council, values)
    with pghistory.context(actor=_actor(by, council)):
        changed = _apply(council, profile, values)
        if changed:
            profile.save()
            council.save()
            _tell(profile, changed, by=by)
    return profile


@transaction.atomic
def confirm_profile(*, council, seen=None, by):
    """The council's people say that the profile is right as it stands today."""
    require(by, "councils.edit_profile", council)
    council, profile = _locked(council)
    if _just_confirmed(profile, by):
        return profile  # pressed twice
    answers = to_confirm(council, profile)
    refuse_if_changed(seen, answers, record=profile, parts=answers)
    type_is_known(council)
    with pghistory.context(actor=_actor(by, council)):
        profile.last_confirmed_at, profile.last_confirmed_by = timezone.now(), by
        profile.save()
        if council.status == CouncilStatus.LISTED:
            COUNCIL_LIFE.move(council, "confirm", by=by)
    sentence = _("Profile of %(council)s confirmed") % {"council": council.label}
    record(CONFIRMED, profile, sentence, by=by, councils=[council],
           acting_for=acting_council(by, council), parts=["last_confirmed_at"])  # fmt: skip
    return profile


@transaction.atomic
def settle_area(*, area, parent, seen=None, by):
    """Say which principal council an area lies in when the published list does not."""
    require(by, "councils.settle_areas", area)
    area = ParishArea.objects.select_for_update(of=("self",)).get(pk=area.pk)
    refuse_if_changed(seen, {"parent": area.parent}, record=area, parts=["parent"])
    if area.parent == parent and area.parent_method == ParentMethod.SETTLED:
        return area  # pressed twice, or two who agree
    if not parent.is_principal or parent.is_dissolved or parent.type == CouncilType.COUNTY:
        raise Refused(_("Choose a district, borough or unitary council of today"), field="parent_name")
    former = {area.parent_id, area.county_id} - {None}
    area.parent, area.county, area.parent_method = parent, parent.county, ParentMethod.SETTLED
    area.save()
    councils = list(area.councils.select_for_update(of=("self",)).order_by("pk"))
    for council in councils:
        _leave(council, former)
        _place(council, area)
    sentence = _("%(area)s lies in %(parent)s") % {"area": area, "parent": parent.label}
    record("councils.area_settled", area, sentence, by=by, councils=[*councils, parent],
           acting_for=acting_council(by, parent), parts=["parent"])  # fmt: skip
    return area


@transaction.atomic
def settle_areas(*, choices, by):
    """Settle several areas, all or none: `choices` are (area, parent), each area as the page showed it."""
    require(by, "councils.settle_areas")
    for area, parent in sorted(choices, key=lambda choice: choice[0].code):
        seen = Seen({"parent": area.parent_id}, {"parent": parent})
        settle_area(area=area, parent=parent, seen=seen, by=by)
    return len(choices)


@transaction.atomic
def unsettle_area(*, area, by):
    """Take back what an administrator said; the area and its council lie nowhere in particular again."""
    require(by, "councils.settle_areas", area)
    area = ParishArea.objects.select_for_update(of=("self",)).get(pk=area.pk)
    if area.parent_method != ParentMethod.SETTLED:
        raise Refused(_("Nobody has settled this area, so there is nothing to take back."))
    parent, former = area.parent, {area.parent_id, area.county_id} - {None}
    area.parent, area.county, area.parent_method = None, None, ParentMethod.UNRESOLVED
    area.save()
    councils = list(area.councils.select_for_update(of=("self",)).order_by("pk"))
    for council in councils:
        _leave(council, former)
        council.context = area.code
        council.save()
    sentence = _("%(area)s no longer lies in %(parent)s: that was taken back") % {"area": area, "parent": parent.label}
    record("councils.area_unsettled", area, sentence, by=by, councils=[*councils, parent],
           acting_for=acting_council(by, parent), parts=["parent"])  # fmt: skip
    return area


@transaction.atomic
def group_council(*, council, absorbed, seen=None, by):
    """One council serves the parishes of another that was only listed; the other ends and is succeeded by it."""
    council, absorbed = _both_locked(council, absorbed)
    require(by, "councils.group", council)
    if absorbed.is_dissolved:
        sentence = _("%(council)s no longer exists") % {"council": absorbed.label}
        raise Refused(told_who(sentence, absorbed, ["succession"]), field="absorbed_name")
    require(by, "councils.group", absorbed)
    if absorbed.pk == council.pk or not absorbed.own_principal_ids & council.own_principal_ids:
        raise Refused(_("Choose another local council of the same principal council"), field="absorbed_name")
    if absorbed.status != CouncilStatus.LISTED or absorbed.memberships.not_ended().exists():
        raise Refused(_("%(council)s has people of its own") % {"council": absorbed.label}, field="absorbed_name")
    refuse_if_changed(seen, grouping_of(council, absorbed), record=council, parts=["areas"])
    for area in absorbed.areas.all():
        area.councils.remove(absorbed)
        area.councils.add(council)
    absorbed.ended_on = timezone.localdate()
    absorbed.save()
    COUNCIL_LIFE.move(absorbed, "dissolve", by=by)
    Succession.objects.create(
        predecessor=absorbed, successor=council, on=absorbed.ended_on, kind=Succession.Kind.GROUPED
    )
    Succession.objects.forget_taken_over()
    acting_for, facts = acting_council(by, council), {"council": council.label, "absorbed": absorbed.name}
    sentence = _("%(council)s also serves %(absorbed)s") % facts
    record("councils.grouped", council, sentence, by=by, councils=[council], acting_for=acting_for, parts=["areas"])
    sentence = _("%(absorbed)s is served by %(council)s from now on") % facts
    record(
        "councils.ended", absorbed, sentence, by=by, councils=[absorbed], acting_for=acting_for, parts=["succession"]
    )
    return council


def grouping_of(council, absorbed):
    """What the page before grouping shows: the areas of both."""
    return {"areas": council.areas.order_by("pk"), "absorbed_areas": absorbed.areas.order_by("pk")}


def _both_locked(council, absorbed):
    """Both as they are now, held in the order of their numbers: two who group crosswise do not wait in a circle."""
    held = Council.objects.select_for_update(of=("self",)).filter(pk__in=[council.pk, absorbed.pk]).order_by("pk")
    fresh = {found.pk: found for found in held}
    return fresh[council.pk], fresh[absorbed.pk]


@transaction.atomic
def clear_mailbox(*, council, by):
    """The shared mailbox works again: e-mail is sent to it as before. How many withheld e-mails are sent now."""
    require(by, "councils.clear_mailbox", council)
    released = clear(council.role_mailbox, by=by)
    if released is None:
        raise Refused(_("E-mail reaches this mailbox. There is nothing to change."))
    sentence = _("%(council)s: the shared mailbox works again") % {"council": council.label}
    record("councils.mailbox_cleared", council, sentence, by=by, councils=[council],
           acting_for=acting_council(by, council))  # fmt: skip
    return released


def _locked(council):
    """The council and its profile as they are now, held until the transaction ends."""
    Profile.objects.get_or_create(council_id=council.pk)  # by id, or the caller keeps a blank one
    profile = Profile.objects.select_for_update(of=("self",)).get(council=council)
    return Council.objects.select_for_update(of=("self",)).get(pk=council.pk), profile


def _actor(by, council):
    return by.role_label(acting_council(by, council) or council) if by else "Common Ground"


def answers_of(council, profile, names):
    """These answers as forms show them."""
    return {name: value_of(council, profile, name) for name in names}


def to_confirm(council, profile):
    """All that the page before confirming shows: every answer, and when somebody confirmed last."""
    names = [name for page in PAGES for name in page.names(council)]
    return answers_of(council, profile, [*names, "last_confirmed_at"])


def _just_confirmed(profile, by):
    """The same person did so within the minute, and nothing was changed since."""
    if profile.last_confirmed_by != by or profile.last_confirmed_at is None:
        return False
    newest = AuditEvent.objects.about(profile).first()
    return (
        newest is not None
        and newest.verb == CONFIRMED
        and timezone.now() - profile.last_confirmed_at < timedelta(minutes=1)
    )


def _refuse_unknown_type(council, values):
    """A type once known is changed, never forgotten."""
    if values.get("type") == CouncilType.NOT_KNOWN and council.type != CouncilType.NOT_KNOWN:
        raise Refused(_("Select the type of council"), field="type")


def _apply(council, profile, values):
    """Set what differs; returns the names of the changed fields."""
    changed = []
    for name, value in values.items():
        target = council if name in COUNCIL_FIELDS else profile
        if getattr(target, name) != value:
            if name == "name":
                council.former_names = [*council.former_names, council.name]
            setattr(target, name, value)
            changed.append(name)
    return changed


def _tell(profile, changed, *, by):
    """One sentence on what is public, one restricted to the council and its principal on what is not."""
    for private in (False, True):
        names = [name for name in changed if (name in PRIVATE_FIELDS) == private]
        if names:
            labels = list_and([label_of(name) for name in names])
            sentence = _("Profile of %(council)s changed: %(fields)s")
            facts = {"council": profile.council.label, "fields": labels}
            councils = [profile.council, *profile.council.own_principals]
            record(
                "councils.profile_changed",
                profile,
                sentence % facts,
                by=by,
                councils=councils if private else [profile.council],
                acting_for=acting_council(by, profile.council),
                restricted=private,
                parts=names,
            )


def _leave(council, former):
    """Principals that the council had through this area only are not its principals any more."""
    for parent in former:
        if not council.areas.filter(Q(parent=parent) | Q(county=parent)).exists():
            council.parents.remove(parent)


def _place(council, area):
    """A council of one area stands where its area does."""
    council.parents.add(*[parent for parent in (area.parent, area.county) if parent])
    council.context = place_context(area.parent, area.county, area.former_area)
    same = Council.objects.local().filter(name=council.name, context=council.context).exclude(pk=council.pk)
    if same.exists():
        council.context = f"{council.context}, {area.code}"
    council.region = area.parent.region
    council.save()
