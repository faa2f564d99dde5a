"""Where an opportunity stands at a moment: one rule, in Python and in SQL."""

from datetime import timedelta

from django.db.models import Case, CharField, Q, Value, When
from django.db.models import TextChoices as Choices
from django.utils.translation import gettext_lazy as _

SOON = timedelta(days=14)  # a council that meets every month still has time to call a meeting


class State(Choices):
    """What time tells; never stored. A fund is open from its opening moment until just before its closing moment."""

    CLOSING_SOON = "closing", _("Closing soon")
    OPEN = "open", _("Open")
    OPENING_SOON = "opening", _("Opening soon")
    CLOSED = "closed", _("Closed")


TONES = {State.CLOSING_SOON: "bad", State.OPEN: "good", State.OPENING_SOON: "info", State.CLOSED: "closed"}


def state_at(opens_at, closes_at, now):
    """The state at a moment. None for an opening: it is open already; None for a closing: until further notice."""
    if closes_at is not None and closes_at <= now:
        return State.CLOSED
    if opens_at is not None and opens_at > now:
        return State.OPENING_SOON
    if closes_at is not None and closes_at <= now + SOON:
        return State.CLOSING_SOON
    return State.OPEN


def state_expression(now):
    """The same as an expression over the two columns."""
    return Case(
        When(Q(closes_at__lte=now), then=Value(State.CLOSED.value)),
        When(Q(opens_at__gt=now), then=Value(State.OPENING_SOON.value)),
        When(Q(closes_at__lte=now + SOON), then=Value(State.CLOSING_SOON.value)),
        default=Value(State.OPEN.value),
        output_field=CharField(),
    )
