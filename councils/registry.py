"""What councils offer to the pages above: open work, a card, the officer's column, search."""

from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.formatting import date
from core.mail.addresses import stopped_addresses
from core.models import AddressState
from core.policies import allows
from core.registry import (
    COUNCIL_CARD,
    DESTINATION,
    EVENT,
    OFFICER_COLUMN,
    OPEN_WORK,
    RECORD_ADDRESS,
    SEARCH,
    CouncilCard,
    Destination,
    EventKind,
    OfficerColumn,
    OpenWork,
    provides,
)
from core.roles import OFFICER_ROLES, Role
from core.text import to_html
from councils import finding
from councils.models import Council, Profile, Tier
from councils.policies import may_see_portal
from councils.portal_parts import published
from councils.profile_pages import PAGES, label_of, shown, value_of
from councils.querysets import CONFIRM_EVERY


@provides(OPEN_WORK)
def profiles_to_confirm(person):
    """A clerk's councils, and an officer's own, whose profile nobody has confirmed within a year."""
    if not person.is_authenticated:
        return
    answers_for = {Tier.LOCAL: (Role.CLERK,), Tier.PRINCIPAL: OFFICER_ROLES}
    mine = {
        m.council: m.profile_confirmed_at for m in person.current_memberships if m.role in answers_for[m.council.tier]
    }
    since = timezone.now() - CONFIRM_EVERY
    for council, last in sorted(mine.items(), key=lambda item: (item[0].search_name, item[0].pk)):
        if not council.is_dissolved and (last is None or last < since):
            note = _("Last confirmed on %(day)s") % {"day": date(last)} if last else _("About five minutes")
            yield OpenWork(_("Confirm your profile"), council.profile_path, council=council.label, note=note)


@provides(OPEN_WORK)
def mailboxes_that_fail(person):
    """For clerks and for officers: shared mailboxes of their councils from which e-mail comes back."""
    stopped = stopped_addresses(person) if person.is_authenticated else {}
    if not stopped:
        return
    mine = person.council_ids(Role.CLERK) | person.officer_council_ids()
    known = Council.objects.current().with_mailbox_in(list(stopped))
    looked_after = Council.objects.administered_by(person).values("pk")
    for council in known.filter(Q(pk__in=mine) | Q(pk__in=looked_after)).for_list().by_name():
        yield OpenWork(
            _("Mail to %(address)s comes back") % {"address": council.role_mailbox},
            reverse("councils:mailbox", kwargs={"slug": council.slug}),
            council=council.label,
            note=_("Since %(day)s") % {"day": date(stopped[council.role_mailbox.lower()])},
        )


@provides(COUNCIL_CARD)
def mailbox_card(person, council):
    """That e-mail does not reach the shared mailbox, for those who can put it right."""
    if not council.role_mailbox or not allows(person, "councils.clear_mailbox", council):
        return
    state = AddressState.objects.failing().of(council.role_mailbox)
    if state:
        context = {"state": state, "mailbox_council": council}
        yield CouncilCard(_("E-mail to the shared mailbox"), "councils/_mailbox_card.html", context, order=10)


@provides(COUNCIL_CARD)
def profile_card(person, council):
    """What the council says about itself; the private part for those who may read it."""
    profile = getattr(council, "profile", None) or Profile(council=council)  # joined by the page, where it asks
    private = allows(person, "councils.read_private", council)
    pages = [page for page in PAGES if private or not page.private]
    context = {
        "profile": profile,
        "sections": [(page, _answers(council, profile, page)) for page in pages],
        "may_read_private": private,
        "profile_council": council,
    }
    yield CouncilCard(_("Profile"), "councils/_card.html", context, order=20)


def _answers(council, profile, page):
    """Only what has an answer and what the council page does not show by itself, such as the type."""
    names = [name for name in page.names(council) if hasattr(Profile, name)]
    pairs = [(label_of(name), shown(name, value_of(council, profile, name))) for name in names]
    return [pair for pair in pairs if pair[1]]


@provides(COUNCIL_CARD)
def portal_card(person, council):
    """How a principal works with its local councils, as it publishes it; the page has joined it."""
    portal = getattr(council, "own_portal", None)
    if portal:
        context = {"rows": published(portal), "rules": to_html(portal.rules)}
        yield CouncilCard(_("How we work with local councils"), "councils/_portal_card.html", context, order=15)


@provides(OFFICER_COLUMN)
def profiles_confirmed(person, councils):
    """How fresh each council's profile is; the councils come from `for_officer()`."""
    since = timezone.now() - CONFIRM_EVERY
    fresh = sum(1 for council in councils if _is_fresh(council, since))
    total = _("%(fresh)s of %(all)s confirmed") % {"fresh": fresh, "all": len(councils)}
    yield OfficerColumn("profile", _("Profile"), lambda c: _freshness(c, since), total, _list_of_officer(person))


def _is_fresh(council, since):
    return council.profile_confirmed_at is not None and council.profile_confirmed_at >= since


def _list_of_officer(person):
    """The directory, of the local councils of the person's own principal."""
    principal = next((m.council for m in person.current_memberships if m.council.is_principal), None)
    query = urlencode({"type": Tier.LOCAL.value, **({"principal": principal.slug} if principal else {})})
    return f"{reverse('councils:list')}?{query}"


def _freshness(council, since):
    day, url = council.profile_confirmed_at, council.get_absolute_url()
    if _is_fresh(council, since):
        return (_("Confirmed %(day)s") % {"day": date(day)}, url, "good")
    return (_("Out of date, %(day)s") % {"day": date(day)} if day else _("Not confirmed"), url, "waiting")


provides(SEARCH)(finding.councils)
provides(RECORD_ADDRESS)(finding.addresses)


@provides(DESTINATION)
def pages(person):
    """The profiles a person keeps."""
    if not person.is_authenticated:
        return
    if person.is_staff:
        yield Destination(_("Areas without a known principal"), reverse("councils:areas"), _("settle parish parent"))
    kept = [m.council for m in person.current_memberships if m.role in (Role.CLERK, *OFFICER_ROLES)]
    for council in dict.fromkeys(kept):
        if allows(person, "councils.edit_profile", council):
            yield Destination(
                _("Profile of %(council)s") % {"council": council.full_name},
                council.profile_path,
                _("edit confirm change address mailbox telephone website precept population"),
                council.context,
            )


@provides(DESTINATION)
def own_portals(person):
    """The settings of the principals a person acts for."""
    if not person.is_authenticated:
        return
    for council in {m.council for m in person.current_memberships if may_see_portal(person, m.council)}:
        title = _("Portal of %(council)s") % {"council": council.full_name}
        words = _("settings name colours logo reminders thresholds countersign")
        yield Destination(title, reverse("councils:own-portal", kwargs={"slug": council.slug}), words)


@provides(EVENT)
def events():
    yield EventKind("councils.portal_changed", _("Own portals changed"), tells=True)
    yield EventKind("councils.profile_changed", _("Profiles changed"))
    yield EventKind("councils.profile_confirmed", _("Profiles confirmed"), tells=True)
    yield EventKind("councils.profile_nudged", _("Requests to confirm a profile"), tells=True)
    yield EventKind("councils.area_settled", _("Areas settled"), tells=True)
    yield EventKind("councils.grouped", _("Councils grouped"), tells=True)
    yield EventKind("councils.imported", _("Lists of councils loaded"))
