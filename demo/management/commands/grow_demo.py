"""Grow the demonstration to the size of the nation."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.policies import SYSTEM
from councils.actions import import_councils
from demo.growth.national import AGREEMENTS, EVENTS, PEOPLE, SEED, grow


class Command(BaseCommand):
    help = "Write the past of a portal for all councils. Safe to run again: the second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--national", action="store_true", help="the size of the nation, the only one there is")
        parser.add_argument("--people", type=int, default=PEOPLE)
        parser.add_argument("--agreements", type=int, default=AGREEMENTS)
        parser.add_argument("--events", type=int, default=EVENTS)
        parser.add_argument("--seed", type=int, default=SEED, help="another seed, other records")

    def handle(self, *, national, people, agreements, events, seed, **options):
        if not settings.DEMO:
            raise CommandError("Only the demonstration is grown: set DJANGO_SETTINGS_MODULE=config.settings.demo")
        if not national:
            raise CommandError("Say --national: it adds thousands of records that cannot be taken away again")
        say = self.stdout.write if options["verbosity"] else lambda words: None
        import_councils(by=SYSTEM)  # changes nothing where the lists are loaded
        done = grow(people=people, number_of_agreements=agreements, number_of_events=events, seed=seed, say=say)
        say("Done." if done else "The national records are there already; nothing was changed.")
