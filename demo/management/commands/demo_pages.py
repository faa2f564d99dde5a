"""Print every page of the portal with arguments that the demonstration holds, as JSON."""

import json

from django.core.management.base import BaseCommand

from demo.pages import pages


class Command(BaseCommand):
    help = "Print [name, path] of every page, for tools that look at all of them."

    def handle(self, **options):
        self.stdout.write(json.dumps(list(pages())))
