"""What core's own tables, and those of Django and of the timetable, hold about people."""

from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import IncomingEmail, Job, JobFile, MailBody, OutgoingEmail
from core.privacy import mail
from core.privacy.audit import redact_events
from core.privacy.map import DELETE, EMPTY, UNREACHABLE, Kept, declare, nothing_personal
from core.privacy.sessions import end_sessions_of
from core.privacy.who import one_of
from core.privacy.work import delete_files_naming

EVERYWHERE = Q()


def events_of(who):
    """What the person did, and what happened to their account."""
    account = ContentType.objects.get_for_model(who.person)
    return Q(by=who.person) | Q(content_type=account, object_id=who.person.pk)


def work_of(who):
    return Q(started_by=who.person) | Q(council_id__in=who.council_ids)


declare(
    "core.AuditEvent",
    _("History: what was done, by which role"),
    about=events_of,
    tell=("at", "actor", "sentence"),
    people=("by",),
    plain=("actor", "verb", "council_ids", "parts"),
    stays={"sentence": _("The history keeps the role and the council. Names and addresses are taken out of it.")},
    frozen=("audit_append_only",),
    special=redact_events,
    kept=Kept(_("As long as the portal: councils must be able to show how a decision came about")),
)
declare(
    "core.OutgoingEmail",
    _("E-mails the portal has sent you"),
    about=lambda who: one_of("to", who.addresses),
    tell=("created_at", "subject_shown", "status", "sent_at"),
    erase={"to": UNREACHABLE, **dict.fromkeys(("reply_to", "personal", *mail.TEXTS), EMPTY)},
    plain=("kind", "batch"),
    special=mail.forget_in_mail,
    kept=Kept(
        _("To show that a council was told, and to find out why an e-mail did not arrive"),
        "mail",
        lambda before: OutgoingEmail.objects.exclude(status="waiting").filter(created_at__lt=before),
    ),
)
declare(
    "core.MailBody",
    _("What many e-mails say alike"),
    scrub=("subject", "text", "html"),
    reach=lambda who: EVERYWHERE,
    kept=Kept(
        _("As long as the e-mails that say it"),
        "mail",
        lambda before: MailBody.objects.filter(created_at__lt=before, emails=None),
    ),
)
declare(
    "core.IncomingEmail",
    _("E-mails that came to the portal from you"),
    about=lambda who: one_of("sender", who.addresses),
    tell=("received_at", "subject", "text"),
    erase={"sender": EMPTY, "subject": EMPTY, "text": EMPTY, "evidence": EMPTY},
    scrub=("sender", "subject", "text", "evidence"),
    reach=lambda who: EVERYWHERE,
    people=("settled_by",),
    plain=("digest",),
    special=mail.forget_letters,
    kept=Kept(
        _("Until somebody has dealt with it, and as long as the e-mail that it answers"),
        "mail",
        lambda before: IncomingEmail.objects.filter(received_at__lt=before).exclude(
            pk__in=IncomingEmail.objects.open().values("pk")
        ),
    ),
)
declare(
    "core.AddressState",
    _("Whether e-mail reaches your addresses"),
    about=lambda who: one_of("address", who.addresses),
    tell=("address", "state", "since", "evidence"),
    erase=DELETE,
    scrub=("evidence",),
    people=("cleared_by",),
    kept=Kept(_("As long as e-mail is sent to the address")),
)
declare(
    "core.Job",
    _("Long work you started: papers, lists, exports"),
    about=lambda who: Q(started_by=who.person),
    tell=("created_at", "title", "status", "summary"),
    scrub=("title", "params", "facts", "step", "summary", "error"),
    reach=work_of,
    people=("started_by", "cancelled_by"),
    plain=("kind", "key"),
    kept=Kept(
        _("To see what was printed or loaded; its files go after a month"),
        "work",
        lambda before: Job.objects.filter(finished_at__lt=before),
    ),
)
declare(
    "core.JobFile",
    _("Files of long work"),
    about=lambda who: Q(job__in=Job.objects.filter(work_of(who), finished_at__isnull=False)),
    erase=DELETE,
    special=delete_files_naming,
    kept=Kept(
        _("Long enough to download it"),
        "work_files",
        lambda before: JobFile.objects.filter(job__finished_at__lt=before),
    ),
)
declare(
    "core.JobFilePart",
    _("Content of files of long work"),
    stays={"content": _("It goes with its file")},
    kept=Kept(_("As long as its file")),
)
declare(
    "core.JobLine",
    _("Reports of long work"),
    scrub=("text",),
    reach=lambda who: Q(job__in=Job.objects.filter(work_of(who))),
    plain=("group",),
    kept=Kept(_("As long as the files of the work")),
)
declare(
    "core.RetentionRun",
    _("What went because it had been kept long enough"),
    people=("by",),
    plain=("gone",),
    kept=Kept(_("To show that the periods are kept to. It names nobody")),
)
declare(
    "core.StoredDocument",
    _("Printed documents"),
    stays={
        "content": _("A signed PDF that shows your name is emptied and printed anew without it; its hash stays"),
    },
    plain=("kind", "key", "title", "filename", "content_type", "sha256"),
    kept=Kept(_("As long as the agreement and six years longer: it is the record of what councils agreed")),
)
declare(
    "pghistory.Context",
    _("Context of the history of fields"),
    stays={"metadata": _("The number of the account and the address of the page, no name")},
    kept=Kept(_("As long as the history of fields")),
)
declare(
    "sessions.Session",
    _("Sessions"),
    plain=("session_key",),
    stays={"session_data": _("Sessions of a removed person, and those in which they are named, are deleted")},
    special=end_sessions_of,
    kept=Kept(
        _("Two hours from your last page"),
        "sessions",
        lambda before: Session.objects.filter(expire_date__lt=before),
    ),
)
for label, because in {
    "core.AuditSeal": "hashes of the history",
    "core.AuditRedaction": "hashes of the history",
    "core.Reminder": "kinds and days",
    "auth.Group": "not used",
    "auth.Permission": "names of rights, from the code",
    "contenttypes.ContentType": "names of tables",
    "django_celery_beat.CrontabSchedule": "the timetable",
    "django_celery_beat.PeriodicTask": "the timetable: tasks without arguments",
}.items():
    nothing_personal(label, because)
