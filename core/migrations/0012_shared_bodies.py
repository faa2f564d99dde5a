"""What many e-mails say alike is kept once; those of one batch go once to each address."""

import django.db.models.deletion
import django.utils.timezone
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    safe_because = (
        "no row has a batch or a body yet: the unique index covers only rows with a batch, and both are built "
        "within a moment even on a long outbox"
    )

    dependencies = [("core", "0011_retention_runs")]

    operations = [
        migrations.CreateModel(
            name="MailBody",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("html", models.TextField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name="outgoingemail",
            name="body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="emails",
                to="core.mailbody",
            ),
        ),
        migrations.AddField(
            model_name="outgoingemail",
            name="personal",
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="outgoingemail",
            name="batch",
            field=models.CharField(blank=True, db_default="", max_length=60),
        ),
        migrations.AddConstraint(
            model_name="outgoingemail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("batch", ""), _negated=True), fields=("batch", "to"), name="batch_once_for_each"
            ),
        ),
        AddConstraintNotValid(
            model_name="outgoingemail",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", None))
                | models.Q(("holds_secret", False), ("html", ""), ("is_last", False), ("text", "")),
                name="shared_email_has_no_text_of_its_own",
            ),
        ),
    ]
