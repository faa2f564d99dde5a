"""The yearly nudge is one of the reminders now; its own line in the worker's timetable goes."""

from django.db import migrations


def forget(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(
        task="councils.tasks.nudge_stale_profiles"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0002_profiles_and_imports"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
