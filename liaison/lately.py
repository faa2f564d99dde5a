"""The last contacts of a council that both sides read, as council pages want them: kept for an hour, read once."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from core.facts import cache
from liaison.models import Contact, ContactKind

KEPT = 60 * 60  # seconds; every write forgets it


@dataclass(frozen=True)
class LastContact:
    """When and how; `public_id` is the contact's."""

    kind: str
    took_place_on: date
    public_id: str

    @property
    def label(self):
        """In the language of the reader."""
        return ContactKind(self.kind).label

    def get_absolute_url(self):
        return reverse("liaison:contact", args=[self.public_id])


def last_of(council, person):
    """The local council's last contact that the person reads, or None: one principal does not read the other's."""
    key = _key(council.pk)
    found = cache.get(key)
    if found is None:
        found = [(row.principal_id, asdict(_facts(row))) for row in Contact.objects.last_of_each_principal(council)]
        cache.set(key, found, KEPT)
    mine = person.reading_council_ids()
    both = person.is_staff or council.pk in mine
    seen = [LastContact(**facts) for principal, facts in found if both or principal in mine]
    return max(seen, key=lambda contact: contact.took_place_on, default=None)


def _facts(row):
    return LastContact(row.kind, row.took_place_on, str(row.public_id))


def forget(council):
    """Read anew once what is being written now is there."""
    transaction.on_commit(lambda: cache.delete(_key(council.pk)), robust=True)


def _key(pk):
    return f"last-contacts:{pk}"
