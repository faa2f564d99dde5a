"""What the portal holds about a person, as data: the rows of the map that are about them."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.csv import moment
from core.privacy.map import entries


def told(who):
    """Parts of the data, each (entry, rows): rows are {field: value}, ready for JSON. Empty parts are left out."""
    for entry in entries():
        if entry.about and entry.tell:
            rows = entry.model._default_manager.filter(entry.about(who)).distinct().order_by("pk")
            found = [{name: _plain(who, _value(row, name)) for name in entry.tell} for row in rows.iterator(500)]
            if found:
                yield entry, found


def heading(entry, name):
    """What a field is called, in words."""
    if name == "pgh_created_at":
        return _("Changed at")  # the name that the library of histories gives it means nothing to anybody
    try:
        label = entry.model._meta.get_field(name).verbose_name
    except FieldDoesNotExist:
        label = name.replace("_", " ")
    return capfirst(str(label).replace("_", " "))


def _value(row, name):
    display = getattr(row, f"get_{name}_display", None)
    return display() if display else getattr(row, name)


def _plain(who, value):
    """A value as JSON knows it; what belongs to other people is not in it."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(who, each) for each in value]
    if isinstance(value, Decimal | UUID | Model):
        value = str(value)
    return who.others_hidden(value) if isinstance(value, str) else value
