"""Print the groups of local councils that could join forces, with the reasons."""

from time import perf_counter

from django.core.management.base import BaseCommand, CommandError

from clusters.finder import find_groups
from councils.models import Council


class Command(BaseCommand):
    help = "Propose groups of local councils of one principal council, and say why."

    def add_arguments(self, parser):
        parser.add_argument("--principal", required=True, help="ONS code of the principal council")
        parser.add_argument("--council", default="", help="only the groups of councils with this in their name")

    def handle(self, *, principal, council, **options):
        found = Council.objects.principal().filter(code=principal).first()
        if found is None:
            raise CommandError(f"No principal council has the code {principal}")
        councils = Council.objects.of_principal(found).local().current().with_parents().by_name()
        began = perf_counter()
        groups = find_groups(councils, offices=[found.pk])
        taken = perf_counter() - began
        for group in groups:
            if council.casefold() in group.council.full_name.casefold():
                self.print_group(group)
        self.stdout.write(f"{len(groups)} councils in {taken * 1000:.0f} ms")

    def print_group(self, group):
        self.stdout.write(group.council.full_name)
        for words in group.missing:
            self.stdout.write(f"  ! {words}")
        for each in group.others:
            reasons = "; ".join(reason.words for reason in each.reasons)
            self.stdout.write(f"  {each.council.full_name}: {reasons}")
