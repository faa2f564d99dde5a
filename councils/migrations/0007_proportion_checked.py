from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('councils', '0006_proportion'),
    ]

    operations = [
        ValidateConstraint(model_name='ownportal', name='own_portal_tiers_in_order'),
        ValidateConstraint(model_name='ownportal', name='own_portal_counted_kinds'),
    ]
