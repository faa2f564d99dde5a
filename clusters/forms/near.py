"""Declaring a neighbour."""

from django import forms
from django.utils.translation import gettext_lazy

from clusters.forms.groups import CouncilChoice
from core.govuk_forms import GovukForm
from councils.models import Council


class NeighbourForm(GovukForm, forms.Form):
    """Another local council of the area."""

    submit_text = gettext_lazy("Declare a neighbour")
    other = CouncilChoice(
        label=gettext_lazy("Which council lies next to yours or near it?"),
        help_text=gettext_lazy("The councils of your principal councils to choose from"),
        queryset=Council.objects.none(),
    )

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        area = Council.objects.local().current().filter(parents__in=council.parent_list).exclude(pk=council.pk)
        self.fields["other"].queryset = area.distinct().by_name()
