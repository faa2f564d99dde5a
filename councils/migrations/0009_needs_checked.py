from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('councils', '0008_needs'),
    ]

    operations = [
        ValidateConstraint(model_name='profile', name='profile_known_needs'),
    ]
