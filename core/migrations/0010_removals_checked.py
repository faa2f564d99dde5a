"""Rows from before the constraints are checked without locking the tables."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0009_removals_of_people")]
    operations = [
        ValidateConstraint(model_name="outgoingemail", name="last_email_is_forgotten"),
        ValidateConstraint(model_name="storeddocument", name="emptied_document_is_empty"),
    ]
