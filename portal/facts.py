"""A profile as label and value pairs, blank ones left out: public facts and those for the two councils only."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import formatting
from councils.models.profile import PRIVATE_FIELDS, PUBLIC_FIELDS


@dataclass(frozen=True)
class Fact:
    """One line of a summary list."""

    label: str
    value: str


def public_facts(profile):
    """What everyone may read."""
    return _facts(profile, PUBLIC_FIELDS)


def private_facts(profile):
    """What only the council's people and the officers of its principal may read."""
    return _facts(profile, PRIVATE_FIELDS)


def _facts(profile, names):
    found = []
    for name in names:
        words = _in_words(profile, name)
        if words:
            found.append(Fact(capfirst(profile._meta.get_field(name).verbose_name), words))
    return found


def _in_words(profile, name):
    """The value as a reader expects it; empty when nobody has filled it in."""
    value = getattr(profile, name)
    if value is None or value == "" or value == []:
        return ""
    if name == "services":
        return formatting.list_and(profile.service_labels)
    if name.endswith("_pence"):
        return formatting.money(value)
    if profile._meta.get_field(name).choices:
        return str(getattr(profile, f"get_{name}_display")())
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return formatting.date(value)
    return value if isinstance(value, str) else formatting.number(value)
