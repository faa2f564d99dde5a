"""Files of long work that name a person: lists that were uploaded, papers that were printed."""

from django.db.models import BinaryField, Func, IntegerField, Q, Value

from core.models import JobFile, JobFilePart


def delete_files_naming(who):
    """Files of any work in whose bytes an address of the person stands; the work can be done again."""
    found = Q(pk__in=[])
    parts = JobFilePart.objects.all()
    for number, address in enumerate(who.addresses):
        place = f"place_{number}"
        wanted = Value(address.encode(), output_field=BinaryField())
        position = Func(
            wanted, "content", template="position(%(expressions)s)", arg_joiner=" IN ", output_field=IntegerField()
        )
        parts = parts.alias(**{place: position})
        found |= Q(**{f"{place}__gt": 0})
    return JobFile.objects.filter(pk__in=parts.filter(found).values("file")).delete()[0]
