"""Reads of people and what they may act for."""

from datetime import timedelta
from functools import cache

from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower
from django.utils import timezone

from core.roles import OFFICER_ROLES, SECOND_FACTOR_ROLES, Role
from councils.looks import facts_for
from councils.models import Council, Succession


def councils_with_people_of(person):
    """Councils whose people the person may see: their own and the local councils they look after."""
    if person.is_staff:
        return Council.objects.all()
    return Council.objects.filter(
        Q(pk__in=person.council_ids()) | Q(pk__in=Council.objects.administered_by(person).values("pk"))
    )


def councils_with_an_officer():
    """Local councils whose own principal has somebody who can decide for it today."""
    today = timezone.localdate()
    holds = Q(memberships__role__in=OFFICER_ROLES, memberships__revoked_at=None, memberships__user__is_active=True)
    begun = Q(memberships__starts_on__lte=today)
    lasts = Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=today)
    principals = Council.objects.principal().exclude(type="county").filter(holds & begun & lasts)
    return Council.objects.local().filter(parents__in=principals.values("pk"))


def request_facts(model):
    """What every page asks about the council and the person of a membership, as expressions."""
    asked = Council.join_requests.rel.related_model.objects.waiting().filter(council__parents=OuterRef("council"))
    taken = model.handovers.rel.related_model.objects.filter(
        invitation__accepted_by=OuterRef("user"), membership__council=OuterRef("council"), read_at=None
    )
    factors = Authenticator.objects.filter(user=OuterRef("user")).exclude(type="recovery_codes")
    resets = model.user.field.related_model.resets.rel.related_model.objects.waiting()
    resets = resets.for_whom(OuterRef("council")).exclude(person=OuterRef("user"))
    before = Succession.objects.filter(successor=OuterRef("council"))
    return {
        "person_has_second_factor": Exists(factors),
        "is_asked_to_join": Exists(asked),
        "council_took_over": Exists(before),
        "has_handover": Exists(taken),
        "portal_facts": Subquery(facts_for(OuterRef("council"))),
        "is_asked_to_reset": Exists(resets),
    }


@cache
def finished_facts(model):
    """The same as SQL, once for each process: to build it anew took a fifth of the time of every page.

    So none of them may depend on the time of day or on the person; a test compares them on two days.
    """
    query = model._base_manager.annotate(**request_facts(model)).query
    compiler = query.get_compiler(DEFAULT_DB_ALIAS)
    return {
        name: RawSQL(*compiler.compile(fact), output_field=fact.output_field)  # noqa: S611 - our own expressions
        for name, fact in query.annotations.items()
    }


class MembershipQuerySet(QuerySet):
    """Who acts for which council, when."""

    def current(self, on=None):
        """Begun, not ended and not revoked; `ends_on` is the last day that counts."""
        day = on or timezone.localdate()
        return self.not_ended(day).filter(starts_on__lte=day, user__is_active=True)

    def not_ended(self, on=None):
        """Current or still to come."""
        day = on or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), revoked_at=None)

    def past(self):
        """Ended before today, or revoked."""
        return self.filter(Q(ends_on__lt=timezone.localdate()) | Q(revoked_at__isnull=False))

    def for_request(self):
        """With what every page asks: the council and facts about it and the person, each a column."""
        return self.select_related("council").annotate(
            **finished_facts(self.model),
            profile_confirmed_at=F("council__profile__last_confirmed_at"),
            council_population=F("council__profile__population"),
            council_services=F("council__profile__services"),
            hidden_on_home=F("user__home_choice__hidden"),
        )

    def without_own_past(self, person):
        """Of the person's own only those that still count or will: what is over has no page for them."""
        return self.exclude(Q(user=person) & (Q(revoked_at__isnull=False) | Q(ends_on__lt=timezone.localdate())))

    def of_council(self, council):
        return self.filter(council=council)

    def whose_address_is_among(self, addresses):
        """Of people whose address for mail is one of these, given in small letters."""
        return self.alias(address=Lower("user__email")).filter(address__in=addresses)

    def for_access_list(self):
        """With `factor_types`, the kinds of second factor of each person, and who added them."""
        factors = Authenticator.objects.filter(user=OuterRef("user")).exclude(type="recovery_codes")
        found = self.annotate(factor_types=ArraySubquery(factors.values("type")))
        return found.select_related("user", "council", "added_by", "covers__user")

    def signatories(self):
        """Memberships that carry the right to sign; a viewer's never does."""
        return self.filter(may_sign=True).exclude(role=Role.VIEWER)

    def visible_to(self, person):
        """A person's own, those of their councils, and of local councils of their principals."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        return self.filter(Q(user=person) | Q(council__in=councils_with_people_of(person)))


class InvitationQuerySet(QuerySet):
    """Who was asked to join."""

    def open(self):
        """Neither accepted nor cancelled."""
        return self.filter(accepted_at=None, cancelled_at=None)

    def waiting(self):
        """Open and the link still works."""
        return self.open().filter(expires_at__gt=timezone.now())

    def of_principal(self, principal):
        """Invitations to a principal's local councils."""
        return self.filter(council__parents=principal)

    def visible_to(self, person):
        """Those of the person's councils and of the local councils of their principals."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        return self.filter(council__in=councils_with_people_of(person))


class InvitationBatchQuerySet(QuerySet):
    """Files of role mailboxes."""

    def unfinished(self):
        """Sent some minutes ago, and not every row has been dealt with."""
        return self.filter(sent_at__lt=timezone.now() - timedelta(minutes=5), finished_at=None)

    def visible_to(self, person):
        """Only for officers of the principal council that uploaded the file."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        return self.filter(principal__in=person.officer_council_ids())


class JoinRequestQuerySet(QuerySet):
    """Who asks to join without having been invited."""

    NOBODY_ANSWERS = timedelta(days=14)

    def waiting(self):
        """The mailbox is confirmed and nobody has decided yet."""
        return self.filter(confirmed_at__isnull=False, decided_at=None)

    def behind_link(self, token_hash):
        """Not yet confirmed, and the link in the mail still works."""
        return self.filter(token_hash=token_hash, confirmed_at=None, expires_at__gt=timezone.now())

    def visible_to(self, person):
        """Confirmed ones: to officers of the council's own principal and to administrators."""
        if not person.is_authenticated:
            return self.none()
        confirmed = self.filter(confirmed_at__isnull=False)
        if person.is_staff:
            return confirmed
        return confirmed.filter(council__in=Council.objects.administered_by(person).values("pk"))

    def with_council(self):
        return self.select_related("council", "decided_by").prefetch_related("council__parents")

    def waiting_first(self):
        """What is to be decided, the oldest first; then the decided ones, the newest first."""
        return self.order_by(F("decided_at").desc(nulls_first=True), "confirmed_at", "pk")

    def left_to_administrators(self):
        """Of a council that is not in the list or has no officer above it, or unanswered for two weeks."""
        late = timezone.now() - self.NOBODY_ANSWERS
        looked_after = councils_with_an_officer().values("pk")
        return self.filter(Q(council=None) | ~Q(council__in=looked_after) | Q(confirmed_at__lt=late))

    def to_purge(self, kept_for):
        """Never confirmed and out of date, or decided so long ago that nobody needs it."""
        now = timezone.now()
        return self.filter(Q(confirmed_at=None, expires_at__lt=now) | Q(decided_at__lt=now - kept_for))


class HandoverQuerySet(QuerySet):
    """Roles that passed to somebody else."""

    def visible_to(self, person):
        """Of councils whose people the person may see today."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        return self.filter(membership__council__in=councils_with_people_of(person))

    def with_people(self):
        return self.select_related(
            "membership__council", "membership__user", "invitation__accepted_by", "handed_over_by", "read_by"
        )

    def to_read(self, person):
        """Taken over by the person, who still acts for the council and has not said yet that they have read it."""
        mine = person.council_ids()
        return self.filter(invitation__accepted_by=person, membership__council__in=mine, read_at=None)


class IdentityProofQuerySet(QuerySet):
    """Proofs of who a person is."""

    def of(self, person, subject_key):
        return self.filter(user=person, subject_key=subject_key).order_by("-pk")

    def unexpired(self):
        """Not yet past their time and not used."""
        return self.filter(expires_at__gt=timezone.now(), used_at=None)


class SignInTraceQuerySet(QuerySet):
    """From where people signed in."""

    def outdated(self):
        """Kept for as long as the privacy notice says; one whose session is still open stays until it ends."""
        return self.filter(event__at__lt=timezone.now() - self.model.KEPT_FOR, session__isnull=True)

    def like(self, device, browser_hash):
        """From the same browser, or from one of the same kind in the same network."""
        same_kind = Q(browser=device.browser, system=device.system, network=device.network)
        return self.filter(Q(browser_hash=browser_hash) & ~Q(browser_hash="") | same_kind)


class OpenSessionQuerySet(QuerySet):
    """Browsers in which people are signed in."""

    def visible_to(self, person):
        """A person's own, and nobody else's, not even for administrators."""
        return self.filter(user=person) if person.is_authenticated else self.none()

    def live(self):
        """Not run out, with what a person can tell them by; the one used last comes first."""
        found = self.filter(session__expire_date__gt=timezone.now())
        return found.select_related("session", "trace__event").order_by("-session__expire_date", "-pk")


class ResetQuerySet(QuerySet):
    """Resets of second factors."""

    CONFIRM_WITHIN = timedelta(days=7)  # of asking; then it lapses

    def open(self):
        """Neither done nor cancelled."""
        return self.filter(done_at=None, cancelled_at=None)

    def waiting(self):
        """Asked for, and nobody has confirmed it."""
        return self.open().filter(confirmed_at=None)

    def due(self):
        """Confirmed, and the delay is over."""
        return self.open().filter(due_at__lte=timezone.now())

    def lapsed(self):
        """Nobody confirmed within a week."""
        return self.waiting().filter(requested_at__lt=timezone.now() - self.CONFIRM_WITHIN)

    def closed_before(self, moment):
        return self.filter(Q(done_at__lt=moment) | Q(cancelled_at__lt=moment))

    def with_people(self):
        return self.select_related("person", "confirmed_by", "cancelled_by")

    def open_first(self):
        """What waits, the oldest first; then what runs; then the rest, the newest first."""
        over = Case(When(done_at=None, cancelled_at=None, then=F("requested_at")), default=None)
        return self.order_by(over.asc(nulls_last=True), "-requested_at", "pk")

    def visible_to(self, person):
        """One's own; to managers those of their principal, to officers those of people of local councils alone."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        people = self.model.person.field.related_model
        current = people.memberships.rel.related_model.objects.current()
        looked_after = Council.objects.administered_by(person).values("pk")
        officers = current.filter(role__in=SECOND_FACTOR_ROLES).values("user")
        managed = current.filter(council__in=person.council_ids(Role.MANAGER)).values("user")
        local = current.filter(council__in=looked_after).exclude(user__in=officers).values("user")
        others = self.model.objects.filter(Q(person__in=managed) | Q(person__in=local), person__is_staff=False)
        return self.filter(Q(person=person) | Q(pk__in=others.values("pk")))

    def for_whom(self, council):
        """Of people who act for a council, or for a local council of it, as expressions of an outer query."""
        return self.filter(Q(person__memberships__council=council) | Q(person__memberships__council__parents=council))


class RemovalQuerySet(QuerySet):
    """People who were taken out of the portal."""

    def visible_to(self, person):
        """The register is for administrators."""
        return self if person.is_authenticated and person.is_staff else self.none()

    def newest_first(self):
        return self.order_by("-at", "-pk")


class DataComplaintQuerySet(QuerySet):
    """Complaints about how personal data are handled."""

    def visible_to(self, person):
        """Only those who handle them: administrators."""
        return self if person.is_authenticated and person.is_staff else self.none()

    def to_acknowledge(self):
        return self.filter(status="received")

    def to_answer(self):
        return self.filter(status__in=["received", "acknowledged"])

    def urgent_first(self):
        """Those to acknowledge by their day, then those to answer, then the rest, the newest first."""
        rank = Case(
            When(status="received", then=0), When(status="acknowledged", then=1), When(status="answered", then=2),
            default=3,
        )  # fmt: skip
        return self.order_by(rank, "acknowledge_by", "-pk")

    def with_people(self):
        return self.select_related("acknowledged_by", "answered_by", "closed_by")


class SavedViewQuerySet(QuerySet):
    def visible_to(self, person):
        """Each person's own."""
        return self.filter(user=person) if person.is_authenticated else self.none()

    def of_page(self, page):
        """What was saved of one list, by name."""
        return self.filter(page=page).order_by(Lower("name"))
