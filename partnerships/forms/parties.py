"""Naming a partner: a council of the directory, or a body that is none."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk_forms import GovukForm, Typeahead
from councils.models import Council, PartnerBody
from partnerships.models import Party

COUNCIL = "council"
SORTS = [(COUNCIL, gettext_lazy("A council")), *PartnerBody.Kind.choices]
MOST_NAMED = 3


def named_council(form, name, picked, councils):
    """The council that was chosen from the suggestions, or the only one of `councils` that fits what was typed."""
    text = form.cleaned_data[name]
    chosen = councils.filter(slug=form.picked(picked) or "-").first()
    found = [chosen] if chosen else list(councils.search(text)[: MOST_NAMED + 1])
    if len(found) == 1:
        return found[0]
    if not found:
        form.add_error(name, _("No current council has the name “%(text)s”. Check the spelling") % {"text": text})
    else:
        names = "; ".join(council.label for council in found[:MOST_NAMED])
        form.add_error(name, _("Several councils have this name. Add the place, as in: %(names)s") % {"names": names})
    return None


class NamesPartner(GovukForm, forms.Form):
    """Two fields that together name somebody: `who` in the clean data is a council, or (name, kind) of a body."""

    sort = forms.ChoiceField(label=gettext_lazy("Who is the partner?"), choices=SORTS)
    name = forms.CharField(
        label=gettext_lazy("Name of the partner"),
        help_text=gettext_lazy("For a council, type part of its name, and the place if the name is common"),
        max_length=200,
    )

    def __init__(self, *args, suggest_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget = Typeahead(suggest_url, "partner", {"autocomplete": "off"})

    def clean(self):
        data = super().clean()
        if data.get("name") and data.get("sort") == COUNCIL:
            data["who"] = named_council(self, "name", "partner", Council.objects.current())
        elif data.get("name") and data.get("sort"):
            data["who"] = (data["name"], data["sort"])
        return data


class PartyForm(NamesPartner):
    """Another party of an entry."""

    submit_text = gettext_lazy("Add partner")
    role = forms.ChoiceField(
        label=gettext_lazy("What is its role?"), choices=Party.Role.choices, initial=Party.Role.PARTNER
    )
    is_accountable = forms.BooleanField(
        label=gettext_lazy("Make it the accountable body, instead of the present one"), required=False
    )
