"""What somebody looks for among named officers: read from the address, never a reason for an error page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.govuk_forms import GovukForm
from liaison.models import OfficerRole

SHOWS = (("", _("Today")), ("to_come", _("To come")), ("over", _("Over")))


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
