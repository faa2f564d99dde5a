"""A person as they can be found in texts: by name, by address."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import cached_property

from core.models import REMOVED_DOMAIN
from core.privacy.map import entries

SHORTEST_NAME = 5
INSTEAD_OF_NAME = "[name removed]"
INSTEAD_OF_ADDRESS = "[address removed]"
ADDRESS = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Who:
    """Whose data is meant. Names of one word are looked for nowhere: they are words of the language, too."""

    person: Any
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()  # in small letters
    shared: tuple[str, ...] = ()  # mailboxes of councils that they use: told to them, but not theirs to take out
    council_ids: frozenset = frozenset()  # for which they ever acted, and the principals of these

    @cached_property
    def full_names(self):
        """Names that can only mean a person: two words or more, the longest first."""
        plain = {" ".join(name.split()) for name in self.names}
        fit = (name for name in plain if " " in name and len(name) >= SHORTEST_NAME)
        return tuple(sorted(fit, key=lambda name: (-len(name), name)))

    @cached_property
    def _name_pattern(self):
        return _any_of(self.full_names, r"(?<!\w)", r"(?!\w)")

    @cached_property
    def _address_pattern(self):
        return _any_of(sorted(self.addresses, key=len, reverse=True), r"(?<![\w.+%-])", r"(?![\w-]|\.\w)")

    def without(self, value, *, names=True):
        """The text, list or mapping without the person's addresses and, if asked for, names."""
        if isinstance(value, str):
            value = self._address_pattern.sub(INSTEAD_OF_ADDRESS, value) if self._address_pattern else value
            return self._name_pattern.sub(INSTEAD_OF_NAME, value) if names and self._name_pattern else value
        if isinstance(value, list | tuple):
            return [self.without(each, names=names) for each in value]
        if isinstance(value, dict):
            return {self.without(key, names=names): self.without(each, names=names) for key, each in value.items()}
        return value

    def named_in(self, value, *, names=True):
        """True if the text, list or mapping names the person."""
        return self.without(value, names=names) != (list(value) if isinstance(value, tuple) else value)

    def mentioned(self, field, *, names=True):
        """A Q for rows whose field may name the person; the database looks coarsely, `without` exactly."""
        found = Q(pk__in=[])
        for address in self.addresses:
            found |= Q(**{f"{field}__icontains": address})
        for name in self.full_names if names else ():
            found |= Q(**{f"{field}__iregex": r"\s+".join(map(_escaped, name.split()))})
        return found

    def others_hidden(self, text):
        """The text with every address that is neither the person's own nor a mailbox they share hidden."""
        own = {*self.addresses, *self.shared}
        return ADDRESS.sub(lambda hit: hit.group() if hit.group().lower() in own else INSTEAD_OF_ADDRESS, text)


def known_as(person):
    """Every name and address under which the tables know a person: {text}, addresses in small letters."""
    nobody_else, found = Who(person), set()
    for entry in entries():
        if entry.about and entry.known_by:
            rows = entry.model._base_manager.filter(entry.about(nobody_else))
            for values in rows.values_list(*entry.known_by):
                found |= {value.lower() if "@" in value else " ".join(value.split()) for value in values if value}
    return {text for text in found if not text.endswith(f"@{REMOVED_DOMAIN}")}


def one_of(field, addresses):
    """A Q for rows whose field is one of these addresses, however it is written."""
    found = Q(pk__in=[])
    for address in addresses:
        found |= Q(**{f"{field}__iexact": address})
    return found


def _any_of(words, before, after):
    if not words:
        return None
    alternatives = "|".join(r"\s+".join(map(re.escape, each.split())) for each in words)
    return re.compile(f"{before}(?:{alternatives}){after}", re.IGNORECASE)


def _escaped(word):
    """A word for a regular expression of PostgreSQL: what is no letter or figure is any one character."""
    return re.sub(r"[^\w]", ".{1,6}", word)  # an apostrophe is "&#39;" in the HTML of an e-mail
