"""What accounts offers to the pages above it."""

from datetime import timedelta

from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Invitation, JoinRequest, Membership
from accounts.models.joining import DECIDE_WITHIN
from accounts.policies import may_confirm_access, may_see_people
from core.formatting import date
from core.mail.addresses import stopped_addresses
from core.registry import COUNCIL_CARD, NAVIGATION, OPEN_WORK, CouncilCard, NavigationItem, OpenWork, provides
from core.roles import OFFICER_ROLES, Role
from councils.models import Council

REVIEW_EVERY = timedelta(days=365)
LAST_REVIEW = {
    "last_review": Max("access_reviews__confirmed_at"),
    "first_member": Min("memberships__starts_on"),
}


@provides(NAVIGATION)
def my_account(person):
    """Last in the menu."""
    if person.is_authenticated:
        yield NavigationItem(_("My account"), reverse("accounts:me"), order=90)


@provides(OPEN_WORK)
def councils_not_joined(person):
    """For officers: how many of the mailboxes they invited have not joined."""
    principals = {m.council_id: m.council for m in person.current_memberships if m.council.is_principal}
    officer_of = person.officer_council_ids()
    waiting = Invitation.objects.open().filter(council__parents__in=officer_of)
    for row in waiting.order_by("council__parents").values("council__parents").annotate(many=Count("pk")):
        principal = principals.get(row["council__parents"])
        if principal:
            many = row["many"]
            title = ngettext("%(many)s invitation not taken up", "%(many)s invitations not taken up", many)
            yield OpenWork(
                title % {"many": many},
                reverse("accounts:invitations", kwargs={"slug": principal.slug}),
                council=principal.label,
            )


@provides(OPEN_WORK)
def addresses_that_fail(person):
    """People of one's councils whom e-mail does not reach; a shared mailbox is told of by councils."""
    stopped = stopped_addresses(person) if person.is_authenticated else {}
    if not stopped:
        return
    known = Membership.objects.current().whose_address_is_among(list(stopped))
    mine = person.council_ids(Role.CLERK, Role.MANAGER)
    looked_after = Council.objects.administered_by(person).values("pk")
    reached = known.filter(Q(council__in=mine) | Q(council__in=looked_after) | Q(user=person))
    for membership in reached.select_related("user", "council").order_by("council__search_name", "pk"):
        council = membership.council
        if membership.user.email.lower() == council.role_mailbox.lower():
            continue
        yield OpenWork(
            _("Mail to %(person)s comes back") % {"person": membership.user},
            reverse("accounts:people", kwargs={"slug": council.slug}),
            council=council.label,
            note=_("Since %(day)s") % {"day": date(stopped[membership.user.email.lower()])},
        )


@provides(OPEN_WORK)
def requests_to_join(person):
    """For those who decide: how many people ask to join. Administrators see those that nobody else answers."""
    asked = any(m.is_asked_to_join for m in person.current_memberships if m.role in OFFICER_ROLES)
    if not (person.is_staff or asked):
        return
    waiting = JoinRequest.objects.visible_to(person).waiting()
    if person.is_staff and not person.officer_council_ids():
        waiting = waiting.left_to_administrators()
    found = waiting.aggregate(many=Count("pk"), oldest=Min("confirmed_at"))
    if many := found["many"]:
        title = ngettext("%(many)s request to join to decide", "%(many)s requests to join to decide", many)
        due_on = timezone.localdate(found["oldest"] + DECIDE_WITHIN)
        yield OpenWork(title % {"many": many}, reverse("accounts:join-requests"), due_on=due_on)


@provides(OPEN_WORK)
def access_to_confirm(person):
    """For clerks and managers: a year has passed since somebody looked at who has access."""
    mine = {m.council_id for m in person.current_memberships if may_confirm_access(person, m.council)}
    if not mine:
        return
    for council in Council.objects.filter(pk__in=mine).annotate(**LAST_REVIEW).order_by("search_name", "pk"):
        last = council.last_review and timezone.localdate(council.last_review)
        since = last or council.first_member
        if since and since + REVIEW_EVERY <= timezone.localdate():
            yield OpenWork(
                _("Confirm who has access"),
                reverse("accounts:confirm-people", kwargs={"slug": council.slug}),
                council=council.label,
                note=_("Last confirmed on %(day)s") % {"day": date(last)} if last else _("Not confirmed yet"),
            )


@provides(COUNCIL_CARD)
def people_card(person, council):
    """Who has access, for those who may know."""
    if person.is_authenticated and may_see_people(person, council):
        members = council.memberships.current().select_related("user").order_by("role", "user__name", "pk")
        yield CouncilCard(
            _("People"),
            "accounts/council_card.html",
            {"council": council, "memberships": members[:10]},
            order=80,
        )
