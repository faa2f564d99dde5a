"""Pieces of a crispy layout: buttons, fieldsets and text, none of which compiles text as a template."""

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup, escape


class Button:
    """A submit button; `variant` is "secondary", "warning" or nothing for the page's main one."""

    def __init__(self, text, *, name=None, value=None, variant=None):
        self.text, self.name, self.value, self.variant = text, name, value, variant
        self.id = None

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        return render_to_string(f"{template_pack}/layout/button.html", {"button": self})


class Link:
    """A plain link beside the buttons, such as "Cancel"."""

    def __init__(self, text, href):
        self.text, self.href = text, href

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        return Markup('<a class="govuk-link" href="{}">{}</a>').format(self.href, self.text)


class Buttons(LayoutObject):
    """The row of buttons that ends a form."""

    def __init__(self, *fields):
        self.fields = list(fields)

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        inner = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return Markup('<div class="govuk-button-group">{}</div>').format(inner)


class Fieldset(LayoutObject):
    """Fields that belong together under a legend, with an optional hint."""

    def __init__(self, legend, *fields, hint=None, size="m"):
        self.legend, self.fields, self.hint, self.size = legend, list(fields), hint, size

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        inner = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(f"{template_pack}/layout/fieldset.html", {"fieldset": self, "fields": inner})


class Folded(LayoutObject):
    """Fields that few people need, under a line that unfolds them; open where something is chosen or wrong."""

    def __init__(self, summary, *fields, is_long=False):
        """One that `is_long` says that it is filled in instead of opening."""
        self.summary, self.fields, self.is_long = summary, list(fields), is_long

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        is_wrong = any(form[name].errors for name in self.fields)
        is_filled = any(_is_filled(form[name].value()) for name in self.fields)
        inner = self.get_rendered_fields(form, context, template_pack, **kwargs)
        filled = _("%(summary)s (filled in)") % {"summary": self.summary}
        summary = filled if is_filled and self.is_long else self.summary
        facts = {"summary": summary, "fields": inner, "is_open": is_wrong or (is_filled and not self.is_long)}
        return render_to_string(f"{template_pack}/layout/folded.html", facts)


def _is_filled(value):
    """True for an answer; the parts of a day that nobody gave are none."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else [value]
    return any(parts)


class Text:
    """A paragraph between fields; Markup passes, anything else is escaped."""

    def __init__(self, text, classes="govuk-body"):
        self.text, self.classes = text, classes

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        return Markup('<p class="{}">{}</p>').format(self.classes, escape(self.text))
