"""What accounts offers to the pages above it."""

from datetime import timedelta

from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import finding
from accounts.actions.summaries import kept_back
from accounts.models import DataComplaint, Handover, Invitation, JoinRequest, Membership, SecondFactorReset
from accounts.models.joining import DECIDE_WITHIN
from accounts.policies import may_confirm_access, may_see_people
from core.formatting import date
from core.mail.addresses import stopped_addresses
from core.policies import allows
from core.registry import (
    COUNCIL_CARD,
    DESTINATION,
    EVENT,
    KEPT_BACK,
    MAILBOX_OF,
    NAVIGATION,
    OPEN_WORK,
    OWN_DATA,
    PREFERENCES,
    RECORD_ADDRESS,
    SEARCH,
    CouncilCard,
    Destination,
    EventKind,
    NavigationItem,
    OpenWork,
    provides,
)
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


@provides(KEPT_BACK)
def by_choice(message, address):
    """Whoever chose a summary, or none of this kind."""
    if kept_back(message, address):
        yield True


@provides(PREFERENCES)
def preferences_page():
    yield reverse("accounts:preferences")


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
def complaints_to_handle(person):
    """For administrators: data protection complaints that nobody has answered, by the day of the first."""
    if not person.is_staff:
        return
    found = DataComplaint.objects.visible_to(person).to_answer()
    found = found.aggregate(many=Count("pk"), first=Min("acknowledge_by", filter=Q(status="received")))
    if many := found["many"]:
        title = ngettext("%(many)s data protection complaint", "%(many)s data protection complaints", many)
        yield OpenWork(title % {"many": many}, reverse("accounts:complaints"), due_on=found["first"])


@provides(OPEN_WORK)
def lost_devices(person):
    """For those who know them: people who lost their second factor."""
    asked = any(m.is_asked_to_reset for m in person.current_memberships if m.role in OFFICER_ROLES)
    if not (person.is_staff or asked):
        return
    waiting = SecondFactorReset.objects.visible_to(person).waiting().exclude(person=person)
    found = waiting.aggregate(many=Count("pk"), oldest=Min("requested_at"))
    if many := found["many"]:
        title = ngettext("%(many)s person lost their device", "%(many)s people lost their device", many)
        due_on = timezone.localdate(found["oldest"] + waiting.CONFIRM_WITHIN)
        yield OpenWork(title % {"many": many}, reverse("accounts:resets"), due_on=due_on)


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


@provides(OPEN_WORK)
def handovers_to_read(person):
    """For whoever took a role over: what was open and the note of the one before."""
    if not any(m.has_handover for m in person.current_memberships):
        return
    for handover in Handover.objects.to_read(person).with_people().order_by("pk"):
        yield OpenWork(
            _("Read the handover"),
            reverse("accounts:handover", kwargs={"public_id": handover.public_id}),
            council=handover.council.label,
            note=_("%(role)s, from %(person)s")
            % {"role": handover.membership.get_role_display(), "person": handover.membership.user},
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


@provides(MAILBOX_OF)
def councils_of_address(address):
    """Those for whom somebody reads this mailbox, and the principals that look after them."""
    reading = Membership.objects.current().filter(user__email__iexact=address).values("council")
    for council in Council.objects.filter(Q(role_mailbox__iexact=address) | Q(pk__in=reading)):
        yield council
        yield from council.own_principals


provides(SEARCH)(finding.people)
provides(RECORD_ADDRESS)(finding.addresses)


@provides(DESTINATION)
def pages(person):
    """What a person does about people: of their own councils, and about themselves."""
    if not person.is_authenticated:
        return
    words = _("settings notifications e-mails frequency summary unsubscribe language")
    yield Destination(_("Preferences"), reverse("accounts:preferences"), words)
    yield Destination(_("Change your name"), reverse("accounts:rename"))
    yield Destination(
        _("Your data"), reverse("accounts:my-data"), _("personal data copy download privacy removal erase")
    )
    yield Destination(_("Add an address"), reverse("accounts:add-address"), _("e-mail mailbox"))
    councils = {m.council_id: m.council for m in person.current_memberships}
    for council in councils.values():
        place, name = {"slug": council.slug}, {"council": council.full_name}
        people = reverse("accounts:people", kwargs=place)
        yield Destination(_("People of %(council)s") % name, people, _("access who members"), council.context)
        if person.holds((Role.CLERK, Role.MANAGER), council) and allows(person, "accounts.invite", council):
            invite = reverse("accounts:invite", kwargs=place)
            yield Destination(
                _("Invite someone to %(council)s") % name, invite, _("invite invitation join new"), council.context
            )
        if allows(person, "accounts.invite_in_bulk", council):
            yield from _bulk_pages(place, name)


def _bulk_pages(place, name):
    """An officer's pages for all local councils."""
    words = _("invite invitation join mailbox")
    title = _("Invitations to local councils of %(council)s") % name
    yield Destination(title, reverse("accounts:invitations", kwargs=place), words)
    title = _("Invite local councils of %(council)s from a list") % name
    yield Destination(title, reverse("accounts:upload-list", kwargs=place), words)


@provides(OWN_DATA)
def rights(person):
    """Where somebody uses their rights; the first page asks whoever is not signed in to do so."""
    note = _("see what is held, take a copy, have it corrected or removed")
    yield Destination(_("Your data"), reverse("accounts:my-data"), note=note)
    complain = _("with or without an account")
    yield Destination(_("Make a data protection complaint"), reverse("accounts:complain"), note=complain)


@provides(EVENT)
def events():
    yield EventKind("core.address_stopped", _("Mail that comes back"), tells=True)
    yield EventKind("accounts.left_without_handover", _("People who left without a handover"))
    yield EventKind("accounts.invited", _("Invitations"))
    yield EventKind("accounts.invitation_cancelled", _("Invitations cancelled"))
    yield EventKind("accounts.joined", _("People who joined"), tells=True)
    yield EventKind("accounts.asked_to_join", _("Requests to join"), tells=True)
    yield EventKind("accounts.join_request_decided", _("Requests to join decided"))
    yield EventKind("accounts.preferences_set", _("Preferences changed"))
    yield EventKind("accounts.access_confirmed", _("Lists of access confirmed"), tells=True)
    yield EventKind("accounts.handed_over", _("Handovers"), tells=True)
    yield EventKind("accounts.reset_asked", _("Resets of a second factor asked for"))
    yield EventKind("accounts.reset_confirmed", _("Resets of a second factor confirmed"))
    yield EventKind("accounts.reset_cancelled", _("Resets of a second factor cancelled"))
    yield EventKind("accounts.reset_done", _("Second factors reset"))
    yield EventKind("accounts.membership_ended", _("Access that ends"), tells=True)
    yield EventKind("accounts.membership_revoked", _("Access withdrawn"), tells=True)
    yield EventKind("accounts.may_sign_set", _("Rights to sign"), tells=True)
    yield EventKind("accounts.removed", _("Removals of people"))
    yield EventKind("accounts.complaint_made", _("Data protection complaints"))
    yield EventKind("accounts.complaint_acknowledged", _("Complaints acknowledged"))
    yield EventKind("accounts.complaint_answered", _("Complaints answered"))
    yield EventKind("accounts.complaint_closed", _("Complaints closed"))
    yield EventKind("accounts.data_taken", _("Copies of one’s own data"))
    yield EventKind("core.retention_kept", _("Records kept long enough"))
    yield EventKind("core.events_redacted", _("Names taken out of the history"))
    yield EventKind("accounts.list_uploaded", _("Lists of mailboxes uploaded"))
    yield EventKind("accounts.list_sent", _("Lists of mailboxes invited"))
