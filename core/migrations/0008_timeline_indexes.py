"""The timeline of many councils is read by time, without locking out those who write into the trail."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('core', '0007_search_and_timeline'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='auditevent',
            index=models.Index(fields=['at', 'id'], name='audit_by_time'),
        ),
        AddIndexConcurrently(
            model_name='auditevent',
            index=models.Index(models.F('council_ids__0'), models.F('id'), condition=models.Q(('council_ids__len', 1)), name='audit_of_one_council'),
        ),
    ]
