"""The error summary: one line per error, each leading to the very input that has to change."""

from django.forms.formsets import BaseFormSet
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _

from core.crispy.widgets import DateParts


def forms_of(thing):
    """A form, or the forms of a formset."""
    return list(thing.forms) if isinstance(thing, BaseFormSet) else [thing]


def has_errors(form):
    """Whether the page's title must begin with "Error:"."""
    if getattr(form, "conflict", None):
        return True
    if not form or not form.is_bound:
        return False
    return not form.is_valid() if isinstance(form, BaseFormSet) else bool(form.errors)


def focus_id(bound):
    """The id of the input an error of this field points to."""
    if bound.is_hidden:
        return None
    if isinstance(bound.field.widget, DateParts):
        return f"{bound.auto_id}-{wrong_parts(bound)[0]}"
    return bound.auto_id


def wrong_parts(bound):
    """Which of day, month and year have to change; all three when the error does not say."""
    for error in bound.errors.as_data() if isinstance(bound.errors, ErrorList) else ():
        parts = (error.params or {}).get("parts")
        if parts:
            return parts
    return DateParts.PARTS


def first_focus_id(form):
    """Where an error about the whole form leads: its first visible input, else the page."""
    return next((focus_id(bound) for bound in form if not bound.is_hidden), "main-content")


def hidden_focus_id(form, bound):
    """Nobody can change a hidden field: the button that fills it, if it names one, else as for the whole form."""
    return bound.field.widget.attrs.get("data-filled-by") or first_focus_id(form)


def _conflict_id(form, conflict):
    """The first answer on which two people disagree."""
    return focus_id(form[conflict.first]) if conflict.first in form.fields else first_focus_id(form)


def error_list(form):
    """Errors about the whole form first, then field by field in the order of the page."""
    lines = [(text, first_focus_id(form)) for text in form.non_field_errors()]
    for bound in form:
        target = hidden_focus_id(form, bound) if bound.is_hidden else focus_id(bound)
        lines.extend((text, target) for text in bound.errors)
    return lines


def error_summary_params(form):
    """Options of `govukErrorSummary`, or None when there is nothing to say; asked once per form."""
    if not has_errors(form) or getattr(form, "error_summary_shown", False):
        return None
    form.error_summary_shown = True
    lines = [(text, None) for text in form.non_form_errors()] if isinstance(form, BaseFormSet) else []
    if conflict := getattr(form, "conflict", None):
        lines.append((conflict.message, _conflict_id(form, conflict)))
    for each in forms_of(form):
        lines.extend(error_list(each))
    items = [{"text": text, **({"href": f"#{target}"} if target else {})} for text, target in lines]
    return {"titleText": _("There is a problem"), "errorList": items}
