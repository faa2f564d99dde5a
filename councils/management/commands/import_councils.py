"""`manage.py import_councils`: load the published lists of councils and areas."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from core.policies import SYSTEM
from councils.actions import AREAS_FILE, PRINCIPALS_FILE, import_councils
from councils.importer.report import KINDS
from councils.sources import SourceError

LINES_SHOWN = 20


class Command(BaseCommand):
    """Load principal councils and areas; all of it, or nothing with the reason."""

    help = "Load principal councils and parish areas from published lists; run it again with newer lists."

    def add_arguments(self, parser):
        parser.add_argument("--principals", type=Path, default=PRINCIPALS_FILE, help="CSV of principal councils")
        parser.add_argument("--parishes", type=Path, default=AREAS_FILE, help="CSV of parishes and communities")
        parser.add_argument("--dry-run", action="store_true", help="only report what would change")
        parser.add_argument(
            "--allow-fewer", action="store_true", help="the list is meant to be much shorter than the last"
        )

    def handle(self, *args, principals, parishes, dry_run, allow_fewer, verbosity, **options):
        def track(rows):
            return tqdm(rows, desc="Areas", unit="area", disable=not sys.stderr.isatty() or verbosity == 0)

        try:
            report = import_councils(
                principals=principals,
                parishes=parishes,
                by=SYSTEM,
                dry_run=dry_run,
                allow_fewer=allow_fewer,
                track=track,
            )
        except SourceError as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        if verbosity:
            self.tell(report)

    def tell(self, report):
        """The difference report: every kind with its count, and the first lines of each."""
        self.stdout.write(f"{report.principals} principal councils and {report.areas} areas read.")
        for kind in KINDS:
            lines = getattr(report, kind)
            if lines:
                self.stdout.write(f"{kind.replace('_', ' ')}: {len(lines)}")
                self.stdout.writelines(f"  {line}\n" for line in lines[:LINES_SHOWN])
                if len(lines) > LINES_SHOWN:
                    self.stdout.write(f"  … and {len(lines) - LINES_SHOWN} more")
        self.stdout.writelines(f"Note: {notice}\n" for notice in report.notices)
        verb = "would change" if report.dry_run else "changed"
        self.stdout.write(self.style.SUCCESS(f"{report.changes} {verb}."))
