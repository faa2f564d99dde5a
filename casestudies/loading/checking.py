"""Everything is checked before anything is loaded; each fault is named by file, entry and field."""

from datetime import date

from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from casestudies.models import CaseStudy, Figure
from core.text import CONTROLS
from councils.models import Council

OURS = {"id", "search_vector", "origin"}  # the portal keeps these itself


def check(entries, *, allow_unknown_councils=False):
    """The faults of all entries together; fills in `key`, `values` and `links` of each.

    `allow_unknown_councils` is for lists that hold a part of the country: the party then stays without a link.
    """
    return Checker(entries, allow_unknown_councils).run()


class Checker:
    """Knows what the files bring along and what is here already."""

    def __init__(self, entries, allow_unknown_councils):
        self.entries = entries
        self.allow_unknown_councils = allow_unknown_councils
        self.faults = []
        self.known = {}  # model to the natural keys that can be named
        self.councils = {}

    def run(self):
        for entry in self.entries:
            entry.key = natural_key(entry)
        self._find_duplicates()
        for entry in self.entries:
            self._check(entry)
        return self.faults

    def _find_duplicates(self):
        seen = {}
        for entry in self.entries:
            first = seen.setdefault((entry.model, entry.key), entry)
            if first is not entry and None not in entry.key:
                words = _("The same as %(place)s of %(file)s") % {"place": first.place, "file": first.file}
                self.faults.append(entry.fault(entry.model.NATURAL[0].split("__")[0], words))
            self._known(entry.model).add(entry.key)

    def _known(self, model):
        """Natural keys of this model: in the files or in the database."""
        if model not in self.known:
            self.known[model] = set(model._default_manager.values_list(*model.NATURAL))
        return self.known[model]

    def _check(self, entry):
        fields = {f.name: f for f in [*entry.model._meta.fields, *entry.model._meta.many_to_many] if f.name not in OURS}
        for name in entry.fields.keys() - fields.keys():
            self.faults.append(entry.fault(name, _("There is no such field")))
        for name, field in fields.items():
            if name in entry.fields:
                self._check_field(entry, field, entry.fields[name])
            elif field.many_to_many:
                entry.links[name] = []
            elif field.blank or field.null or field.has_default():
                entry.values[name] = field.get_default()
            else:
                self.faults.append(entry.fault(name, _("This is missing")))
        self._check_whole(entry)

    def _check_field(self, entry, field, value):
        try:
            refuse_invisible(value)
            if field.many_to_many:
                entry.links[field.name] = [self._named(field, key) for key in _list(value)]
            elif field.remote_field:
                entry.values[field.name] = self._one(field, value)
            else:
                entry.values[field.name] = cleaned(field, value)
        except ValidationError as error:
            self.faults += [entry.fault(field.name, words) for words in error.messages]

    def _one(self, field, value):
        """What a key names: a council, or the natural key of another entry."""
        if value in (None, [], ""):
            if not field.null:
                raise ValidationError(_("This is missing"))
            return None
        return self._council(value) if field.related_model is Council else self._named(field, value)

    def _named(self, field, value):
        key = tuple(_list(value))
        if not all(isinstance(part, str | int) for part in key):
            raise ValidationError(_('This must be a list, such as ["A1"]'))
        if key not in self._known(field.related_model):
            facts = {"kind": field.related_model._meta.verbose_name, "name": " ".join(map(str, key))[:80]}
            raise ValidationError(_("There is no %(kind)s “%(name)s”") % facts)
        return key

    def _council(self, value):
        code = str(_list(value)[0]) if len(_list(value)) == 1 else ""
        if code not in self.councils:
            self.councils[code] = find_council(code)
        if self.councils[code] is None and not self.allow_unknown_councils:
            raise ValidationError(_("Unknown council: “%(code)s”") % {"code": code[:80]})
        return self.councils[code]

    def _check_whole(self, entry):
        """Rules over several fields, as the database has them."""
        fields = entry.fields
        if entry.model is CaseStudy:
            if not fields.get("source"):
                self.faults.append(entry.fault("source", _("Name the source")))
            if CaseStudy.objects.filter(slug=entry.key[0], origin=CaseStudy.Origin.COUNCIL).exists():
                self.faults.append(entry.fault("slug", _("A case study written by councils has this address")))
        if fields.get("superseded") and not fields.get("superseded_note"):
            self.faults.append(entry.fault("superseded_note", _("Say what superseded it")))
        if entry.model is Figure and fields.get("value") is None and not fields.get("text"):
            self.faults.append(entry.fault("value", _("Give a number or the source’s own words")))


def natural_key(entry):
    """The key of an entry from its own fields; parts it does not have are None."""
    parts = []
    for name in entry.model.NATURAL:
        value = entry.fields.get(name.split("__")[0])
        if "__" in name:
            value = value[0] if isinstance(value, list) and value else None
        parts.append(value if isinstance(value, str | int) and not CONTROLS.search(str(value)) else None)
    return tuple(parts)


def refuse_invisible(value):
    """Characters that nobody can see, and that the database or a PDF cannot hold, are named; lists are looked into."""
    if isinstance(value, str) and (found := CONTROLS.search(value)):
        words = _("The text holds a character that nobody can see (%(code)s). Delete it, or type the words again.")
        raise ValidationError(words % {"code": f"U+{ord(found[0]):04X}"})
    if isinstance(value, list):
        for part in value:
            refuse_invisible(part)


def find_council(code):
    """The council of this ONS code or address part; None where there is none or it is not clear which."""
    try:
        return Council.objects.get_by_natural_key(code) if code else None
    except (ObjectDoesNotExist, MultipleObjectsReturned):
        return None


def cleaned(field, value):
    """The value as the model wants it, or a message a person can act on."""
    if value is None and not field.null:
        raise ValidationError(_("This is missing"))
    if isinstance(field, models.DateField) and value is not None:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise ValidationError(_("“%(text)s” is no date like 2018-05-31") % {"text": str(value)[:40]}) from None
    if isinstance(field, models.CharField | models.TextField) and not isinstance(value, str | None):
        raise ValidationError(_("This must be text"))
    return field.clean(value, None)


def _list(value):
    if not isinstance(value, list | tuple):
        raise ValidationError(_('This must be a list, such as ["A1"]'))
    return value
