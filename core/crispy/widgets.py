"""Widgets that carry what a GOV.UK component can show and Django's own cannot say."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Options:
    """Choices with a hint each, one that excludes the others, and fields revealed by a choice."""

    def __init__(self, *args, hints=None, reveals=None, exclusive=None, inline=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.hints = hints or {}  # {value: hint}
        self.reveals = reveals or {}  # {value: name of the field shown under that choice}
        self.exclusive = exclusive  # value of "None of these", set apart by "or"
        self.inline = inline


class Radios(Options, forms.RadioSelect):
    """One of several; `inline=True` for two short choices."""


class Checkboxes(Options, forms.CheckboxSelectMultiple):
    """Any of several."""


class TextInput(forms.TextInput):
    """A line of text; `width` in characters, with `prefix` (£) or `suffix` (hours)."""

    def __init__(self, *args, width=None, prefix=None, suffix=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.width, self.prefix, self.suffix = width, prefix, suffix


class CodeInput(forms.TextInput):
    """A code from an e-mail or an authenticator: never kept by the browser as typed text."""

    width, prefix, suffix = 10, None, None

    def __init__(self, attrs=None):
        code = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": False}
        super().__init__({**code, "data-secret": "true", **(attrs or {})})


class Typeahead(forms.TextInput):
    """A box that suggests rows of `url` while typing and sends the chosen one's id as `id_name`.

    Without JavaScript it is a plain box, and the view shows a page of matches.
    """

    width = prefix = suffix = None

    def __init__(self, url, id_name, attrs=None):
        words = {
            "data-typeahead-none": _("Nothing found"),
            "data-typeahead-help": _("When suggestions appear, use the up and down arrows to choose one"),
            "data-typeahead-status": _("{n} suggestions"),
        }
        super().__init__({"data-typeahead-url": url, "data-typeahead-name": id_name, **words, **(attrs or {})})


class CountedTextarea(forms.Textarea):
    """A text box that says how many characters (or words) are left."""

    def __init__(self, attrs=None, *, max_length=None, max_words=None, threshold=None):
        super().__init__(attrs)
        self.count = {"maxlength": max_length, "maxwords": max_words, "threshold": threshold}


class DateParts(forms.Widget):
    """Day, month and year as three boxes; what was typed stays as it was typed."""

    PARTS = ("day", "month", "year")
    template_name = None  # drawn by the GOV.UK component

    def __init__(self, attrs=None, *, birthday=False):
        super().__init__(attrs)
        self.birthday = birthday

    def value_from_datadict(self, data, files, name):
        return tuple(data.get(f"{name}-{part}", "").strip() for part in self.PARTS)

    def value_omitted_from_data(self, data, files, name):
        return not any(f"{name}-{part}" in data for part in self.PARTS)

    def typed(self, value):
        """The three texts to show: as typed, or from a date."""
        if value is None or value == "":
            return ("", "", "")
        if hasattr(value, "year"):
            return (str(value.day), str(value.month), str(value.year))
        return tuple(value)

    def id_for_label(self, id_, index="0"):
        return f"{id_}-day" if id_ else id_
