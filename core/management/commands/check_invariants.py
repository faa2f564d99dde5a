"""`manage.py check_invariants`: is everything true in the database that must always be true?"""

import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from core.registry import INVARIANT, each

MOST_SHOWN = 1000  # findings; more of them say nothing new


class Command(BaseCommand):
    """One line for each finding; status 1 if there is one. Reads only, at one moment of the database."""

    help = "Check what must always be true: audit chain, signatures, documents, mail, memberships, succession."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="a JSON list of check, record and problem")

    def handle(self, *args, **options):
        alone = not connection.in_atomic_block
        with transaction.atomic(), connection.cursor() as cursor:
            if alone:  # everything of one moment, and nothing is written
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            found = self.tell(each(INVARIANT), as_json=options["json"])
        if found:
            sys.exit(1)

    def tell(self, findings, *, as_json):
        """Print them as they are found; returns how many were."""
        shown = []
        for finding in findings:
            shown.append(finding)
            if not as_json:
                self.stdout.write(f"{finding.check}: {finding.record} {finding.problem}")
            if len(shown) == MOST_SHOWN:
                self.stderr.write(f"There may be more; these are the first {MOST_SHOWN}.")
                break
        if as_json:
            self.stdout.write(json.dumps([asdict(finding) for finding in shown], ensure_ascii=False, indent=1))
        elif not shown:
            self.stdout.write("Nothing found: everything that was checked is true.")
        return len(shown)
