"""How every action holds its row and tells the timeline."""

from core.audit import record
from councils.models import Council
from partnerships.known import forget
from partnerships.models import Assessment, Partnership


def locked(partnership):
    """The entry as it is now, until the transaction ends."""
    found = Partnership.objects.select_for_update(of=("self",)).select_related("convener", "lead")
    return found.get(pk=partnership.pk)


def locked_assessment(assessment):
    """The assessment as it is now, until the transaction ends."""
    found = Assessment.objects.select_for_update(of=("self",))
    return found.select_related("council", "partner_council", "partner_body").get(pk=assessment.pk)


def tell(partnership, verb, sentence, *, by, parts=(), **named):
    """One sentence, known to the parties and the convener; `named` are the names in it beside the title."""
    councils = list(Council.objects.filter(partnerships__partnership=partnership))
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
