"""What a year cost, why a statement is put right, and what the other side says to it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.crispy.layout import Fieldset
from core.govuk_forms import GovukForm
from transfers.forms.assets import long_text, yes_or_no
from transfers.forms.costs import COSTS, pounds_field
from transfers.forms.transfers import paragraph


class YearForm(GovukForm, forms.Form):
    """The same headings as the costs that were planned; everything may be left empty until it is known."""

    submit_text = gettext_lazy("Save")
    mark_optional = False
    staff, energy, repairs, insurance, other = (pounds_field(label) for label in COSTS.values())
    income = pounds_field(gettext_lazy("What came in"), gettext_lazy("Fees and hire: it lowers the costs"))
    note = long_text(
        gettext_lazy("What should the other council know?"), gettext_lazy("For example: why repairs were dearer")
    )

    because = paragraph(
        gettext_lazy("Why does it replace the statement that was issued before?"),
        gettext_lazy("The other council reads this"),
        most=1000,
        rows=3,
    )

    def __init__(self, *args, replaces, **kwargs):
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["because"]

    def layout(self):
        yield Fieldset(gettext_lazy("What both councils together spent"), *COSTS, "income")
        yield "note"
        if "because" in self.fields:
            yield "because"


class StatementAnswerForm(GovukForm, forms.Form):
    """Is it right? If not, what is not."""

    submit_text = gettext_lazy("Send the answer")
    mark_optional = False
    agreed = yes_or_no(
        gettext_lazy("Is the statement right?"), gettext_lazy("Yes, we agree"), gettext_lazy("No, something is wrong")
    )
    words = paragraph(gettext_lazy("What is not right, or what do you want to add?"), most=1000, rows=3, required=False)

    def clean(self):
        data = super().clean()
        if data.get("agreed") is False and not data.get("words") and "words" not in self.errors:
            self.add_error("words", _("Say what is not right"))
        return data
