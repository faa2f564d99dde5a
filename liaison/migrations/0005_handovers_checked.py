"""Rows from before the constraint are checked without locking the table."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("liaison", "0004_handovers")]
    operations = [ValidateConstraint(model_name="assignment", name="assignment_ended_with_a_note_or_a_reason")]
