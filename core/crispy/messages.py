"""Error messages that name the thing to enter, for every field whose author did not write their own."""

from functools import lru_cache

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

OWN_ARTICLE = set("a an any each every how its our that the their these this which your".split())  # noqa: SIM905
CHOSEN = (forms.ChoiceField, forms.ModelChoiceField)


def in_our_words(field):
    """Replace Django's stock messages of one field; messages given to the field stay."""
    stock = _stock_messages(type(field))
    for code, message in _messages(type(field), str(field.label), get_language()).items():
        if code not in field.error_messages or field.error_messages[code] == stock.get(code):
            field.error_messages[code] = message


def _stock_messages(field_class):
    messages = {}
    for parent in reversed(field_class.__mro__):
        messages.update(getattr(parent, "default_error_messages", {}))
    return messages


@lru_cache(maxsize=2048)
def _messages(kind, label, _language):
    """Kept, since every form of every page asks for those of all its fields."""
    name = {"field": label, "thing": the_thing(label)}
    if issubclass(kind, CHOSEN):
        choose = _("Select %(thing)s") % name
        return dict.fromkeys(("required", "invalid_choice", "invalid_list", "invalid_pk_value"), choose)
    if issubclass(kind, forms.BooleanField):
        return {"required": _("Select “%(field)s” to go on") % name}
    if issubclass(kind, forms.FileField):
        empty = _("The selected file is empty")
        return {"required": _("Select %(thing)s") % name, "empty": empty, "missing": empty}
    return {"required": _("Enter %(thing)s") % name, **_bounds(name), **_kind(kind, name)}


def _bounds(name):
    """Length and size; Django fills in %(limit_value)s when the rule is broken."""
    field = str(name["field"]).replace("%", "%%")
    return {
        "max_length": field + " " + _("must be %(limit_value)s characters or fewer"),
        "min_length": field + " " + _("must be %(limit_value)s characters or more"),
        "max_value": field + " " + _("must be %(limit_value)s or less"),
        "min_value": field + " " + _("must be %(limit_value)s or more"),
    }


def _kind(kind, name):
    if issubclass(kind, forms.EmailField):
        return {"invalid": _("Enter an e-mail address in the correct format, like name@example.org")}
    if issubclass(kind, forms.URLField):
        return {"invalid": _("Enter a web address in the correct format, like https://www.example.org")}
    if issubclass(kind, forms.IntegerField):
        fraction = issubclass(kind, forms.DecimalField | forms.FloatField)
        number = _("a number") if fraction else _("a whole number")
        return {"invalid": _("%(field)s must be %(kind)s") % {**name, "kind": number}}
    return {}


def the_thing(label):
    """The label inside a sentence: "Reply-by date" -> "the reply-by date", "Your name" -> "your name"."""
    if label.endswith("?"):
        return _("an answer")
    thing = label if label[1:2].isupper() else label[:1].lower() + label[1:]  # "VAT number" stays
    determined = thing.split(" ")[0] in OWN_ARTICLE
    return thing if determined else _("the %(thing)s") % {"thing": thing}
