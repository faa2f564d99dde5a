"""A person can be taken out of the history, of the outbox and of printed documents."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0008_timeline_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditRedaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redactions', to='core.auditevent')),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='told_redactions', to='core.auditevent')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('event', 'told_by'), name='redaction_told_once'),
                    models.CheckConstraint(condition=models.Q(('told_by__gt', models.F('event'))), name='redaction_told_later'),
                    models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='redaction_hash_is_sha256'),
                ],
            },
        ),
        migrations.AddField(
            model_name='outgoingemail',
            name='is_last',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='storeddocument',
            name='emptied_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        AddConstraintNotValid(
            model_name='outgoingemail',
            constraint=models.CheckConstraint(condition=models.Q(('is_last', False), ('status', 'waiting'), models.Q(('html', ''), ('subject', ''), ('text', '')), _connector='OR'), name='last_email_is_forgotten'),
        ),
        AddConstraintNotValid(
            model_name='storeddocument',
            constraint=models.CheckConstraint(condition=models.Q(('emptied_at', None), ('content', b''), _connector='OR'), name='emptied_document_is_empty'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditredaction',
            trigger=pgtrigger.compiler.Trigger(name='redaction_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0b0abaaaa06cb80ff65e0fe33a560bb8cdaef0ea', operation='UPDATE OR DELETE', pgid='pgtrigger_redaction_append_only_ac9bb', table='core_auditredaction', when='BEFORE')),
        ),
    ]
