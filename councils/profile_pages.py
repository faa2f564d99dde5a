"""The pages of the profile in their order, and how each answer reads."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formatting import date, list_and, money, number
from councils import forms
from councils.models import Council, CouncilType, Profile
from councils.models.profile import CAPACITY


@dataclass(frozen=True)
class ProfilePage:
    """One page: its form and who reads it."""

    key: str
    title: str
    form: type
    private: bool = False
    hint: str = ""

    def names(self, council):
        """The answers asked on this page of this council."""
        names = list(self.form.base_fields)
        if council.is_principal:
            names = [name for name in names if name not in ("type", "name")]
        return [name for name in names if name != "name_cy" or council.nation == "Wales"]

    def answered(self, council, profile):
        """How many of its questions have an answer, of how many."""
        names = self.names(council)
        return sum(has_answer(council, profile, name) for name in names), len(names)


ONLY_YOURS = gettext_lazy("Only your council and the officers of your principal council see this")
PAGES = (
    ProfilePage("who", gettext_lazy("Who we are"), forms.WhoForm),
    ProfilePage("contact", gettext_lazy("Contact"), forms.ContactForm),
    ProfilePage("people", gettext_lazy("People and meetings"), forms.PeopleForm),
    ProfilePage("money", gettext_lazy("Money and powers"), forms.MoneyForm),
    ProfilePage("services", gettext_lazy("Services and needs"), forms.ServicesForm),
    ProfilePage("capacity", gettext_lazy("How we see ourselves"), forms.CapacityForm, True, ONLY_YOURS),
    ProfilePage("private", gettext_lazy("Private notes"), forms.PrivateForm, True, ONLY_YOURS),
)
BY_KEY = {page.key: page for page in PAGES}


def value_of(council, profile, name):
    return getattr(profile if hasattr(Profile, name) else council, name)


def has_answer(council, profile, name):
    value = value_of(council, profile, name)
    return value not in (None, "", []) and value != CouncilType.NOT_KNOWN


def label_of(name):
    """What the form calls the question."""
    for page in PAGES:
        if name in page.form.base_fields:
            return str(page.form.base_fields[name].label)
    return str(Council._meta.get_field(name).verbose_name)


def shown(name, value):
    """An answer in words."""
    if value in (None, "", []):
        return ""
    if name in CAPACITY:
        return _("%(score)s of 5") % {"score": value}
    if name in FORMATS:
        return FORMATS[name](value)
    model = Profile if hasattr(Profile, name) else Council
    choices = dict(model._meta.get_field(name).flatchoices)
    return str(choices.get(value, value))


def _several(name):
    """How the values of a field with several are shown."""
    labels = dict(Profile._meta.get_field(name).base_field.flatchoices)
    return lambda values: list_and([labels.get(value, value) for value in values])


FORMATS = {
    "gpc": lambda value: _("Yes") if value else _("No"),
    "precept_pence": money,
    "next_election_on": date,
    "reorganised_on": date,
    "population": number,
    "electorate": number,
    "tax_base": lambda value: number(value, 2),
    "staff_hours_per_week": lambda value: number(value, 1),
    "services": _several("services"),
    "needs": _several("needs"),
}
