"""What somebody looks for among named officers: read from the address, never a reason for an error page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.govuk_forms import GovukForm
from councils.models import Council
from liaison.allocation import SIZES, size_of
from liaison.board import STATES
from liaison.models import OfficerRole

ANY = ("", _("Any"))
SHOWS = (("", _("Today")), ("to_come", _("To come")), ("over", _("Over")))


class BoardForm(GovukForm, forms.Form):
    """Which councils of the board."""

    submit_text = _("Show")
    method = "get"
    mark_optional = False
    state = forms.ChoiceField(label=_("Councils"), choices=[("", _("All")), *STATES.items()], required=False)

    def chosen(self):
        """The state asked for; what makes no sense is left out."""
        self.is_valid()
        return self.cleaned_data.get("state", "")


class AllocationForm(GovukForm, forms.Form):
    """Which councils stand in the table to be ticked."""

    submit_text = _("Show")
    method = "get"
    mark_optional = False
    q = forms.CharField(label=_("Part of the name"), max_length=100, required=False)
    who = forms.ChoiceField(label=_("Who answers today?"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    type = forms.ChoiceField(label=_("Kind of council"), required=False)
    size = forms.ChoiceField(label=_("Size"), choices=SIZES, required=False)

    def __init__(self, *args, lines, districts, **kwargs):
        super().__init__(*args, **kwargs)
        users = {str(line.officer.pk): str(line.officer) for line in lines if line.officer}
        anybody = [("", _("Anybody or nobody")), ("nobody", _("Nobody"))]
        self.fields["who"].choices = [*anybody, *sorted(users.items(), key=lambda pair: pair[1])]
        self.fields["district"].choices = [ANY, *((each.slug, each.full_name) for each in districts)]
        if not districts:
            del self.fields["district"]
        types = {line.council.type for line in lines}
        self.fields["type"].choices = [ANY, *(pair for pair in Council.Type.choices if pair[0] in types)]

    def found(self, lines, within):
        """The lines that fit; `within(slug)` says the ids of the councils of a district."""
        self.is_valid()
        chosen = self.cleaned_data
        inside = within(chosen["district"]) if chosen.get("district") else None
        return [line for line in lines if self._fits(line, chosen, inside)]

    def _fits(self, line, chosen, inside):
        who, officer = chosen.get("who"), line.officer
        return (
            (not chosen.get("q") or chosen["q"].lower() in line.council.full_name.lower())
            and (not who or who == (str(officer.pk) if officer else "nobody"))
            and (not chosen.get("type") or line.council.type == chosen["type"])
            and (not chosen.get("size") or size_of(line.population) == chosen["size"])
            and (inside is None or line.council.pk in inside)
        )


class OfficersForm(GovukForm, forms.Form):
    """Words of a council or a post, and the part; beside the ready-made views."""

    submit_text = _("Search")
    method = "get"
    mark_optional = False
    q = forms.CharField(label=_("Local council or post"), max_length=100, required=False)
    role = forms.ChoiceField(label=_("Part"), choices=[("", _("Any")), *OfficerRole.choices], required=False)
    show = forms.CharField(required=False, widget=forms.HiddenInput)

    def found(self, assignments, *, inside):
        """Those that fit; a visitor sees today's alone."""
        self.is_valid()
        chosen = self.cleaned_data
        show = chosen.get("show") if inside else ""
        views = {"to_come": assignments.to_come, "over": assignments.over}
        found = views[show]() if show in views else assignments.current()
        if chosen.get("role"):
            found = found.filter(role=chosen["role"])
        return found.with_words(chosen["q"]) if chosen.get("q") else found
