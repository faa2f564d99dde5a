"""How every action holds its row and tells the timeline."""

from django.utils.translation import gettext as _

from core.audit import record
from core.exceptions import Refused
from core.policies import require
from councils.models import Council
from partnerships.known import forget
from partnerships.models import Assessment, Partnership


def locked(partnership):
    """The entry as it is now, until the transaction ends."""
    found = Partnership.objects.select_for_update(of=("self",)).select_related("convener", "lead__user")
    return found.get(pk=partnership.pk)


def open_entry(partnership, by):
    """The entry, held, for somebody who keeps it; refused once it is closed."""
    partnership = locked(partnership)
    require(by, "partnerships.keep", partnership)
    if not partnership.is_open:
        raise Refused(_("It is closed. Nothing about it is changed any more."))
    return partnership


def locked_assessment(assessment):
    """The assessment as it is now, until the transaction ends."""
    found = Assessment.objects.select_for_update(of=("self",))
    return found.select_related("council", "partner_council", "partner_body").get(pk=assessment.pk)


def tell(partnership, verb, sentence, *, by, parts=(), also=(), **named):
    """One sentence, known to the parties, the convener and `also`; `named` are the names in it beside the title."""
    councils = [*Council.objects.filter(partnerships__partnership=partnership), *also]
    forget({partnership.convener_id, *(council.pk for council in councils)})
    record(
        verb,
        partnership,
        sentence % {"title": partnership.title, **named},
        by=by,
        councils=councils,
        acting_for=partnership.convener,
        restricted=True,
        parts=parts,
    )


def tell_assessment(assessment, verb, sentence, *, by, parts=()):
    """One sentence, known to the council that thinks about it."""
    forget([assessment.council_id])
    words = sentence % {"title": assessment.title}
    record(verb, assessment, words, by=by, acting_for=assessment.council, restricted=True, parts=parts)
