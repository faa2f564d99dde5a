"""What is typed about case studies that councils write, and about the shipped texts."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.loading import LARGEST_FILE
from casestudies.models import Approval, Chapter, Party, Term
from core.govuk_forms import Checkboxes, CountedTextarea, DateInputField, GovukForm, Radios, TextInput, Typeahead
from councils.models import Council

LONG = 4_000


def _text(label, hint, *, required=False, rows=5):
    widget = CountedTextarea({"rows": rows}, max_length=LONG, threshold=75)
    return forms.CharField(label=label, help_text=hint, required=required, max_length=LONG, widget=widget)


class StartForm(GovukForm, forms.Form):
    """For which council, and what it is called."""

    owner = forms.ModelChoiceField(
        label=gettext_lazy("Which council writes it?"), queryset=Council.objects.none(), widget=Radios
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("What was done, in a few words. For example: Three parishes, one village caretaker"),
        max_length=160,
        widget=TextInput,
    )

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = councils
        if len(councils) == 1:
            self.fields["owner"].initial = councils[0]


class WordsForm(GovukForm, forms.Form):
    """The text of a case study."""

    submit_text = gettext_lazy("Save")
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160, widget=TextInput)
    happened = forms.CharField(
        label=gettext_lazy("When it happened"),
        help_text=gettext_lazy("For example: 2026, or since 2024"),
        required=False,
        max_length=60,
        widget=TextInput,
    )
    did = _text(gettext_lazy("What was done"), gettext_lazy("What the matter was, and what you did about it"))
    structure = _text(
        gettext_lazy("How it was set up"), gettext_lazy("Who decides, who employs, what was put in writing")
    )
    money = _text(gettext_lazy("Money"), gettext_lazy("What it cost, who paid what, grants"))
    outcome = _text(gettext_lazy("What came of it"), gettext_lazy("What is better now, and how you know"))
    lesson = _text(
        gettext_lazy("What others can learn"), gettext_lazy("One or two sentences. They stand out on the page."), rows=3
    )
    credit = forms.CharField(
        label=gettext_lazy("Credit"),
        help_text=gettext_lazy("Who is to be named for it. For example: A joint project of both parish councils"),
        required=False,
        max_length=300,
        widget=TextInput,
    )
    chapters = forms.MultipleChoiceField(
        label=gettext_lazy("Chapters of the guide it belongs to"), required=False, widget=Checkboxes
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chapters"].choices = [(c.code, str(c)) for c in Chapter.objects.filter().order_by("number")]
        themes = Term.objects.filter(taxonomy=Term.Taxonomy.THEME).order_by("name").values_list("slug", "name")
        self.fields["theme"].choices = [("", _("No theme")), *themes]


class PartyForm(GovukForm, forms.Form):
    """Another council, chosen from the directory, or a partner that is none."""

    submit_text = gettext_lazy("Add")
    is_council = forms.ChoiceField(
        label=gettext_lazy("Who took part?"),
        choices=[("yes", gettext_lazy("A council")), ("no", gettext_lazy("A partner that is no council"))],
        widget=Radios(inline=True),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("For a council type a part of its name, with the place if the name is common"),
        max_length=200,
    )
    role = forms.ChoiceField(label=gettext_lazy("As what?"), choices=Party.Role.choices, widget=Radios)

    def __init__(self, *args, suggest_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget = Typeahead(suggest_url, "council", {"autocomplete": "off"})

    def clean(self):
        data = super().clean()
        if data.get("name") and data.get("is_council") == "yes":
            data["who"] = self._council(data["name"])
        elif data.get("name"):
            data["who"] = " ".join(data["name"].split())
        return data

    def _council(self, text):
        """The council that was chosen, or the only one that fits what was typed."""
        councils = Council.objects.current()
        chosen = councils.filter(slug=self.data.get("council") or "-").first()
        found = [chosen] if chosen else list(councils.search(text)[:4])
        if len(found) == 1:
            return found[0]
        if not found:
            self.add_error("name", _("No council of today fits “%(text)s”") % {"text": text})
        else:
            names = "; ".join(council.label for council in found[:3])
            self.add_error("name", _("Several councils fit. Add the place, as in: %(names)s") % {"names": names})
        return None


class ApproveForm(GovukForm, forms.Form):
    """What a council says about the words and the credit."""

    submit_text = gettext_lazy("Send the answer")
    answer = forms.ChoiceField(
        label=gettext_lazy("Are the words right, and is everyone credited as they wish?"),
        choices=[
            (Approval.Answer.APPROVED.value, gettext_lazy("Yes, it can be published like this")),
            (Approval.Answer.CHANGES.value, gettext_lazy("No, something should be changed")),
        ],
        widget=Radios(reveals={Approval.Answer.CHANGES.value: "words"}),
    )
    words = forms.CharField(
        label=gettext_lazy("What should be changed?"),
        required=False,
        max_length=2000,
        widget=CountedTextarea({"rows": 5}, max_length=2000),
    )

    def clean(self):
        data = super().clean()
        if data.get("answer") == Approval.Answer.CHANGES and not data.get("words", "").strip():
            self.add_error("words", _("Enter what should be changed"))
        return data


class ReviewForm(GovukForm, forms.Form):
    """When somebody should look again."""

    review_on = DateInputField(
        label=gettext_lazy("When should somebody look again whether it is still right?"),
        help_text=gettext_lazy("We remind you on that day. Two years are usual."),
    )


class ArchiveForm(GovukForm, forms.Form):
    """Why it leaves the library."""

    submit_text = gettext_lazy("Archive it")
    submit_variant = "warning"
    reason = forms.CharField(
        label=gettext_lazy("Why should it leave the library?"),
        help_text=gettext_lazy("For example: the council was merged, and the service is run differently now"),
        max_length=1000,
        widget=CountedTextarea({"rows": 4}, max_length=1000),
    )


class EditTextForm(GovukForm, forms.Form):
    """The texts of one shipped record, of whatever kind."""

    submit_text = gettext_lazy("Save")

    def __init__(self, *args, editable, **kwargs):
        self.base_fields = {name: _edited_text(editable, name, label) for name, label in editable.fields.items()}
        super().__init__(*args, **kwargs)


def _edited_text(editable, name, label):
    longest, required = editable.longest(name), not editable.may_be_blank(name)
    widget = CountedTextarea({"rows": 6}, max_length=longest, threshold=75) if editable.is_long(name) else TextInput
    kind = forms.URLField if name == "url" else forms.CharField
    more = {"assume_scheme": "https"} if name == "url" else {}
    return kind(label=label, required=required, max_length=longest, widget=widget, **more)


class UploadForm(GovukForm, forms.Form):
    """A fixture file or a filled spreadsheet."""

    submit_text = gettext_lazy("Show what would change")
    file = forms.FileField(
        label=gettext_lazy("Fixture file (JSON) or filled spreadsheet (xlsx)"),
        help_text=gettext_lazy("Nothing is loaded yet: you see first what would change."),
        max_length=150,
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith((".json", ".xlsx")):
            raise forms.ValidationError(_("Choose a file whose name ends in .json or .xlsx"))
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB. Split it into several files."))
        return file
