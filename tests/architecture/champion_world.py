"""Champions of the access matrix: one of each side's first local council, with a log."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from charters import actions
from charters.models import Appointment
from tests.architecture.matrix_roles import Secret
from tests.charters.factories import fresh

PUBLIC_ID = UUID("00000000-0000-4000-8000-00000000000f")  # of P's; the walk of all pages names it


class Champions:
    """The champion of one side's first local council."""

    def __init__(self, side, person=None):
        today = timezone.localdate()
        appointment = actions.appoint_champion(
            council=side.a,
            person=person and fresh(person),
            role_title="Councillor",
            reach=side.secret(Secret.REACH),
            starts_on=today - timedelta(days=100),
            decision_taker="full_council",
            by=side.clerk,
        )
        if person:
            Appointment.objects.filter(pk=appointment.pk).update(public_id=PUBLIC_ID)
            appointment.refresh_from_db()
        self.appointment = appointment
        self.entry = actions.log_activity(
            appointment=appointment, duty="liaison", done_on=today, what=side.secret(Secret.LOG), by=side.clerk
        )
