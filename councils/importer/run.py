"""One import from two files: everything or nothing."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from councils.importer.areas import AreaImport
from councils.importer.principals import PrincipalImport
from councils.importer.report import ImportReport
from councils.models import Council, ParishArea
from councils.sources import SourceError, parse_areas, parse_principals, read_bytes

FULL_LIST = {
    "principals": 387,
    "areas": 11341,
}  # so that a first load can tell a list cut at the end of a line
FEWEST = 0.9  # of the rows known: boundary changes move one row in a hundred in a year
SEARCH_INDEXES = ("council_name_trigrams", "council_search")
LOCK = 0xC0DC11  # one import at a time


def load(*, principals, parishes, dry_run=False, allow_fewer=False, track=iter):
    """Load both lists in one transaction and report the differences; a dry run takes everything back."""
    councils = parse_principals(read_bytes(principals), principals.name)
    areas = parse_areas(read_bytes(parishes), parishes.name)
    with transaction.atomic():
        _one_at_a_time()
        if not allow_fewer:
            _refuse_fewer(len(councils), Council.objects.principal().count(), "principals", principals.name)
            _refuse_fewer(len(areas), ParishArea.objects.current().count(), "areas", parishes.name)
        report = ImportReport(principals=len(councils), areas=len(areas), dry_run=dry_run)
        slugs = set(Council.objects.values_list("slug", flat=True))
        known = PrincipalImport(councils, principals.name, report, slugs).run()
        AreaImport(areas, parishes.name, report, known, slugs, timezone.localdate()).run(track)
        if dry_run:
            transaction.set_rollback(True)
        elif report.changes:
            _ready_for_searches()
    return report


def _ready_for_searches():
    """Statistics and finished indexes at once: until autovacuum comes round, a typo takes 150 ms, not 3."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE councils_council, councils_parisharea, councils_parishareacode")
        for index in SEARCH_INDEXES:
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])


def _one_at_a_time():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _refuse_fewer(found, known, what, file):
    """Half a list must not pass for a list in which half the country has gone."""
    known = known or FULL_LIST[what]
    if found < known * FEWEST:
        reason = _(
            "the file has %(found)s rows where about %(known)s are expected; it was probably cut off. "
            "If so few are right, say that the list is meant to be shorter"
        )
        raise SourceError(file, reason % {"found": found, "known": known})
