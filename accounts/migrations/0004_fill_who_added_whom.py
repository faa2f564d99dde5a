"""People who came by an invitation were added by whoever sent it."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    Membership = apps.get_model("accounts", "Membership")
    Invitation = apps.get_model("accounts", "Invitation")
    taken = Invitation.objects.filter(
        accepted_by=OuterRef("user"), council=OuterRef("council"), role=OuterRef("role"), accepted_at__isnull=False
    )
    inviter = taken.order_by("accepted_at").values("invited_by")[:1]
    Membership.objects.filter(added_by=None).update(added_by=Subquery(inviter))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_who_added_whom_and_reviews")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
