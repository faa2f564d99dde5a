"""Administrators change shipped texts; the change is kept beside the text and survives every new edition."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies import shelf
from casestudies.edits import EDITABLE, key_of
from casestudies.models import LocalEdit
from core.audit import record
from core.locking import refuse_if_changed
from core.policies import require


def texts_of(kind, row):
    """The texts of a shipped record as they read here, edits included."""
    edits = {edit.field: edit.text for edit in LocalEdit.objects.of(kind, [key_of(row)])}
    return {name: edits.get(name, getattr(row, name)) for name in EDITABLE[kind].fields}


@transaction.atomic
def edit_shipped(*, kind, row, texts, seen=None, by):
    """Keep the words that differ from the shipped ones; the shipped words again remove the edit. Returns the names.

    `row` is the shipped record as it is in the database, `seen` what the form was filled with.
    """
    require(by, "casestudies.administer")
    row = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    before = texts_of(kind, row)
    refuse_if_changed(seen, before, record=row, parts=["words"])
    changed = [name for name in EDITABLE[kind].fields if _plain(texts[name]) != _plain(before[name])]
    for name in changed:
        shipped, text = getattr(row, name), _plain(texts[name])
        keys = {"kind": kind, "key": key_of(row), "field": name}
        if text == _plain(shipped):
            LocalEdit.objects.filter(**keys).delete()
        else:
            facts = {"text": text, "shipped": shipped, "edited_at": timezone.now(), "edited_by": by}
            LocalEdit.objects.update_or_create(**keys, defaults=facts)
    if changed:
        shelf.forget()
        labels = ", ".join(str(EDITABLE[kind].fields[name]).lower() for name in changed)
        facts = {"record": row, "fields": labels}
        sentence = _("Text of “%(record)s” edited: %(fields)s") % facts
        record("casestudies.text_edited", row, sentence, by=by, restricted=True, parts=["words"])
    return changed


def _plain(text):
    return text.replace("\r\n", "\n").strip()
