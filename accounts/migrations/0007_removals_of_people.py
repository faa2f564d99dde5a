"""What a person was called before, and removals of people."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_signing_in'),
    ]

    operations = [
        migrations.CreateModel(
            name='KnownAs',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=254)),
                ('until', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known_as', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'known as',
                'constraints': [models.UniqueConstraint(fields=('person', 'text'), name='known_as_once'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='known_as_something')],
            },
        ),
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('why', models.CharField(choices=[('own_wish', 'The person did it themselves'), ('on_request', 'An administrator did it, at the person’s request'), ('period_over', 'The portal did it: the person had held no role for long enough')], max_length=12)),
                ('changed', models.JSONField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='removal', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('by', None), ('why', 'period_over')), models.Q(models.Q(('why', 'period_over'), _negated=True), ('by__isnull', False)), _connector='OR'), name='removal_by_somebody_or_the_portal')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='removal',
            trigger=pgtrigger.compiler.Trigger(name='removal_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='822ba3422af6f244536a6639b57c151f595cb8da', operation='UPDATE OR DELETE', pgid='pgtrigger_removal_append_only_33cbd', table='accounts_removal', when='BEFORE')),
        ),
    ]
