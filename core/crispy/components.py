"""How a Django field becomes a GOV.UK component: the macro's name and its options."""

from django import forms
from django.template.loader import get_template
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from core.crispy.errors import wrong_parts
from core.crispy.widgets import CountedTextarea, DateParts

# Django sets these from the field; the form's own messages say it better than a browser can
DROPPED = set(["required", "maxlength", "minlength", "min", "max", "step", "autofocus", "cols", "aria-describedby"])
NAMED = {"autocomplete", "inputmode", "pattern", "spellcheck", "autocapitalize", "disabled", "rows"}
LEGEND = "govuk-fieldset__legend"
WHOLE, DECIMAL = {"inputmode": "numeric"}, {"inputmode": "decimal"}


def field(bound):
    """`{"macro": name, "params": options}` for `templates/govuk/field.html`."""
    for widget, macro, build in BUILDERS:
        if isinstance(bound.field.widget, widget):
            return {"macro": macro, "params": _without_nothing(build(bound))}
    raise TypeError(f"no GOV.UK component for {type(bound.field.widget).__name__} of {bound.html_name}")


def _without_nothing(params):
    return {key: value for key, value in params.items() if value is not None}


def _common(bound):
    """Hint and error, the same for every component."""
    params = {"name": bound.html_name, "id": bound.auto_id}
    if bound.help_text:
        params["hint"] = {"text": bound.help_text}
    if bound.errors:
        params["errorMessage"] = {"html": Markup("<br>").join(bound.errors), "visuallyHiddenText": _("Error")}
    return params


def _is_heading(bound):
    return bound.name == getattr(bound.form, "heading_field", None)


def _label(bound):
    size = "l" if _is_heading(bound) else "s"
    return {"text": label_text(bound), "classes": f"govuk-label--{size}", "isPageHeading": _is_heading(bound)}


def _fieldset(bound):
    size = "l" if _is_heading(bound) else "s"
    legend = {"text": label_text(bound), "classes": f"{LEGEND}--{size}", "isPageHeading": _is_heading(bound)}
    return {"legend": legend}


def label_text(bound):
    """The label, and "(optional)" where nothing need be entered."""
    tick_box = isinstance(bound.field.widget, forms.CheckboxInput)
    if getattr(bound.form, "mark_optional", False) and not bound.field.required and not tick_box:
        return _("%(label)s (optional)") % {"label": bound.label}
    return str(bound.label)


def _attributes(bound):
    """The widget's HTML attributes: the class, those the macro names, and the rest as they are."""
    attrs = {**bound.field.widget.attrs}
    params = {"classes": attrs.pop("class", "")}
    if bound.field.disabled:
        params["disabled"] = True
    params.update({key: attrs.pop(key) for key in NAMED & set(attrs)})
    params["attributes"] = {key: value for key, value in attrs.items() if key not in DROPPED}
    return params


def _input(bound):
    widget = bound.field.widget
    params = {**_common(bound), **_attributes(bound), "label": _label(bound), "type": widget.input_type}
    params["value"] = _text(bound)
    if widget.input_type == "number":
        # a number box loses letters typed by mistake and changes under a mouse wheel
        params.update({"type": "text", "spellcheck": False, **(WHOLE if _whole(bound.field) else DECIMAL)})
    if widget.input_type == "email":
        params.update({"spellcheck": False, "autocomplete": params.get("autocomplete", "email")})
    if getattr(widget, "width", None):
        params["classes"] = f"{params['classes']} govuk-input--width-{widget.width}".strip()
    for affix in ("prefix", "suffix"):
        if getattr(widget, affix, None):
            params[affix] = {"text": getattr(widget, affix)}
    return params


def _whole(form_field):
    return isinstance(form_field, forms.IntegerField) and not isinstance(form_field, forms.DecimalField)


def _text(bound):
    value = bound.value()
    shown = bound.field.widget.format_value(value) if hasattr(bound.field.widget, "format_value") else value
    return "" if shown is None else str(shown)


def _password(bound):
    shared = {**_common(bound), **_attributes(bound), "label": _label(bound)}
    words = {"showPasswordText": _("Show"), "hidePasswordText": _("Hide")}
    aria = {"showPasswordAriaLabelText": _("Show password"), "hidePasswordAriaLabelText": _("Hide password")}
    said = {
        "passwordShownAnnouncementText": _("Your password is visible"),
        "passwordHiddenAnnouncementText": _("Your password is hidden"),
    }
    return {**shared, **words, **aria, **said}


def _textarea(bound):
    return {**_common(bound), **_attributes(bound), "label": _label(bound), "value": _lines(_text(bound))}


def _lines(text):
    """Typed lines with their breaks as references: the macros indent what they nest, typed text included."""
    text = text.replace("\r\n", "\n")
    first = "\n" if text.startswith("\n") else ""  # the browser drops a box's first line break
    return Markup(str(escape(first + text)).replace("\n", "&#10;"))  # noqa: S704 - escaped just here


def _counted(bound):
    return {**_textarea(bound), **_without_nothing(bound.field.widget.count), **_counting_words()}


def _counting_words():
    """What the counter says; the plural forms of the page's language are Django's to choose later."""
    return {
        "charactersUnderLimitText": {
            "one": _("You have %{count} character remaining"),
            "other": _("You have %{count} characters remaining"),
        },
        "charactersAtLimitText": _("You have 0 characters remaining"),
        "charactersOverLimitText": {
            "one": _("You have %{count} character too many"),
            "other": _("You have %{count} characters too many"),
        },
        "wordsUnderLimitText": {
            "one": _("You have %{count} word remaining"),
            "other": _("You have %{count} words remaining"),
        },
        "wordsAtLimitText": _("You have 0 words remaining"),
        "wordsOverLimitText": {
            "one": _("You have %{count} word too many"),
            "other": _("You have %{count} words too many"),
        },
    }


def _file(bound):
    # the component's own script gives the box a name other than its visible text; the plain one is sound
    return {**_common(bound), **_attributes(bound), "label": _label(bound)}


def _choices(bound):
    """(value, text) pairs; groups are flattened, since the components know none."""
    for value, text in bound.field.widget.choices:
        if isinstance(text, list | tuple):
            yield from ((str(v), str(t)) for v, t in text)
        else:
            yield "" if value is None else str(value), str(text)  # False and 0 are answers


def _chosen(bound):
    value = bound.value()
    many = value if isinstance(value, list | tuple) else [value]
    return {"" if item is None else str(item) for item in many}


def _select(bound):
    chosen = _chosen(bound)
    items = [{"value": v, "text": t, "selected": v in chosen} for v, t in _choices(bound)]
    return {**_common(bound), **_attributes(bound), "label": _label(bound), "items": items}


def _options(bound):
    """Items of radios and checkboxes, with hints, revealed fields and the choice set apart."""
    widget, chosen = bound.field.widget, _chosen(bound)
    hints = {str(value): hint for value, hint in getattr(widget, "hints", {}).items()}
    reveals = {str(value): name for value, name in getattr(widget, "reveals", {}).items()}
    for value, text in _choices(bound):
        if value == "" and not bound.field.required:
            text = text if text.strip("-") else _("No answer")
        item = {"value": value, "text": text, "checked": value in chosen}
        if value in hints:
            item["hint"] = {"text": hints[value]}
        if value in reveals:
            item["conditional"] = {"html": render(bound.form[reveals[value]])}
        if value == getattr(widget, "exclusive", None):
            yield {"divider": _("or")}
            item["behaviour"] = "exclusive"
        yield item


def _group(bound):
    params = {**_common(bound), **_attributes(bound), "fieldset": _fieldset(bound)}
    params["items"] = list(_options(bound))
    params["idPrefix"] = params.pop("id")
    return params


def _radios(bound):
    params = _group(bound)
    if getattr(bound.field.widget, "inline", False):
        params["classes"] = f"{params['classes']} govuk-radios--inline".strip()
    return params


def _single_checkbox(bound):
    item = {"value": "on", "text": label_text(bound), "checked": bool(bound.value()), "id": bound.auto_id}
    params = {**_common(bound), "items": [item], "attributes": {}}
    params["idPrefix"] = params.pop("id")
    return params


def _date(bound):
    widget, wrong = bound.field.widget, wrong_parts(bound) if bound.errors else ()
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    items = []
    for part, value in zip(widget.PARTS, widget.typed(bound.value()), strict=True):
        width = "govuk-input--width-4" if part == "year" else "govuk-input--width-2"
        items.append(
            {
                "name": f"{bound.html_name}-{part}",
                "id": f"{bound.auto_id}-{part}",
                "label": labels[part],
                "value": value,
                "classes": f"{width} govuk-input--error" if part in wrong else width,
                "autocomplete": f"bday-{part}" if widget.birthday else None,
            }
        )
    classes = widget.attrs.get("class", "")
    return {**_common(bound), "fieldset": _fieldset(bound), "items": items, "classes": classes}


def _hidden(bound):
    return {"html": bound.as_widget()}


def render(bound):
    """One field as markup, for a field shown inside another."""
    return Markup(get_template("govuk/field.html").render({"field": bound}))  # noqa: S704 - our own template


BUILDERS = (
    (forms.HiddenInput, "hidden", _hidden),
    (forms.MultipleHiddenInput, "hidden", _hidden),
    (DateParts, "govukDateInput", _date),
    (forms.CheckboxSelectMultiple, "govukCheckboxes", _group),
    (forms.RadioSelect, "govukRadios", _radios),
    (forms.SelectMultiple, "govukCheckboxes", _group),
    (forms.Select, "govukSelect", _select),
    (forms.CheckboxInput, "govukCheckboxes", _single_checkbox),
    (CountedTextarea, "govukCharacterCount", _counted),
    (forms.Textarea, "govukTextarea", _textarea),
    (forms.FileInput, "govukFileUpload", _file),
    (forms.PasswordInput, "govukPasswordInput", _password),
    (forms.widgets.Input, "govukInput", _input),
)
