"""Pages behind events that are about records of this app."""

from core.registry import RECORD_ADDRESS, provides
from liaison.models import Assignment, Contact, CouncilHandover, Promise, ServiceContact

OPENED = (Assignment, Contact, CouncilHandover, Promise, ServiceContact)


@provides(RECORD_ADDRESS)
def addresses(person, wanted):
    for model in OPENED:
        label = model._meta.label_lower
        if wanted.get(label):
            rows = model.objects.visible_to(person).filter(pk__in=wanted[label])
            if model is ServiceContact:  # its page is the one of its principal
                rows = rows.select_related("principal")
            for row in rows:
                yield label, row.pk, row.get_absolute_url()
