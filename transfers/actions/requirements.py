"""What a principal council asks of transfers beside what every transfer is asked: criteria, stages from a value on."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.exceptions import Refused
from core.policies import require
from transfers.models import Requirement


@transaction.atomic
def add_requirement(*, principal, facts, by):
    """Asked of transfers that begin or change from now on."""
    require(by, "transfers.keep_register", principal)
    if (
        Requirement.objects.asked()
        .filter(principal=principal, title__iexact=facts["title"], stage=facts["stage"])
        .exists()
    ):
        raise Refused(_("This is asked already"), field="title")
    facts = {**facts, "from_pence": facts.get("from_pence") or 0}
    requirement = Requirement.objects.create(principal=principal, **facts)
    _tell(requirement, "transfers.requirement_added", _("Transfers are asked from now on: %(title)s"), by)
    return requirement


@transaction.atomic
def end_requirement(*, requirement, by):
    """New transfers are not asked it; what was answered stays where it was."""
    requirement = Requirement.objects.select_for_update(of=("self",)).select_related("principal").get(pk=requirement.pk)
    require(by, "transfers.keep_register", requirement.principal)
    if requirement.ended_at is None:
        requirement.ended_at, requirement.ended_by = timezone.now(), by
        requirement.save(update_fields=["ended_at", "ended_by"])
        _tell(requirement, "transfers.requirement_ended", _("Transfers are not asked any more: %(title)s"), by)
    return requirement


def _tell(requirement, verb, words, by):
    record(verb, requirement, words % {"title": requirement.title}, by=by, acting_for=requirement.principal)
