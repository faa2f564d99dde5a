"""`manage.py load_library`: the case studies, the guide and the resources."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from casestudies.actions import load_library
from casestudies.loading import FaultsFound
from core.policies import SYSTEM


class Command(BaseCommand):
    """Check every file, name every fault; load whole, or not at all."""

    help = "Load the library from fixtures/library, or from the files named. Run again, it changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, help="fixture files in JSON; by default the shipped ones")
        parser.add_argument(
            "--allow-unknown-councils", action="store_true", help="the portal holds a part of the country"
        )

    def handle(self, *args, files, allow_unknown_councils, verbosity, **options):
        for missing in (path for path in files if not path.is_file()):
            raise CommandError(f"There is no file {missing}")
        try:
            report = load_library(files=files or None, allow_unknown_councils=allow_unknown_councils, by=SYSTEM)
        except FaultsFound as found:
            lines = "\n".join(f"  {fault}" for fault in found.faults)
            raise CommandError(f"{len(found.faults)} faults:\n{lines}\nNothing was loaded.") from found
        if verbosity:
            counts = ", ".join(f"{count} {verb}" for verb, count in sorted(report.counts.items())) or "nothing"
            self.stdout.write(self.style.SUCCESS(f"Library: {counts}."))
