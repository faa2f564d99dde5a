"""Every change of councils and profiles: one function each, policy asked again, one audit line."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import record
from core.policies import require
from councils.importer import load
from councils.models import ImportRun

REFERENCE = settings.FIXTURES_DIR / "reference"
PRINCIPALS_FILE = REFERENCE / "principal_councils.csv.gz"
AREAS_FILE = REFERENCE / "parishes_2025.csv.gz"


@transaction.atomic
def import_councils(
    *, by, principals=PRINCIPALS_FILE, parishes=AREAS_FILE, dry_run=False, allow_fewer=False, track=iter
):
    """Load the published lists, all or nothing; returns the difference report. Raises SourceError."""
    require(by, "councils.import")
    report = load(
        principals=principals, parishes=parishes, dry_run=dry_run, allow_fewer=allow_fewer, track=track
    )
    if report.changes and not dry_run:
        run = ImportRun.objects.create(
            by=by,
            principals_file=principals.name,
            areas_file=parishes.name,
            principals=report.principals,
            areas=report.areas,
            report=report.as_json(),
        )
        sentence = _("Councils loaded from %(principals)s and %(areas)s: %(changes)s changes")
        facts = {"principals": principals.name, "areas": parishes.name, "changes": report.changes}
        record("councils.imported", run, sentence % facts, by=by)
    return report
