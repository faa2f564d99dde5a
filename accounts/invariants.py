"""What must always be true of people, their addresses, memberships and invitations."""

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q

from accounts.models import Invitation, InvitationBatch, Membership, User
from core.models import AuditEvent
from core.registry import INVARIANT, Finding, provides
from core.roles import LOCAL_ROLES, PRINCIPAL_ROLES, Role

ROWS = 2000  # read at a time


@provides(INVARIANT)
def reachable_members():
    """Whoever acts for a council can sign in, unless their mailbox has passed to somebody else."""
    own = EmailAddress.objects.filter(user=OuterRef("user"), verified=True)
    kind = ContentType.objects.get_for_model(User)
    passed = AuditEvent.objects.filter(content_type=kind, object_id=OuterRef("user"), verb="accounts.handed_over")
    live = Membership.objects.not_ended().filter(user__is_active=True)
    cut_off = live.filter(~Exists(own), ~Exists(passed)).select_related("council")
    for membership in cut_off.iterator(ROWS):
        yield Finding("membership.address", f"{membership} ({membership.public_id})", "has no verified address")


@provides(INVARIANT)
def primary_addresses():
    """The address we write to is a verified one of the person's own."""
    own = EmailAddress.objects.filter(user=OuterRef("pk"), email=OuterRef("email"), verified=True, primary=True)
    for pk in User.objects.exclude(email=None).filter(~Exists(own)).values_list("pk", flat=True).iterator(ROWS):
        yield Finding("person.address", f"person {pk}", "is written to at an address that is not verified as theirs")


@provides(INVARIANT)
def roles():
    """Roles fit the tier, viewers never sign, and nobody acts for a local council that has ended."""
    misplaced = ~Q(role__in=LOCAL_ROLES, council__tier="local") & ~Q(
        role__in=PRINCIPAL_ROLES, council__tier="principal"
    )
    for membership in Membership.objects.filter(misplaced).select_related("council").iterator(ROWS):
        yield Finding("membership.role", f"{membership} ({membership.public_id})", "is a role of the other tier")
    signing = Membership.objects.filter(role=Role.VIEWER, may_sign=True)
    for membership in signing.select_related("council").iterator(ROWS):
        yield Finding("membership.viewer", f"{membership} ({membership.public_id})", "only reads and may sign")
    over = Membership.objects.not_ended().filter(council__status="dissolved", council__tier="local")
    for membership in over.select_related("council").iterator(ROWS):
        record = f"{membership} ({membership.public_id})"
        yield Finding("membership.dissolved", record, "acts for a council that has ended")


@provides(INVARIANT)
def accepted_invitations():
    """Whoever accepted an invitation has the membership it was for."""
    given = Membership.objects.filter(user=OuterRef("accepted_by"), council=OuterRef("council"), role=OuterRef("role"))
    accepted = Invitation.objects.filter(accepted_at__isnull=False).filter(~Exists(given))
    for invitation in accepted.select_related("council").iterator(ROWS):
        record = f"invitation {invitation} ({invitation.public_id})"
        yield Finding("invitation.accepted", record, "was accepted and gave no membership")


@provides(INVARIANT)
def batches():
    """An invitation from a list was sent by whoever sent the list, and not before."""
    odd = Invitation.objects.filter(batch__isnull=False).exclude(invited_at__gte=F("batch__sent_at"))
    for batch in InvitationBatch.objects.filter(pk__in=odd.values("batch")).iterator(ROWS):
        yield Finding("batch.early", f"list {batch} ({batch.public_id})", "has invitations from before it was sent")
