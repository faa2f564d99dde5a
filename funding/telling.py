"""What an opportunity tells about itself wherever it is shown, whether it was read whole or in short."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formatting import days_until
from funding.states import TONES, State, state_at
from funding.times import closing_words, last_day

SMALL_GRANT = 500_00  # pence: what costs more work than it brings, unless it is asked for simply
SHORT_PAYS = {"capital": _("Capital"), "revenue": _("Revenue"), "both": _("Capital and revenue")}


class Told:
    """For whatever has `reference`, `programme`, `round_name`, `pays_for`, `most`, `opens_at` and `closes_at`."""

    @property
    def title(self):
        """ "Community Ownership Fund, Round 2": how it is named wherever it is shown."""
        return f"{self.programme}, {self.round_name}" if self.round_name else self.programme

    def get_absolute_url(self):
        return reverse("funding:detail", args=[self.reference])

    @property
    def state(self):
        """Where it stands at this moment; the same rule as `with_state()`."""
        return state_at(self.opens_at, self.closes_at, timezone.now())

    @property
    def state_tone(self):
        return TONES[self.state]

    @property
    def is_closed(self):
        return self.state == State.CLOSED

    @property
    def closing_words(self):
        return closing_words(self.closes_at)

    @property
    def opens_in(self):
        """ "in 12 days", by the calendar here."""
        return days_until(timezone.localdate(self.opens_at))

    @property
    def closes_in(self):
        """The same to its closing; what closes at midnight closes on the day before."""
        return days_until(last_day(self.closes_at))

    @property
    def is_small(self):
        """True if no grant is larger than £500."""
        return self.most is not None and self.most <= SMALL_GRANT

    @property
    def short_pays_for(self):
        return SHORT_PAYS[self.pays_for]
