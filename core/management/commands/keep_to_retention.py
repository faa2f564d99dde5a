"""Let records go that have been kept long enough; with --dry-run only say which."""

from django.core.management.base import BaseCommand

from core.policies import SYSTEM
from core.privacy.retention import keep_to_retention, kinds


class Command(BaseCommand):
    help = "Delete or empty records that have been kept for their period (settings.RETENTION)."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="change nothing, say what would go")

    def handle(self, *args, **options):
        if options["dry_run"]:
            for due in kinds():
                self.stdout.write(f"{due.many:>8}  {due.entry.label} older than {due.entry.kept.days} days")
            self.stdout.write("Nothing was changed.")
            return
        gone = keep_to_retention(by=SYSTEM)
        for title, many in gone.items():
            self.stdout.write(f"{many:>8}  {title}")
        if not gone:
            self.stdout.write("Nothing has been kept too long.")
