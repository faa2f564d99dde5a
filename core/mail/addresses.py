"""Which addresses e-mail does not reach: noted from what comes back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.models import STOPPED, AddressState
from core.policies import SYSTEM
from core.registry import MAILBOX_OF, collect

SOFT_WINDOW = timedelta(days=14)
MOST_SOFT = 3  # so many delays within the window count like a failure
State = AddressState.State
SEVERITY = (State.OK, State.SOFT, State.SUPPRESSED, State.HARD, State.COMPLAINED)


def state_of(address):
    """The state of one address, or None if it never failed."""
    return AddressState.objects.of(address)


def failing_among(addresses):
    """{address in small letters: its state} of those of these addresses that fail."""
    return AddressState.objects.failing_among(addresses)


def stopped_addresses(person):
    """{address: since when} of those that get no bulk mail; read once for a person, whose page asks several times."""
    if not hasattr(person, "stopped_addresses"):  # not vars(): a request's person is wrapped
        person.stopped_addresses = dict(AddressState.objects.stopped().values_list("address", "since"))
    return person.stopped_addresses


@transaction.atomic
def note_failure(address, state, evidence, *, mailed_at):
    """An e-mail of `mailed_at` came back; returns the address's state, or None if it was cleared since."""
    address = address.strip().lower()
    AddressState.objects.get_or_create(address=address)
    row = AddressState.objects.select_for_update(of=("self",)).get(address=address)
    if row.cleared_at and mailed_at < row.cleared_at:
        return None
    before, now = row.state, timezone.now()
    fresh = row.last_failure and now - row.last_failure <= SOFT_WINDOW
    row.count = row.count + 1 if fresh or before in STOPPED else 1
    if state == State.SOFT and row.count >= MOST_SOFT:
        state = State.SUPPRESSED
    worse = SEVERITY.index(state) > SEVERITY.index(before)
    if worse or (not fresh and before not in STOPPED):
        row.state, row.since = state, now
    row.evidence, row.last_failure = str(evidence)[:1000], now
    row.save()
    if row.state in STOPPED and before not in STOPPED:
        sentence = _("%(address)s: %(state)s") % {"address": address, "state": row.get_state_display()}
        concerned = collect(MAILBOX_OF, address)
        record("core.address_stopped", row, sentence, by=SYSTEM, councils=concerned, restricted=True)
    return row
