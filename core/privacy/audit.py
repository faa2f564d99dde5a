"""Taking a person out of the history: sentences keep the role and lose names and addresses."""

from django.db.models import Q

from core.audit import redact
from core.models import AuditEvent


def redact_events(who):
    """Events whose sentence names the person; names only where their councils or they themselves took part."""
    own = Q(by=who.person) | Q(council_ids__overlap=list(who.council_ids))
    changed = {}
    for names, found in ((False, who.mentioned("sentence", names=False)), (True, who.mentioned("sentence") & own)):
        for event in AuditEvent.objects.filter(found):
            sentence = who.without(changed.get(event, event.sentence), names=names)
            if sentence != event.sentence:
                changed[event] = sentence
    return redact(changed, subject=who.person, by=None) if changed else 0
