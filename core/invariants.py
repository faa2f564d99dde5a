"""What must always be true of the audit trail, the outbox, stored documents and every reference between rows."""

from datetime import timedelta

from django.apps import apps
from django.db import connection
from django.db.models import BinaryField, Exists, F, ForeignKey, Func, OuterRef, Q, TextField, Value
from django.utils import timezone

from core.audit import broken_seals
from core.models import AuditEvent, AuditSeal, OutgoingEmail, StoredDocument
from core.registry import INVARIANT, Finding, provides

SEALED_WITHIN = timedelta(minutes=15)  # the seal comes every minute
TRIED_WITHIN = timedelta(hours=1)  # the sweep comes every minute
ROWS = 2000  # read at a time


@provides(INVARIANT)
def audit_chain():
    """Every sealed event says what it said when it was sealed, and none is missing between two."""
    for pk in broken_seals():
        yield Finding("audit.chain", f"audit event {pk}", "was changed, or an event before it is missing")


@provides(INVARIANT)
def audit_gaps():
    """No event lies behind the chain without a seal, and every event is sealed soon."""
    last = AuditSeal.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    unsealed = AuditEvent.objects.unsealed()
    late = unsealed.filter(Q(pk__lt=last) | Q(at__lt=timezone.now() - SEALED_WITHIN))
    for pk in late.values_list("pk", flat=True).iterator(ROWS):
        problem = "stands in the chain without a seal" if pk < last else "has not been sealed"
        yield Finding("audit.unsealed", f"audit event {pk}", problem)


@provides(INVARIANT)
def waiting_mail():
    """Mail that is due is tried; when nobody has, worker or timetable stand still."""
    left = OutgoingEmail.objects.waiting().filter(attempts=0, next_attempt_at__lt=timezone.now() - TRIED_WITHIN)
    for pk, kind in left.values_list("pk", "kind").iterator(ROWS):
        yield Finding("mail.untried", f"e-mail {pk} ({kind})", "is long due and was never tried")


@provides(INVARIANT)
def sent_mail():
    """Mail that was sent was tried, and not before it was written."""
    odd = OutgoingEmail.objects.filter(status=OutgoingEmail.Status.SENT)
    odd = odd.filter(Q(attempts=0) | Q(sent_at__lt=F("created_at")) | Q(sent_at__isnull=True))
    for pk, kind in odd.values_list("pk", "kind").iterator(ROWS):
        yield Finding("mail.sent", f"e-mail {pk} ({kind})", "is marked as sent and cannot have been")


@provides(INVARIANT)
def document_hashes():
    """A stored file is the one whose hash stands beside it; counted by the database, not carried here.

    One that a removal has emptied keeps the hash of the file that was given out.
    """
    digest = Func(F("content"), function="sha256", output_field=BinaryField())
    counted = Func(digest, Value("hex"), function="encode", output_field=TextField())
    whole = StoredDocument.objects.filter(emptied_at=None)
    changed = whole.annotate(counted=counted).exclude(sha256=F("counted"))
    for key in changed.values_list("key", flat=True).iterator(ROWS):
        yield Finding("document.hash", f"document {key}", "is not the file whose hash was stored")


@provides(INVARIANT)
def references():
    """Every row that another one names is there."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.db_constraint:
                yield from _dangling(model, field)


def _dangling(model, field):
    """Rows whose key leads nowhere."""
    target = field.remote_field.model
    there = target._base_manager.filter(**{field.target_field.attname: OuterRef(field.attname)})
    rows = model._base_manager.exclude(**{f"{field.attname}": None}) if field.null else model._base_manager.all()
    lost = rows.filter(~Exists(there)).order_by("pk").values_list("pk", flat=True)
    for pk in lost.iterator(ROWS):
        record = f"{model._meta.verbose_name} {pk}"
        yield Finding("reference", record, f"names a {target._meta.verbose_name} ({field.name}) that is not there")


@provides(INVARIANT)
def disabled_triggers():
    """The triggers that freeze texts and signatures are in place and switched on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgenabled = 'D' AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2"
        )
        for table, trigger in cursor.fetchall():
            yield Finding("trigger.off", table, f"its trigger {trigger} is switched off")
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%'")
        there = {name for (name,) in cursor.fetchall()}
    for model in apps.get_models():
        for trigger in getattr(model._meta, "triggers", ()):
            if trigger.get_pgid(model) not in there:
                yield Finding("trigger.missing", model._meta.db_table, f"its trigger {trigger.name} is not there")
