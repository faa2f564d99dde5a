"""Rows from before the constraint are checked without locking the table."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("charters", "0002_three_reminders")]
    operations = [ValidateConstraint(model_name="response", name="response_reminded_three_times")]
