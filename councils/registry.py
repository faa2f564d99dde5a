"""What councils offer to the pages above: open work, a card, the officer's column, search."""

from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formatting import date
from core.models import AddressState
from core.policies import allows
from core.registry import (
    COUNCIL_CARD,
    OFFICER_COLUMN,
    OPEN_WORK,
    SEARCH,
    CouncilCard,
    OfficerColumn,
    OpenWork,
    SearchHit,
    provides,
)
from core.roles import OFFICER_ROLES, Role
from councils.models import Council, Profile, Tier
from councils.profile_pages import PAGES, label_of, shown, value_of

MOST_HITS = 20


@provides(OPEN_WORK)
def profiles_to_confirm(person):
    """A clerk's councils, and an officer's own, whose profile nobody has confirmed within a year."""
    if not person.is_authenticated:
        return
    own = Council.objects.filter(pk__in=person.council_ids(Role.CLERK), tier=Tier.LOCAL)
    own |= Council.objects.filter(pk__in=person.council_ids(*OFFICER_ROLES), tier=Tier.PRINCIPAL)
    fresh = Profile.objects.confirmed_lately().values("council")
    for council in own.current().exclude(pk__in=fresh).select_related("profile").by_name():
        profile = getattr(council, "profile", None)
        last = profile.last_confirmed_at if profile else None
        note = _("Last confirmed on %(day)s") % {"day": date(last)} if last else _("About five minutes")
        yield OpenWork(_("Confirm your profile"), council.profile_path, council=council.label, note=note)


@provides(OPEN_WORK)
def mailboxes_that_fail(person):
    """For clerks and for officers: shared mailboxes of their councils from which e-mail comes back."""
    if not person.is_authenticated:
        return
    stopped = dict(AddressState.objects.stopped().values_list("address", "since"))
    if not stopped:
        return
    mine = person.council_ids(Role.CLERK) | person.officer_council_ids()
    known = Council.objects.current().with_mailbox_in(list(stopped))
    looked_after = Council.objects.administered_by(person).values("pk")
    for council in known.filter(Q(pk__in=mine) | Q(pk__in=looked_after)).for_list().by_name():
        since = stopped[council.role_mailbox.lower()]
        yield OpenWork(
            _("Mail to %(address)s comes back") % {"address": council.role_mailbox},
            reverse("councils:mailbox", kwargs={"slug": council.slug}),
            council=council.label,
            note=_("Since %(day)s") % {"day": date(since)},
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
    profile = Profile.objects.filter(council=council).first() or Profile(council=council)
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


@provides(OFFICER_COLUMN)
def profiles_confirmed(person, councils):
    """How fresh each council's profile is."""
    fresh = set(Profile.objects.confirmed_lately().filter(council__in=councils).values_list("council", flat=True))
    days = dict(Profile.objects.filter(council__in=councils).values_list("council", "last_confirmed_at"))
    cells = {council.pk: _freshness(council, council.pk in fresh, days.get(council.pk)) for council in councils}
    total = _("%(fresh)s of %(all)s confirmed") % {"fresh": len(fresh), "all": len(cells)}
    yield OfficerColumn(_("Profile"), cells, total, _list_of_officer(person))


def _list_of_officer(person):
    """The directory, of the local councils of the person's own principal."""
    principal = next((m.council for m in person.current_memberships if m.council.is_principal), None)
    query = urlencode({"type": Tier.LOCAL.value, **({"principal": principal.slug} if principal else {})})
    return f"{reverse('councils:list')}?{query}"


def _freshness(council, fresh, day):
    if fresh:
        return (_("Confirmed %(day)s") % {"day": date(day)}, council.get_absolute_url(), "good")
    text = _("Out of date, %(day)s") % {"day": date(day)} if day else _("Not confirmed")
    return (text, council.get_absolute_url(), "waiting")


@provides(SEARCH)
def councils_found(person, text):
    """Councils by name, old name, code or place."""
    for council in Council.objects.visible_to(person).for_list().search(text)[:MOST_HITS]:
        note = _("Ended on %(day)s") % {"day": date(council.ended_on)} if council.is_dissolved else council.context
        yield SearchHit(council.full_name, council.get_absolute_url(), _("Council"), note)
