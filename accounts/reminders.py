"""Whoever was invited and has not joined is reminded once, after a fortnight."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.complaints import link_to
from accounts.actions.invitations import answers_to
from accounts.models import DataComplaint, Invitation, User
from accounts.models.invitations import LIFETIME
from core import formatting
from core.audit import record
from core.policies import SYSTEM
from core.registry import REMINDERS, provides
from core.reminders.offers import Offer
from core.reminders.plan import Schedule
from core.statements import DATA_PROTECTION_EMAIL
from councils.looks import look_of

FORTNIGHT = timedelta(days=14)
MONTH = timedelta(days=30)


@dataclass(frozen=True)
class InvitationWaits(Offer):
    """An invitation that was neither accepted nor cancelled."""

    kind = "accounts.invitation"
    holds_secret = True

    def title(self):
        return _("Join Common Ground for %(council)s") % {"council": self.record.council.full_name}

    def note(self):
        words = _(
            "%(inviter)s invited you as %(role)s. It takes about a minute and you need no password. "
            "The link works once, until %(day)s; the one we sent before no longer works."
        )
        return words % {
            "inviter": self.record.invited_by,
            "role": self.record.get_role_display().lower(),
            "day": formatting.date(self.record.expires_at),
        }

    def reason(self):
        words = _("You get this e-mail because you were invited as %(role)s of %(council)s.")
        return words % {"role": self.record.get_role_display().lower(), "council": self.record.council.full_name}

    def call(self):
        return _("See the invitation for %(council)s") % {"council": self.record.council.full_name}

    def link(self):
        """A fresh one: of the first only the hash was kept."""
        token = self.record.new_token()
        self.record.times_sent += 1
        self.record.save(update_fields=["token_hash", "expires_at", "times_sent"])
        return settings.SITE_URL + reverse("accounts:accept", kwargs={"token": token})

    def recipients(self):
        return {self.record.address: "en-gb"}

    def reply_to(self):
        return answers_to(self.record.invited_by, self.record.council)

    def look(self):
        return look_of(self.record.council)

    def still_due(self):
        waiting = Invitation.objects.waiting().select_for_update(of=("self",))
        return waiting.filter(pk=self.record.pk, token_hash=self.record.token_hash).exists()

    def note_sent(self):
        words = {"role": self.record.get_role_display(), "council": self.record.council.label}
        sentence = _("The portal reminded whoever was invited: %(role)s, %(council)s") % words
        record("accounts.invitation_reminded", self.record, sentence, by=SYSTEM, councils=[self.record.council])


@provides(REMINDERS)
def invitations_not_taken_up(today):
    """Sent a fortnight ago, and the link still works."""
    waiting = Invitation.objects.waiting().exclude(council__status="dissolved")
    for invitation in waiting.select_related("council", "invited_by").prefetch_related("council__parents"):
        sent = timezone.localdate(invitation.expires_at - LIFETIME)  # the last time: an officer may have sent it again
        schedule = Schedule(sent + FORTNIGHT, (0,), since=sent, nation=invitation.council.nation)
        yield InvitationWaits(invitation, schedule)


@dataclass(frozen=True)
class AccountEnds(Offer):
    """Somebody has held no role for so long that they will be removed."""

    kind = "accounts.ends"

    def title(self):
        return _("Your account will be removed")

    def note(self):
        return _(
            "You have held no role for a long time. Your name and addresses will then be taken out of the portal. "
            "To keep your account, sign in once before that day."
        )

    def reason(self):
        return _("You get this e-mail because you have an account on Common Ground.")

    def call(self):
        return _("Sign in to keep your account")

    def link(self):
        return settings.SITE_URL + reverse("account_login")

    def recipients(self):
        return {self.record.email: self.record.language}


@provides(REMINDERS)
def accounts_that_end(today):
    """A month and a week before the portal removes somebody by itself."""
    period = timedelta(days=settings.RETENTION["accounts"])
    for person in User.objects.idle_since(timezone.now() - period + MONTH).exclude(email=None):
        ends = [timezone.localdate(person.date_joined), person.last_role_ends_on]
        ends += [timezone.localdate(at) for at in (person.last_login, person.last_role_revoked_at) if at]
        due_on = max(day for day in ends if day) + period
        yield AccountEnds(person, Schedule(due_on, (30, 7), since=due_on - 2 * MONTH))


@dataclass(frozen=True)
class ComplaintWaits(Offer):
    """A data protection complaint that nobody has acknowledged."""

    kind = "accounts.complaint"

    def title(self):
        return _("Acknowledge data protection complaint %(reference)s") % {"reference": self.record.reference}

    def note(self):
        return _("The law asks for it within 30 days. The button is on the page.")

    def reason(self):
        return _("You get this e-mail because you handle data protection complaints.")

    def call(self):
        return _("Open complaint %(reference)s") % {"reference": self.record.reference}

    def link(self):
        return link_to(self.record)

    def recipients(self):
        staff = User.objects.filter(is_staff=True, is_active=True, email__isnull=False)
        return {DATA_PROTECTION_EMAIL: "en-gb", **dict(staff.values_list("email", "language"))}

    def still_due(self):
        return DataComplaint.objects.to_acknowledge().select_for_update(of=("self",)).filter(pk=self.record.pk).exists()


@provides(REMINDERS)
def complaints_to_acknowledge(today):
    """A fortnight, a week and two days before the last day, and on the day after it."""
    for complaint in DataComplaint.objects.to_acknowledge().order_by("pk"):
        made = timezone.localdate(complaint.made_at)
        yield ComplaintWaits(complaint, Schedule(complaint.acknowledge_by, (14, 7, 2, -1), since=made))
