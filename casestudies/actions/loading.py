"""Loading the library: an edition by command, a file by an administrator on the portal."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import ngettext

from casestudies import loading, shelf
from casestudies.models import LibraryLoad
from core.audit import record
from core.policies import require

LIBRARY = settings.FIXTURES_DIR / "library"


@transaction.atomic
def load_library(*, by, files=None, allow_unknown_councils=False):
    """Load these fixture files (by default the shipped library) whole or not at all; returns the report.

    Raises `FaultsFound`, which names every fault of every file.
    """
    require(by, "casestudies.administer")
    names = ", ".join(path.name for path in files) if files else "fixtures/library"
    entries, faults = loading.read_files(files or sorted(LIBRARY.glob("*.json")))
    return _load(names, entries, faults, allow_unknown_councils=allow_unknown_councils, by=by)


@transaction.atomic
def load_upload(*, filename, content, by):
    """Load one uploaded file whole or not at all; returns the report. Raises `FaultsFound`."""
    require(by, "casestudies.administer")
    entries, faults = loading.read_upload(filename, content)
    return _load(filename, entries, faults, by=by)


def _load(names, entries, faults, *, allow_unknown_councils=False, by):
    faults = faults + loading.check(entries, allow_unknown_councils=allow_unknown_councils)
    if faults:
        raise loading.FaultsFound(faults)
    report = loading.apply(entries)
    if report.changes:
        shelf.forget()
        load = LibraryLoad.objects.create(filename=names[:200], loaded_by=by, report=report.as_json())
        words = ngettext(
            "Library loaded from %(file)s: %(many)s record changed",
            "Library loaded from %(file)s: %(many)s records changed",
            report.changes,
        )
        record("casestudies.loaded", load, words % {"file": load.filename, "many": report.changes}, by=by)
    return report
