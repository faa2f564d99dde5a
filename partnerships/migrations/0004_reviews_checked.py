"""Rows from before the constraint are checked without locking the table."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0003_papers_named")]
    operations = [ValidateConstraint(model_name="partnership", name="partnership_reviewed_after_its_start")]
