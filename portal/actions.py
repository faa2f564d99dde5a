"""What people do on the portal's own pages."""

from django.db import transaction

from core.models import AuditEvent
from core.policies import require
from portal.models import UpdatesSeen
from portal.updates import forget_count


@transaction.atomic
def mark_updates_read(*, up_to, by):
    """Everything up to this event counts as read; never less than before, never more than has happened.

    No line in the audit trail: reading is nobody else's business.
    """
    require(by, "portal.updates")
    newest = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    seen, _created = UpdatesSeen.objects.select_for_update(of=("self",)).get_or_create(person=by, defaults={"up_to": 0})
    seen.up_to = max(seen.up_to, min(up_to, newest))
    seen.save(update_fields=["up_to"])
    forget_count(by)
    return seen
