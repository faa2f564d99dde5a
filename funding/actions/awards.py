"""Grants of a file are kept, each once however often it is loaded."""

from collections import Counter
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from core.audit import record
from core.policies import require
from funding.importing.awards import READ, Places, read_grant
from funding.models import Award

AT_ONCE = 500
RENEWED = ("title", "description", "funder", "programme", "recipient", "amount", "awarded_on", "place", "principal",
           "source", "loaded_at", "loaded_by")  # fmt: skip


@transaction.atomic
def load_awards(*, grants, source, job, by):
    """Keep what can be read of an iterable of grants; returns (counts of outcomes, what could not be read)."""
    require(by, "funding.load_awards")
    places, counts, odd, now = Places(), Counter(), [], timezone.now()
    grants = iter(grants)
    while batch := list(islice(grants, AT_ONCE)):
        rows = {}
        for grant in batch:
            read = read_grant(grant, places)
            counts[read.outcome] += 1
            if read.outcome == READ:
                row = Award(**read.facts, source=source, loaded_at=now, loaded_by=by)
                rows[row.identifier] = row
            elif read.words:
                odd.append((read.outcome, read.words))
        Award.objects.bulk_create(
            rows.values(), update_conflicts=True, unique_fields=["identifier"], update_fields=RENEWED
        )
    words = ngettext("%(num)s grant loaded: %(source)s", "%(num)s grants loaded: %(source)s", counts[READ])
    record("funding.awards_loaded", job, words % {"num": counts[READ], "source": source}, by=by, restricted=True)
    return counts, odd
