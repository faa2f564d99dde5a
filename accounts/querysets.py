"""Reads of people and what they may act for."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from core.roles import Role
from councils.models import Council


def councils_with_people_of(person):
    """Councils whose people the person may see: their own and the local councils they look after."""
    if person.is_staff:
        return Council.objects.all()
    return Council.objects.filter(
        Q(pk__in=person.council_ids()) | Q(pk__in=Council.objects.administered_by(person).values("pk"))
    )


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
        """With what every page asks: the council, `profile_confirmed_at` of it, `person_has_app`."""
        apps = Authenticator.objects.filter(user=OuterRef("user"), type=Authenticator.Type.TOTP)
        return self.select_related("council").annotate(
            profile_confirmed_at=F("council__profile__last_confirmed_at"), person_has_app=Exists(apps)
        )

    def of_council(self, council):
        return self.filter(council=council)

    def whose_address_is_among(self, addresses):
        """Of people whose address for mail is one of these, given in small letters."""
        return self.alias(address=Lower("user__email")).filter(address__in=addresses)

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


class IdentityProofQuerySet(QuerySet):
    """Proofs of who a person is."""

    def of(self, person, subject_key):
        return self.filter(user=person, subject_key=subject_key).order_by("-pk")

    def unexpired(self):
        """Not yet past their time and not used."""
        return self.filter(expires_at__gt=timezone.now(), used_at=None)
