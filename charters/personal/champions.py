"""What the tables of champions hold about people."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.champions.facts import forget
from charters.models import Appointment
from core.privacy.map import EMPTY, Kept, declare

PUBLIC_RECORD = _("As long as the council: the record of whom it appointed. It keeps the council and the role")


def ended_before(moment):
    """Appointments that ended before this moment and still say how to reach the champion."""
    return Appointment.objects.filter(ends_on__lt=timezone.localdate(moment)).filter(~Q(reach="") | Q(shows_name=True))


def forget_reach(appointments):
    """How to reach somebody is of no use once they have left; returns how many rows were changed."""
    forget(*appointments.values_list("council", flat=True))
    return appointments.update(reach="", shows_name=False)


def hide_name(who):
    """Pages that keep the name for a while read anew; the row itself has no name. No row is changed."""
    forget(*Appointment.objects.held_by(who.person).values_list("council", flat=True))
    return 0


declare(
    "charters.Appointment",
    _("Appointments as champion"),
    about=lambda who: Q(person=who.person),
    tell=(
        "council",
        "role_title",
        "reach",
        "shows_name",
        "starts_on",
        "ends_on",
        "end_reason",
        "strike_reason",
        "needs",
    ),
    erase={"reach": EMPTY},
    people=("person", "recorded_by", "ended_by", "struck_by"),
    scrub=("role_title", "reach", "end_reason", "strike_reason"),
    reach=lambda who: Q(council__in=who.council_ids),
    plain=("minute_reference",),
    special=hide_name,
    kept=Kept(PUBLIC_RECORD, period="champions", due=ended_before, end=forget_reach),
)
declare(
    "charters.LogEntry",
    _("Entries in a champion’s log"),
    about=lambda who: Q(logged_by=who.person),
    tell=("appointment", "duty", "done_on", "what", "others", "follows", "logged_at"),
    people=("logged_by", "struck_by"),
    scrub=("what", "others", "follows", "strike_reason"),
    reach=lambda who: Q(appointment__council__in=who.council_ids),
    kept=Kept(PUBLIC_RECORD),
)
