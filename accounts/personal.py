"""What the tables of accounts, and those of django-allauth, hold about people."""

from contextlib import suppress

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.removal import remove_person
from accounts.models import (
    DataComplaint,
    IdentityProof,
    Invitation,
    InvitationBatch,
    JoinRequest,
    Removal,
    SecondFactorReset,
    SignInTrace,
    User,
)
from core.exceptions import Refused
from core.models import REMOVED_DOMAIN
from core.policies import SYSTEM
from core.privacy.map import DELETE, EMPTY, UNREACHABLE, Kept, Words, declare
from core.privacy.who import one_of

WITH_ACCOUNT = _("As long as your account")


def delete_open_invitations(who):
    """Nobody can take up an invitation to an address that is gone."""
    gone = Invitation.objects.open().filter(address__endswith=f"@{REMOVED_DOMAIN}")
    gone.exclude(handovers=None).update(expires_at=timezone.now())
    return gone.filter(handovers=None).delete()[0]


def delete_own_proofs(who):
    """Codes about the account itself, whose key names the address; those behind signatures stay."""
    return IdentityProof.objects.filter(user=who.person, subject_key__startswith="accounts.").delete()[0]


def old_invitations(before):
    """Taken up, cancelled or run out before this moment; one by which a role was handed over stays with it."""
    over = Q(accepted_at__lt=before) | Q(cancelled_at__lt=before) | Q(accepted_at=None, expires_at__lt=before)
    return Invitation.objects.filter(over, handovers=None)


def old_lists(before):
    """Sent or left lying before this moment, and not emptied yet."""
    over = Q(finished_at__lt=before) | Q(sent_at=None, uploaded_at__lt=before)
    return InvitationBatch.objects.filter(over).exclude(rows=[])


def remove_idle(people):
    """Each as if they had asked for it; one who cannot be removed yet stays until the next night."""
    removed = 0
    for person in people:
        with suppress(Refused), transaction.atomic():
            remove_person(person=person, why=Removal.Why.PERIOD_OVER, by=SYSTEM)
            removed += 1
    return removed


declare(
    "accounts.User",
    _("Your account"),
    about=lambda who: Q(pk=who.person.pk),
    tell=("name", "email", "language", "date_joined", "last_login"),
    known_by=("name", "email"),
    erase={"name": EMPTY, "email": EMPTY},
    plain=("password", "session_salt"),
    kept=Kept(
        _("While you hold a role, and so long after the last one ends, in case you come back"),
        "accounts",
        User.objects.idle_since,
        remove_idle,
    ),
)
declare(
    "accounts.KnownAs",
    _("Names and addresses you had before"),
    about=lambda who: Q(person=who.person),
    tell=("text", "until"),
    known_by=("text",),
    erase=DELETE,
    kept=Kept(WITH_ACCOUNT),
)
declare(
    "accounts.Removal",
    _("Removals of people"),
    people=("person", "by"),
    plain=("changed",),
    kept=Kept(_("To show that a removal was carried out. It names nobody")),
)
declare(
    "accounts.Membership",
    _("Councils you act or acted for"),
    about=lambda who: Q(user=who.person),
    tell=("council", "role", "may_sign", "starts_on", "ends_on", "revoked_at"),
    people=("user", "added_by", "revoked_by"),
    kept=Kept(_("Councils must be able to show who could act for them. It keeps role, council and dates, no name")),
)
declare(
    "accounts.MembershipEvent",
    _("History of the councils you act for"),
    about=lambda who: Q(user=who.person),
    tell=("pgh_created_at", "council", "role", "may_sign", "starts_on", "ends_on"),
    people=("user", "added_by", "revoked_by"),
    plain=("pgh_label",),
    stays={"pgh_context": _("The number of the account and the address of the page, no name")},
    kept=Kept(_("As long as the roles themselves")),
)
declare(
    "accounts.InvitationBatch",
    _("Lists of mailboxes that were uploaded"),
    scrub=("filename", "rows"),
    reach=lambda who: Q(principal__in=who.council_ids),
    people=("uploaded_by", "sent_by"),
    kept=Kept(_("To see who was invited"), "lists", old_lists, lambda rows: rows.update(rows=[])),
)
declare(
    "accounts.Invitation",
    _("Invitations sent to you"),
    about=lambda who: one_of("address", who.addresses) | Q(accepted_by=who.person),
    tell=("council", "role", "address", "name", "invited_at", "expires_at", "accepted_at"),
    known_by=("address", "name"),
    erase={"address": UNREACHABLE, "name": EMPTY},
    people=("invited_by", "accepted_by", "cancelled_by"),
    plain=("token_hash",),
    special=delete_open_invitations,
    kept=Kept(_("To see who was invited and by whom"), "invitations", old_invitations),
)
declare(
    "accounts.Handover",
    _("Handovers of your roles"),
    about=lambda who: Q(handed_over_by=who.person) | Q(read_by=who.person),
    tell=("membership", "last_day", "handed_over_at", "read_at"),
    people=("handed_over_by", "read_by"),
    scrub=("note", "open_work"),
    reach=lambda who: Q(membership__council__in=who.council_ids),
    kept=Kept(_("As long as the role itself: the successor and the council look it up")),
)
declare(
    "accounts.JoinRequest",
    _("Your requests to join"),
    about=lambda who: one_of("address", who.addresses) | Q(person=who.person),
    tell=("council_name", "role", "name", "address", "phone", "note", "requested_at", "decided_at", "reason"),
    known_by=("address", "name"),
    erase=DELETE,
    kept=Kept(
        _("To see how a request was decided; one whose mailbox was never confirmed goes after a week"),
        "requests",
        lambda before: JoinRequest.objects.filter(
            Q(confirmed_at=None, expires_at__lt=timezone.now()) | Q(decided_at__lt=before)
        ),
    ),
)
declare(
    "accounts.IdentityProof",
    _("Codes with which you proved who you are"),
    about=lambda who: Q(user=who.person),
    tell=("purpose", "method", "address", "created_at", "used_at"),
    known_by=("address",),
    erase={"address": UNREACHABLE},
    people=("user",),
    plain=("purpose", "subject_key", "code_hash"),
    special=delete_own_proofs,
    kept=Kept(
        _("Long enough to follow up misuse. A code behind a signature stays as long as the signature, without address"),
        "codes",
        lambda before: IdentityProof.objects.filter(
            Q(used_at=None) | Q(subject_key__startswith="accounts."), created_at__lt=before
        ),
    ),
)
declare(
    "accounts.AccessReview",
    _("Lists of access you confirmed"),
    about=lambda who: Q(confirmed_by=who.person),
    tell=("council", "confirmed_at", "people"),
    people=("confirmed_by",),
    plain=("fingerprint",),
    kept=Kept(_("For the council’s auditor. It keeps the council and the day, no name")),
)
declare(
    "account.EmailAddress",
    _("Your e-mail addresses"),
    about=lambda who: Q(user=who.person),
    tell=("email", "verified", "primary"),
    known_by=("email",),
    erase=DELETE,
    kept=Kept(WITH_ACCOUNT),
)
declare(
    "account.EmailConfirmation",
    _("Confirmations of e-mail addresses"),
    about=lambda who: Q(email_address__in=EmailAddress.objects.filter(user=who.person)),
    erase=DELETE,
    kept=Kept(WITH_ACCOUNT),
)
declare(
    "mfa.Authenticator",
    _("Second factors; the secrets themselves are not told"),
    about=lambda who: Q(user=who.person),
    tell=("type", "created_at", "last_used_at"),
    erase=DELETE,
    kept=Kept(WITH_ACCOUNT),
)
declare(
    "accounts.OpenSession",
    _("Browsers in which you are signed in"),
    about=lambda who: Q(user=who.person),
    tell=("in_browser", "since"),
    erase=DELETE,
    kept=Kept(_("As long as the session: two hours from your last page")),
)
declare(
    "accounts.SignInTrace",
    _("From where you signed in"),
    about=lambda who: Q(user=who.person),
    tell=("at", "event", "how", "browser", "system", "network"),
    erase=DELETE,
    kept=Kept(
        _("Long enough to notice and follow up misuse"),
        "sign_ins",
        lambda before: SignInTrace.objects.filter(event__at__lt=before, session__isnull=True),
    ),
)
declare(
    "accounts.DataComplaint",
    _("Data protection complaints you made"),
    about=lambda who: one_of("address", who.addresses) | Q(made_by=who.person),
    tell=("reference", "made_at", "status", "name", "address", "council_text", "text", "answer"),
    known_by=("address", "name"),
    erase={"address": UNREACHABLE, "name": Words("[name removed]")},
    people=("made_by", "acknowledged_by", "answered_by", "closed_by"),
    scrub=("text", "answer"),
    reach=lambda who: one_of("address", who.addresses) | Q(made_by=who.person),
    plain=("reference", "council_text"),
    kept=Kept(
        _("To show that complaints are dealt with"),
        "complaints",
        lambda before: DataComplaint.objects.filter(closed_at__lt=before),
    ),
)
for label, title, told in (
    ("accounts.HomeChoice", _("What you hide on your home page"), ("hidden",)),
    ("accounts.MailChoice", _("When you want which e-mails"), ("kind", "frequency")),
    ("accounts.SavedView", _("Lists you saved under a name"), ("page", "name", "query")),
    ("accounts.SummaryLine", _("News that waits for your next summary"), ("kind", "subject", "kept_at", "sent_on")),
):
    declare(label, title, about=lambda who: Q(user=who.person), tell=told, erase=DELETE, kept=Kept(WITH_ACCOUNT))
declare(
    "accounts.SecondFactorReset",
    _("Resets of your second factor"),
    about=lambda who: Q(person=who.person),
    tell=("requested_at", "confirmed_at", "reason", "due_at", "done_at", "cancelled_at"),
    erase=DELETE,
    people=("person", "requested_by", "confirmed_by", "cancelled_by"),
    scrub=("reason",),
    reach=lambda who: Q(confirmed_by=who.person),
    kept=Kept(_("To follow up misuse"), "resets", SecondFactorReset.objects.closed_before),
)
