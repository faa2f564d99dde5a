"""How the mail is doing, in a few numbers."""

from django.db.models import Count, Min, Q
from django.utils import timezone

from core.models import AddressState, IncomingEmail, OutgoingEmail


def figures():
    """What waits and since when, what failed, what went out today, what came back."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    counted = OutgoingEmail.objects.aggregate(
        waiting=Count("pk", filter=Q(status="waiting")),
        oldest=Min("created_at", filter=Q(status="waiting")),
        failed=Count("pk", filter=Q(status="failed")),
        withheld=Count("pk", filter=Q(status="withheld")),
        sent_today=Count("pk", filter=Q(status="sent", sent_at__gte=today)),
    )
    return counted | {
        "stopped": AddressState.objects.stopped().count(),
        "letters": IncomingEmail.objects.open().count(),
    }
