"""Forms in the GOV.UK manner: `GovukForm` and the fields and widgets that go with it."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.crispy.layout import Button, Buttons, Fieldset, Folded, Link, Text
from core.crispy.messages import in_our_words
from core.crispy.widgets import (
    Checkboxes,
    CodeInput,
    CountedTextarea,
    DateParts,
    Radios,
    TextInput,
    Typeahead,
)
from core.formatting import list_and, money_plain, parse_money
from core.text import HALVES, without_controls

__all__ = [
    "Button",
    "Buttons",
    "Checkboxes",
    "CodeInput",
    "CountedTextarea",
    "DateInputField",
    "DateParts",
    "Fieldset",
    "Folded",
    "GovukForm",
    "Layout",
    "Link",
    "MoneyField",
    "Radios",
    "Text",
    "TextInput",
    "Typeahead",
    "WholeNumberField",
]


LONGEST_SLUG = 140
FIRST_YEAR, LAST_YEAR = 1800, 2199  # what is counted on from a day, such as a notice or a term, stays a date


def whole_characters(text):
    """Half of a pair of code units is no character: no database, page or e-mail can hold it."""
    if HALVES.search(text):
        raise ValidationError(_("Take out the characters that cannot be shown, and type them again"), code="halves")


class GovukForm:
    """Mixin for Form and ModelForm: our messages, our layout, no browser validation.

    `class SignForm(GovukForm, forms.Form)`, shown by `{{ crispy(form) }}`.
    """

    submit_text = gettext_lazy("Continue")
    submit_variant = None
    cancel_url = None
    method = "post"
    action = ""  # where it is sent, if not to the page that shows it
    mark_optional = True
    heading_field = None  # a page that asks one thing: this field's label is the page's heading
    use_required_attribute = False
    error_summary_shown = False
    seen_token = ""  # what the form was filled with, set by core/editing.py
    conflict = None  # what somebody else changed meanwhile, to be shown above the form

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        self._prepared = set()
        super().__init__(*args, **kwargs)
        self._prepare()

    def full_clean(self):
        """A form may have got fields since it was made, such as one for each council."""
        self._prepare()
        super().full_clean()

    def _prepare(self):
        for name in self.fields.keys() - self._prepared:
            field = self.fields[name]
            if field.label is None:
                field.label = capfirst(name.replace("_", " "))
            in_our_words(field)
            if isinstance(field, forms.CharField):
                field.validators.append(whole_characters)
            self._prepared.add(name)

    def picked(self, name):
        """The address part that a type-ahead put beside its field, as far as it can be one."""
        return without_controls(self.data.get(name, "")).strip()[:LONGEST_SLUG]

    @property
    def helper(self):
        """What crispy needs to draw the form; override `layout()` or `buttons()`, seldom this."""
        helper = FormHelper()
        helper.form_method = self.method
        helper.form_action = self.action
        helper.attrs = {"novalidate": True}
        if self.is_multipart():
            helper.attrs["enctype"] = "multipart/form-data"
        helper.disable_csrf = self.method == "get"
        helper.include_media = False
        helper.layout = Layout(*self.layout(), *([Buttons(*buttons)] if (buttons := self.buttons()) else []))
        helper.render_hidden_fields = True
        return helper

    def layout(self):
        """The fields in order; those another field reveals are drawn inside it."""
        revealed = {name for field in self.fields.values() for name in getattr(field.widget, "reveals", {}).values()}
        return [name for name in self.fields if name not in revealed and not self[name].is_hidden]

    def buttons(self):
        """The buttons under the form, the main one first."""
        buttons = [Button(self.submit_text, variant=self.submit_variant)] if self.submit_text else []
        return [*buttons, Link(_("Cancel"), self.cancel_url)] if self.cancel_url else buttons


class DateInputField(forms.Field):
    """A date typed as day, month and year; each message names what is missing or wrong."""

    widget = DateParts

    def to_python(self, value):
        if value is None or isinstance(value, date):
            return value
        if not any(value):
            return None
        missing = [part for part, text in zip(DateParts.PARTS, value, strict=True) if not text]
        if missing:
            raise self._wrong(_("%(field)s must include a %(parts)s"), missing)
        return self._real_date(*value)

    def _real_date(self, day, month, year):
        if not (year.isdecimal() and len(year) == 4):
            raise self._wrong(_("Year must include 4 numbers"), ["year"])
        if not FIRST_YEAR <= int(year) <= LAST_YEAR:
            raise self._wrong(_("Year must be between %(first)s and %(last)s"), ["year"])
        month_number = _month_number(month)
        right = {"day": day.isdecimal() and 1 <= int(day) <= 31, "month": month_number is not None}
        if wrong := [part for part, is_right in right.items() if not is_right]:
            raise self._wrong(_("%(field)s must be a real date"), wrong)
        try:
            return date(int(year), month_number, int(day))
        except ValueError:
            raise self._wrong(_("%(field)s must be a real date"), list(DateParts.PARTS)) from None

    def _wrong(self, message, parts):
        words = {"day": _("day"), "month": _("month"), "year": _("year")}
        params = {
            "first": FIRST_YEAR,
            "last": LAST_YEAR,
            "field": self.label,
            "parts": list_and([words[part] for part in parts]),
        }
        return ValidationError(message % params, code="date", params={"parts": parts})

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def _month_number(text):
    """12, "december" or "Dec" -> 12; None when it is no month."""
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    typed = text.casefold()
    names = {number: str(name).casefold() for number, name in MONTHS.items()}
    return next((number for number, name in names.items() if typed in (name, name[:3])), None)


class WholeNumberField(forms.IntegerField):
    """A whole number; people type "12,500" and "12 500" too."""

    widget = TextInput

    def __init__(self, *, width=5, suffix=None, **kwargs):
        attrs = {"inputmode": "numeric", "spellcheck": False}
        super().__init__(widget=TextInput(attrs, width=width, suffix=suffix), **kwargs)

    def to_python(self, value):
        return super().to_python(value.replace(",", "").replace(" ", "") if isinstance(value, str) else value)


class MoneyField(forms.Field):
    """Pounds and pence as typed -> whole pence."""

    default_error_messages = {"invalid": gettext_lazy("Enter an amount in pounds, like 1,250 or 1,250.50")}

    def __init__(self, *, min_pence=0, **kwargs):
        attrs = {"inputmode": "decimal", "spellcheck": False}
        kwargs.setdefault("widget", TextInput(attrs, width=10, prefix="£"))
        super().__init__(**kwargs)
        self.min_pence = min_pence

    def prepare_value(self, value):
        return money_plain(value) if isinstance(value, int) else value

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            pence = value if isinstance(value, int) else parse_money(value.strip())
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if self.min_pence is not None and pence < self.min_pence:
            least = {"field": self.label, "least": money_plain(self.min_pence)}
            words = self.error_messages.get("too_little") or _("%(field)s must be £%(least)s or more")
            raise ValidationError(words, code="min_value", params=least)
        return pence

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
