"""The last contact of a council that both sides read, as council pages want it: kept for an hour, read once."""

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


def last_of(council):
    """The local council's last contact, or None."""
    key = _key(council.pk)
    found = cache.get(key)
    if found is None:
        row = Contact.objects.standing().filter(council=council, is_internal=False).first()
        found = asdict(LastContact(row.kind, row.took_place_on, str(row.public_id))) if row else {}
        cache.set(key, found, KEPT)
    return LastContact(**found) if found else None


def forget(council):
    """Read anew once what is being written now is there."""
    transaction.on_commit(lambda: cache.delete(_key(council.pk)), robust=True)


def _key(pk):
    return f"last-contact:{pk}"
