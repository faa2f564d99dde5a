"""A council with its profile and history, as data whose keys docs/exports.md names, and as a document."""

from django.conf import settings
from django.utils.translation import gettext as _

from core.csv import LICENCE, moment
from core.documents.records import RecordDocument, RecordPart
from core.formatting import date, date_time
from core.policies import allows
from core.registry import COUNCIL_RECORD, collect
from councils.history import changes_of
from councils.models import Profile
from councils.models.profile import PRIVATE_FIELDS, PUBLIC_FIELDS
from councils.profile_pages import label_of, shown

FORMAT = "common-ground-council-1"


def council_record(council, person):
    """Everything the person may read about the council, ready for JSON."""
    private = allows(person, "councils.read_private", council)
    profile = Profile.objects.filter(council=council).first() or Profile(council=council)
    return {
        "format": FORMAT,
        "slug": council.slug,
        "name": council.name,
        "name_cy": council.name_cy,
        "full_name": council.full_name,
        "former_names": council.former_names,
        "where": council.context,
        "tier": council.tier,
        "type": council.type,
        "status": council.status,
        "nation": council.nation,
        "region": council.region,
        "code": council.code,
        "started_on": _day(council.started_on),
        "ended_on": _day(council.ended_on),
        "role_mailbox": council.role_mailbox,
        "website": council.website,
        "principal_councils": [parent.name for parent in council.parents.order_by("-type", "name")],
        "areas": [{"code": area.code, "name": area.name} for area in council.areas.order_by("code")],
        "taken_over_by": [_succession(s, s.successor) for s in council.successions.select_related("successor")],
        "took_over": [_succession(s, s.predecessor) for s in council.precessions.select_related("predecessor")],
        "profile": {name: _plain(getattr(profile, name)) for name in PUBLIC_FIELDS},
        "profile_private": {name: _plain(getattr(profile, name)) for name in PRIVATE_FIELDS} if private else None,
        "last_confirmed_at": moment(profile.last_confirmed_at) or None,
        "history": [
            {"at": moment(change.at), "by": change.by, "change": change.text}
            for change in changes_of(council, private=private)
        ],
        **{added.name: added.data for added in collect(COUNCIL_RECORD, person, council)},
        "licence": LICENCE,
    }


def _succession(succession, other):
    return {"council": other.name, "slug": other.slug, "on": succession.on.isoformat(), "kind": succession.kind}


def _day(day):
    return day.isoformat() if day else None


def _plain(value):
    """A value as JSON knows it; amounts with decimals as text, so that nothing is rounded."""
    return value if value is None or isinstance(value, bool | int | str | list) else str(value)


def council_document(council, person, *, at):
    """The same on paper."""
    found = council_record(council, person)
    profile = Profile.objects.filter(council=council).first() or Profile(council=council)
    private = found["profile_private"] is not None
    names = (*PUBLIC_FIELDS, *PRIVATE_FIELDS) if private else PUBLIC_FIELDS
    changes = changes_of(council, private=private)
    return RecordDocument(
        title=council.full_name,
        subject=_("Record of %(council)s") % {"council": council.label},
        author=settings.SITE_HOST,
        reference=council.slug,
        issued_at=at,
        kind=_("Record of a council"),
        context=council.context,
        made_for=person.role_label(),
        demonstration=settings.DEMO,
        parts=(
            RecordPart(_("Who they are"), facts=_who(council, found)),
            RecordPart(_("Profile"), facts=tuple((label_of(n), shown(n, getattr(profile, n))) for n in names)),
            RecordPart(
                _("History of changes"),
                columns=(_("When"), _("Who"), _("What")),
                rows=tuple((date_time(c.at), c.by, c.text) for c in changes),
                nothing=_("Nobody has changed the profile yet."),
            ),
            *(part for added in collect(COUNCIL_RECORD, person, council) for part in added.parts),
        ),
    )


def _who(council, found):
    words = {
        _("Name in Welsh"): council.name_cy,
        _("Type"): str(council.get_type_display()),
        _("Status"): str(council.get_status_display()),
        _("Principal councils"): ", ".join(found["principal_councils"]),
        _("Areas"): ", ".join(f"{area['name']} ({area['code']})" for area in found["areas"]),
        _("Former names"): ", ".join(council.former_names),
        _("Shared mailbox"): council.role_mailbox,
        _("Website"): council.website,
        _("Started"): date(council.started_on),
        _("Ended"): date(council.ended_on),
        _("Taken over by"): ", ".join(heir["council"] for heir in found["taken_over_by"]),
        _("Took over"): ", ".join(old["council"] for old in found["took_over"]),
    }
    return tuple((name, value) for name, value in words.items() if value)
