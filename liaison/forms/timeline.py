"""Which part of a timeline is looked at, read from the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.govuk_forms import GovukForm


class TimelineForm(GovukForm, forms.Form):
    """What happened, and with which principal where there are two."""

    submit_text = _("Show")
    method = "get"
    mark_optional = False
    kind = forms.ChoiceField(label=_("What happened"), required=False)
    side = forms.ChoiceField(label=_("With which council"), required=False)

    def __init__(self, data, *, entries, principals):
        super().__init__(data)
        kinds = sorted({(entry.kind, entry.kind_label) for entry in entries}, key=lambda pair: pair[1])
        self.fields["kind"].choices = [("", _("Everything")), *kinds]
        self.fields["side"].choices = [("", _("All")), *((row.slug, row.full_name) for row in principals)]
        self.ids = {row.slug: row.pk for row in principals}
        if len(principals) < 2:
            del self.fields["side"]

    def found(self, entries):
        """Those that fit; what makes no sense narrows nothing."""
        self.is_valid()
        kind, side = self.cleaned_data.get("kind"), self.ids.get(self.cleaned_data.get("side"))
        found = [entry for entry in entries if not kind or entry.kind == kind]
        return [entry for entry in found if side is None or entry.principal in (None, side)]
