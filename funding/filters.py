"""Finding opportunities: a form read from the address, never a reason for an error page."""

from django import forms
from django.utils.translation import gettext_lazy

from casestudies.models import Term
from core.govuk_forms import GovukForm
from councils.models import Council, CouncilType, Need
from funding.models import PaysFor, Status
from funding.states import State

ANY = ("", gettext_lazy("Any"))
NOT_CLOSED, EVERYTHING = "", "all"


def theme_choices():
    """Themes of opportunities that anyone may read; the others would find nothing."""
    used = Term.objects.filter(taxonomy=Term.Taxonomy.THEME, opportunities__status=Status.PUBLISHED)
    return [ANY, *used.distinct().order_by("name").values_list("slug", "name")]


class OpportunityFilter(GovukForm, forms.Form):
    """What to look for among the opportunities."""

    q = forms.CharField(
        label=gettext_lazy("Words"), help_text=gettext_lazy("Funder, programme or what it is for"), max_length=200,
        required=False,
    )  # fmt: skip
    state = forms.ChoiceField(
        label=gettext_lazy("Where it stands"),
        choices=[
            (NOT_CLOSED, gettext_lazy("Open now or soon")),
            *State.choices,
            (EVERYTHING, gettext_lazy("All, also closed ones")),
        ],
        required=False,
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), choices=theme_choices, required=False)
    pays = forms.ChoiceField(
        label=gettext_lazy("What it pays for"),
        choices=[
            ANY,
            (PaysFor.CAPITAL.value, gettext_lazy("Capital")),
            (PaysFor.REVENUE.value, gettext_lazy("Revenue")),
        ],
        required=False,
    )
    need = forms.ChoiceField(label=gettext_lazy("It can help with"), choices=[ANY, *Need.choices], required=False)
    type = forms.ChoiceField(
        label=gettext_lazy("Who may apply"),
        choices=[ANY, *((kind.value, kind.label) for kind in CouncilType if kind != CouncilType.NOT_KNOWN)],
        required=False,
    )
    council = forms.ChoiceField(label=gettext_lazy("Offered to"), required=False)
    submit_text = gettext_lazy("Show")
    method = "get"
    mark_optional = False

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        self.councils = {council.slug: council for council in councils}
        if councils:
            mine = [(council.slug, council.full_name) for council in councils]
            self.fields["council"].choices = [("", gettext_lazy("Any council")), *mine]
        else:
            del self.fields["council"]

    def opportunities(self, opportunities):
        """The opportunities that fit; a filter that makes no sense is left out, with its error at the field."""
        self.is_valid()
        chosen = self.cleaned_data
        state = chosen.get("state", NOT_CLOSED)
        if state in State.values:
            opportunities = opportunities.in_state(state)
        elif state != EVERYTHING:
            opportunities = opportunities.not_closed()
        if chosen.get("theme"):
            opportunities = opportunities.with_theme(chosen["theme"])
        if chosen.get("pays"):
            opportunities = opportunities.paying_for(chosen["pays"])
        if chosen.get("need"):
            opportunities = opportunities.helping_with(chosen["need"])
        if chosen.get("type"):
            opportunities = opportunities.open_to_type(chosen["type"])
        if self.own_council:
            opportunities = opportunities.offered_to(self.own_council)
        return opportunities.with_words(chosen.get("q", ""))

    @property
    def own_council(self) -> Council | None:
        """Which of one's own councils was chosen."""
        return self.councils.get(self.cleaned_data.get("council", ""))
