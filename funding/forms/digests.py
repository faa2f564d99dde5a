"""What people choose about the funding e-mail, and the word on top of it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.models import Term
from core.govuk_forms import Checkboxes, Fieldset, Folded, GovukForm, Radios
from funding.models import EditorNote, Rhythm


class ChoicesForm(GovukForm, forms.Form):
    """How often and about what, for each council."""

    submit_text = gettext_lazy("Save")
    mark_optional = False

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        self.councils = councils
        themes = list(Term.objects.filter(taxonomy=Term.Taxonomy.THEME).values_list("slug", "name"))
        for council in councils:
            self.fields[f"rhythm_{council.pk}"] = forms.ChoiceField(
                label=_("How often for %(council)s?") % {"council": council.label},
                choices=Rhythm.choices,
                widget=Radios,
                error_messages={"required": _("Choose how often you want the e-mail")},
            )
            self.fields[f"themes_{council.pk}"] = forms.MultipleChoiceField(
                label=_("Only about these themes"),
                help_text=_("Choose none to be told of everything that fits the council."),
                choices=themes,
                required=False,
                widget=Checkboxes,
            )

    def layout(self):
        asked = [(each, self._asked(each)) for each in self.councils]
        return [*asked[0][1]] if len(asked) == 1 else [Fieldset(each.label, *fields) for each, fields in asked]

    def _asked(self, council):
        themes = Folded(_("Only about some themes"), f"themes_{council.pk}", is_long=True)
        return [f"rhythm_{council.pk}", themes]

    def choices_made(self):
        """As the action takes them."""
        data = self.cleaned_data
        return {each: (data[f"rhythm_{each.pk}"], data[f"themes_{each.pk}"]) for each in self.councils}


class NoteForm(GovukForm, forms.Form):
    """A word on top of the next e-mail."""

    text = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("For example, when your own small grants close. Leave it empty to take it back."),
        max_length=EditorNote._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    submit_text = gettext_lazy("Save")
    mark_optional = False
