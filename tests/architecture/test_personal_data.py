"""The map of personal data is complete: no table may hold something about people that nobody has thought of."""

import ast

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from core.privacy.map import MAP, NOTHING_PERSONAL, declare, entries
from tests.architecture.source import ROOT

TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.GenericIPAddressField)
NEVER_OF_A_PERSON = (models.GeneratedField, models.SlugField, models.UUIDField)
HOW = "enter it in personal.py of its app; core/privacy/map.py explains the words"
ERASING = "core/privacy/erasing.py"


def tables():
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]


def points_to_a_person(field):
    return isinstance(field, models.ForeignKey) and field.remote_field.model is get_user_model()


def holds_text(field):
    """A field into which somebody can write, or the portal about somebody."""
    if isinstance(field, NEVER_OF_A_PERSON) or field.choices:
        return False
    if isinstance(field, ArrayField):
        return isinstance(field.base_field, TEXT) and not field.base_field.choices
    return isinstance(field, TEXT)


def to_account_for(model):
    """Names of the fields about which the map must say something."""
    return {f.name for f in model._meta.concrete_fields if points_to_a_person(f) or holds_text(f)}


def certainly_personal(model):
    """Fields that hold personal data whatever they are called."""
    return {
        f.name
        for f in model._meta.concrete_fields
        if points_to_a_person(f) or isinstance(f, models.EmailField | models.GenericIPAddressField)
    }


def test_every_table_that_may_hold_personal_data_is_in_the_map():
    missing = [m._meta.label for m in tables() if to_account_for(m) and m._meta.label not in {*MAP, *NOTHING_PERSONAL}]
    assert missing == [], f"not in the map of personal data: {HOW}"


def test_an_entry_says_something_about_every_field_of_its_table():
    left_out = {
        label: sorted(gap) for label, entry in MAP.items() if (gap := to_account_for(entry.model) - entry.accounted_for)
    }
    assert left_out == {}, f"fields that the map of personal data leaves out: {HOW}"


def test_a_table_with_addresses_or_keys_to_people_is_never_said_to_hold_nothing_personal():
    wrong = {label: sorted(found) for label in NOTHING_PERSONAL if (found := certainly_personal(apps.get_model(label)))}
    assert wrong == {}


def test_the_map_names_only_what_is_there():
    for entry in MAP.values():
        for name in {*entry.accounted_for, *entry.known_by}:
            entry.model._meta.get_field(name)
        for name in entry.tell:
            try:
                entry.model._meta.get_field(name)
            except FieldDoesNotExist:
                assert isinstance(getattr(entry.model, name), property), f"{entry.label}.{name}"
    for label in NOTHING_PERSONAL:
        apps.get_model(label)


def test_an_address_or_a_name_is_not_called_plain():
    """An e-mail address is erased, told to stay with a reason, or gone through; never waved away."""
    wrong = {
        f"{entry.label}.{field.name}"
        for entry in MAP.values()
        for field in entry.model._meta.concrete_fields
        if isinstance(field, models.EmailField) and field.name in entry.plain
    }
    assert wrong == set()


def test_every_key_to_a_person_is_among_the_people_or_goes_with_its_row():
    for entry in MAP.values():
        keys = {f.name for f in entry.model._meta.concrete_fields if points_to_a_person(f)}
        assert keys <= {*entry.people} or entry.erase == "delete", entry.label


def test_every_kind_of_record_says_how_long_it_is_kept():
    for entry in MAP.values():
        assert str(entry.kept.because), entry.label
        if entry.kept.period:
            assert settings.RETENTION[entry.kept.period] >= 0


def test_every_period_of_the_settings_is_the_period_of_something():
    assert set(settings.RETENTION) == {entry.kept.period for entry in MAP.values() if entry.kept.period}


def test_tables_of_history_are_gone_through_last():
    labels = [entry.label for entry in entries()]
    histories = [label for label in labels if label.endswith("Event")]
    assert labels[-len(histories) :] == histories
    assert {"accounts.MembershipEvent", "councils.CouncilEvent", "councils.ProfileEvent"} <= set(histories)


def test_append_only_triggers_are_put_aside_in_one_place_only():
    """Whoever could switch a trigger off elsewhere could change a signature."""
    users = set()
    for path in ROOT.rglob("*.py"):
        if path.parts[len(ROOT.parts)] in {"tests", ".venv", "staticfiles"}:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        if "ignore" in names and "pgtrigger" in path.read_text(encoding="utf-8"):
            users.add(path.relative_to(ROOT).as_posix())
    assert users == {ERASING}


def test_a_table_cannot_be_entered_twice():
    label = next(iter(MAP))
    with pytest.raises(ValueError, match=label):
        declare(label, "again", kept=MAP[label].kept)
