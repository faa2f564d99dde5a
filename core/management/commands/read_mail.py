"""Takes in what came back by e-mail."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.inlet.maildir import read_maildir


class Command(BaseCommand):
    """`manage.py read_mail --maildir DIR`: safe to run twice, and beside the worker."""

    help = "Take in bounces, complaints and answers from a Maildir; what was read is moved to its .Processed folder."

    def add_arguments(self, parser):
        parser.add_argument("--maildir", default=settings.INLET_MAILDIR, help="default: the variable INLET_MAILDIR")

    def handle(self, *, maildir, **options):
        if not maildir or not (Path(maildir) / "new").is_dir():
            raise CommandError("Name a Maildir with --maildir, or set INLET_MAILDIR: a directory with `new` in it.")
        self.stdout.write(f"{read_maildir(maildir)} e-mails taken in")
