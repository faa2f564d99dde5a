"""Another kind of agreement; the column stays as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("charters", "0015_one_way_and_kinds")]

    operations = [
        migrations.AlterField(
            model_name="agreement",
            name="kind",
            field=models.CharField(
                choices=[
                    ("charter", "Charter"),
                    ("memorandum", "Memorandum of understanding"),
                    ("deal", "Devo deal"),
                    ("partnership", "Partnership agreement"),
                ],
                default="charter",
                max_length=30,
            ),
        ),
    ]
