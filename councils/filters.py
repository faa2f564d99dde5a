"""The directory's search and filters: a form read from the address, never a reason for an error page."""

from django import forms
from django.core.cache import caches
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk_forms import GovukForm
from councils.models import Council, CouncilStatus, CouncilType, Nation, Tier
from councils.models.council import LOCAL_TYPES, PRINCIPAL_TYPES

MOST_MEANT = 6  # more are not named in a message
ANY = ("", gettext_lazy("Any"))


def find_principal(text):
    """The principal council of today that is meant by an address part, a code or a name."""
    principals = Council.objects.principal().current()
    return principals.filter(slug=text).first() or principals.search(text).first()


def find_groupable(council, text):
    """The listed councils that are meant by an address part, a code or a name, of those this one may come to serve."""
    candidates = Council.objects.groupable_with(council)
    by_slug = list(candidates.filter(slug=text))
    if by_slug:
        return by_slug
    found = list(candidates.search(text)[:MOST_MEANT])
    exact = [each for each in found if text.casefold() in (each.name.casefold(), each.label.casefold())]
    return exact or found


def county_choices():
    """Counties of today by their address part; a new one may take a minute to be offered."""
    return [ANY, *caches["process"].get_or_set("councils.counties", _counties)]


def _counties():
    counties = Council.objects.principal().current().filter(type=CouncilType.COUNTY).by_name()
    return list(counties.values_list("slug", "name"))


def type_choices():
    """Both tiers as a whole, then each type."""
    kinds = [kind for kind in (*PRINCIPAL_TYPES, *LOCAL_TYPES)]
    tiers = [
        (Tier.PRINCIPAL.value, gettext_lazy("All principal councils")),
        (Tier.LOCAL.value, gettext_lazy("All local councils")),
    ]
    return [ANY, *tiers, *[(kind.value, kind.label) for kind in kinds]]


class DirectoryForm(GovukForm, forms.Form):
    """What to look for in the directory."""

    q = forms.CharField(
        label=gettext_lazy("Name or code"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A name in English or Welsh, an old name, or an ONS code"),
    )
    principal_name = forms.CharField(
        label=gettext_lazy("In the area of this principal council"), max_length=200, required=False
    )
    county = forms.ChoiceField(label=gettext_lazy("County"), choices=county_choices, required=False)
    nation = forms.ChoiceField(label=gettext_lazy("Nation"), choices=lambda: [ANY, *Nation.choices], required=False)
    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=type_choices, required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=lambda: [("", _("All councils of today")), *CouncilStatus.choices],
        required=False,
    )
    submit_text = gettext_lazy("Search")
    method = "get"
    mark_optional = False

    def __init__(self, *args, suggest_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.principal = None
        self.fields["principal_name"].widget.attrs.update(
            {
                "data-typeahead-url": suggest_url,
                "data-typeahead-name": "principal",
                "data-typeahead-none": _("No council found"),
                "data-typeahead-value": self.picked("principal"),
                "autocomplete": "off",
            }
        )

    def clean(self):
        """A chosen council comes by its address part; a typed one is looked up."""
        data = super().clean()
        text = self.picked("principal") or data.get("principal_name")
        if text:
            self.principal = find_principal(text)
            if self.principal is None:
                self.add_error("principal_name", _("No principal council fits “%(text)s”") % {"text": text})
        return data

    def councils(self, councils):
        """The councils that fit; a filter that makes no sense is left out, with its error at the field."""
        self.is_valid()
        chosen = self.cleaned_data
        councils = _of_type(councils, chosen.get("type"))
        status = chosen.get("status")
        councils = councils.filter(status=status) if status else councils.current()
        if chosen.get("nation"):
            councils = councils.filter(nation=chosen["nation"])
        if chosen.get("county"):
            councils = councils.of_county(Council.objects.get(slug=chosen["county"]))
        if self.principal:
            councils = councils.of_principal(self.principal)
        return councils.search(chosen["q"]) if chosen.get("q", "").strip() else councils.by_name()


def _of_type(councils, kind):
    """One type, or all of a tier."""
    if kind in Tier.values:
        return councils.filter(tier=kind)
    return councils.filter(type=kind) if kind else councils
