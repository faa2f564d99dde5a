"""Papers of before get the key of the list; a review of before the first day moves to it."""

from django.db import migrations
from django.db.models import F

KEYS = {
    "Memorandum that both have signed": "memorandum",
    "Proof of insurance": "insurance",
    "Partnership agreement": "agreement",
    "Entry in the risk register": "risks",
    "Data protection: who is responsible for which personal data": "data",
    "Risk assessment for every event": "events",
    "Financial checks of the partners": "finances",
    "Procurement and subsidy control checked": "buying",
    "Staff transfer (TUPE) checked": "staff",
}


def fill(apps, schema_editor):
    papers = apps.get_model("partnerships", "RequiredDocument").objects.filter(key="")
    for name, key in KEYS.items():
        papers.filter(name=name).update(key=key)
    early = apps.get_model("partnerships", "Partnership").objects.filter(next_review_on__lt=F("starts_on"))
    early.update(next_review_on=F("starts_on"))


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0002_papers_and_reviews")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
