"""Opportunities of a file are added, whole or not at all."""

from django.db import transaction

from core.exceptions import Refused
from core.policies import require
from funding import importing
from funding.actions.opportunities import add_opportunity, publish_opportunity
from funding.duplicates import one_after_the_other
from funding.importing.comparing import NEW


@transaction.atomic
def import_opportunities(*, rows, owner, publish=False, by):
    """Add what is new among rows of facts; returns [`Found`] for all of them.

    What is there already stays as it is, also where the file differs: a closing time that was published is corrected
    by hand, so that it is told. With `publish` the new ones can be read at once, as far as they say enough.
    """
    require(by, "funding.load", owner)
    one_after_the_other()
    found = importing.compared(rows, owner)
    for each in found:
        if each.kind == NEW:
            opportunity = add_opportunity(owner=owner, facts=each.facts, by=by)
            if publish:
                _publish(opportunity, by)
    return found


def _publish(opportunity, by):
    """One that says too little stays a draft for somebody to complete."""
    try:
        publish_opportunity(opportunity=opportunity, by=by)
    except Refused:
        return
