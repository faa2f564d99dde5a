"""A person as the tables know them: names, addresses, and the councils for which they ever acted."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from accounts.mailbox_list import is_personal
from core.privacy.who import Who, known_as
from core.roles import Role
from councils.models import Council

SHORTEST_PART = 3  # letters of a name by which an address is recognised as a person's own


def who_is(person):
    """Names that are a role ("Clerk, Olney") and mailboxes that are a council's do not count as the person's."""
    texts = known_as(person)
    names = tuple(text for text in texts if "@" not in text and not _is_role(text))
    addresses = {text for text in texts if "@" in text}
    taken = EmailAddress.objects.filter(email__in=addresses).exclude(user=person).values_list("email", flat=True)
    shared = {address for address in _shared(addresses) if not _looks_personal(address, names)}
    own = addresses - {address.lower() for address in taken}
    acted_for = list(person.memberships.values_list("council", flat=True))
    councils = Council.objects.filter(Q(pk__in=acted_for) | Q(children__in=acted_for))
    ids = frozenset(councils.values_list("pk", flat=True))
    return Who(person, names, tuple(sorted(own - shared)), tuple(sorted(own & shared)), ids)


def _is_role(name):
    return any(name.startswith(f"{role.label}, ") or name == role.label for role in Role)


def _shared(addresses):
    """Those that are the shared mailbox of a council today."""
    found = Council.objects.filter(role_mailbox__in=addresses).values_list("role_mailbox", flat=True)
    return {address.lower() for address in found}


def _looks_personal(address, names):
    """With a big mail provider, or part of the person's name in it: it goes with the person."""
    parts = {part.lower() for name in names for part in name.split() if len(part) >= SHORTEST_PART}
    return is_personal(address) or any(part in address for part in parts)
