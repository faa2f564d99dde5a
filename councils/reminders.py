"""Once a year each council is asked to look at its profile."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core import formatting
from core.audit import record
from core.policies import SYSTEM
from core.registry import REMINDERS, provides
from core.reminders.offers import Offer
from core.reminders.plan import Schedule
from councils.models import Profile
from councils.querysets import CONFIRM_EVERY

YEARS = tuple(-365 * year for year in range(6))  # if nobody does, again after a year, and so on


@dataclass(frozen=True)
class ProfileToConfirm(Offer):
    """A profile that nobody has confirmed for a year."""

    kind = "councils.profile"

    @property
    def council(self):
        return self.record.council

    def title(self):
        return _("Is the profile of %(council)s still right?") % {"council": self.council.label}

    def note(self):
        words = _("Last confirmed on %(day)s. Confirm it, or change what is no longer right. It takes five minutes.")
        return words % {"day": formatting.date(self.record.last_confirmed_at)}

    def reason(self):
        words = _("You get this e-mail once a year because this is the shared mailbox of %(council)s.")
        return words % {"council": self.council.label}

    def call(self):
        return _("Open the profile of %(council)s") % {"council": self.council.full_name}

    def link(self):
        return settings.SITE_URL + self.council.profile_path

    def recipients(self):
        return {self.council.role_mailbox: "en-gb"}

    def reply_to(self):
        return next((principal.role_mailbox for principal in self.council.own_principals), "")

    def still_due(self):
        fresh = Profile.objects.select_for_update(of=("self",)).to_nudge()
        return fresh.filter(pk=self.record.pk, last_confirmed_at=self.record.last_confirmed_at).exists()

    def note_sent(self):
        sentence = _("%(council)s asked to confirm its profile") % {"council": self.council.label}
        record("councils.profile_nudged", self.record, sentence, by=SYSTEM, councils=[self.council])


@provides(REMINDERS)
def profiles_to_confirm(today):
    """Profiles last confirmed more than a year ago, of councils with a shared mailbox."""
    for profile in Profile.objects.to_nudge().select_related("council").prefetch_related("council__parents"):
        confirmed = timezone.localdate(profile.last_confirmed_at)
        schedule = Schedule(confirmed + CONFIRM_EVERY, YEARS, since=confirmed, nation=profile.council.nation)
        yield ProfileToConfirm(profile, schedule, occasion=confirmed.isoformat())
