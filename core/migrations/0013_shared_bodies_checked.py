"""Rows from before the constraint are checked without locking the table."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0012_shared_bodies")]
    operations = [ValidateConstraint(model_name="outgoingemail", name="shared_email_has_no_text_of_its_own")]
