"""A champion's appointment ends and nobody follows: the council is told before, and once when it is vacant.

The officers who look after the council are told once, when it is vacant.
"""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership
from charters.emails.rounds import readers_of
from charters.models import Appointment
from core.audit import record
from core.formatting import date
from core.policies import SYSTEM
from core.registry import REMINDERS, provides
from core.reminders.offers import Offer
from core.reminders.plan import Schedule
from core.roles import OFFICER_ROLES
from councils.looks import look_of_principal

BEFORE, VACANT = 30, -1  # days before the last day; a working day after it


@dataclass(frozen=True)
class ChampionWanted(Offer):
    """To the council itself."""

    kind = "charters.champion_wanted"

    @property
    def council(self):
        return self.record.council

    def title(self):
        return _("%(council)s: appoint a charter champion") % {"council": self.council.full_name}

    def note(self):
        day, over = self.record.ends_on, self.record.ends_on < timezone.localdate()
        words = (
            _("The appointment ended on %(day)s, and nobody follows.")
            if over
            else _("The appointment ends on %(day)s, and nobody follows yet.")
        )
        return words % {"day": date(day)}

    def reason(self):
        return _("You get this because you act for %(council)s on Common Ground.") % {"council": self.council.full_name}

    def call(self):
        return _("Record the new champion of %(council)s") % {"council": self.council.full_name}

    def link(self):
        return settings.SITE_URL + reverse("charters:champion", args=[self.council.slug])

    def recipients(self):
        return self.readers

    @cached_property
    def readers(self):
        return readers_of(self.council)

    def reply_to(self):
        principal = self.principal
        return principal.role_mailbox if principal else ""

    def look(self):
        return look_of_principal(self.principal) if self.principal else None

    @cached_property
    def principal(self):
        """Who looks after the council; its county, if it is a district."""
        if self.council.is_principal:
            return self.council.county
        return next(iter(self.council.own_principals), None)

    def still_due(self):
        fresh = Appointment.objects.select_for_update(of=("self",)).without_successor()
        return fresh.filter(pk=self.record.pk, ends_on=self.due_on).exists()

    def note_sent(self):
        words = _("The portal told %(council)s that it needs a charter champion")
        councils = [self.council, *([self.principal] if self.principal else [])]
        sentence = words % {"council": self.council.label}
        record("charters.champion_wanted", self.council, sentence, by=SYSTEM, councils=councils, restricted=True)


@dataclass(frozen=True)
class ChampionVacant(ChampionWanted):
    """To the officers who look after the council, once."""

    kind = "charters.champion_vacant"

    def title(self):
        return _("%(council)s has no charter champion") % {"council": self.council.full_name}

    def reason(self):
        words = _("You get this because you look after local councils for %(principal)s on Common Ground.")
        return words % {"principal": self.principal.full_name}

    def call(self):
        return _("See the champions of the area of %(principal)s") % {"principal": self.principal.full_name}

    def link(self):
        return settings.SITE_URL + reverse("charters:champion-board", args=[self.principal.slug]) + "?state=none"

    @cached_property
    def readers(self):
        if self.principal is None:
            return {}
        officers = Membership.objects.current().of_council(self.principal).filter(role__in=OFFICER_ROLES)
        return {m.user.email: m.user.language for m in officers.select_related("user") if m.user.email}

    def note_sent(self):
        words = _("The portal told %(principal)s that %(council)s has no charter champion")
        sentence = words % {"principal": self.principal.label, "council": self.council.label}
        councils = [self.council, self.principal]
        record("charters.champion_wanted", self.council, sentence, by=SYSTEM, councils=councils, restricted=True)


@provides(REMINDERS)
def champions_wanted(today):
    """Appointments that end within weeks, or have ended, and nobody follows."""
    soon = today + timezone.timedelta(days=BEFORE + 7)  # a long Easter brings a reminder forward by some days
    lapsing = Appointment.objects.lapsing(soon).select_related("council__county__own_portal")
    for appointment in lapsing.prefetch_related("council__parents__own_portal").order_by("pk"):
        since = timezone.localdate(appointment.recorded_at)
        facts = {"due_on": appointment.ends_on, "since": since, "nation": appointment.council.nation}
        yield ChampionWanted(appointment, Schedule(offsets=(BEFORE, VACANT), **facts))
        yield ChampionVacant(appointment, Schedule(offsets=(VACANT,), **facts))
