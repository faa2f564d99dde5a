"""E-mails that people want later: kept as lines, sent in one summary a working day or a week."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import MailChoice, SummaryLine, User
from accounts.summary_email import Summary
from core.emails import Frequency, post
from core.languages import fitting
from core.tasks import one_by_one
from core.working_days import is_working_day

KEPT_FOR = timedelta(days=30)  # after it was sent


def kept_back(message, address):
    """True if the reader of this address gets the message later or never; a line is kept for the summary."""
    choice = MailChoice.objects.filter(user__email__iexact=address, kind=message.kind).select_related("user").first()
    if choice is None or choice.frequency not in message.frequencies or choice.frequency == Frequency.NOW:
        return False
    if choice.frequency != Frequency.NEVER:
        SummaryLine.objects.create(
            user=choice.user,
            kind=message.kind,
            frequency=choice.frequency,
            subject=" ".join(str(message.subject()).split())[:200],
            link=message.page()[:500],
        )
    return True


def send_due_summaries(today=None):
    """Everybody's summary that is due; those sent long ago are forgotten."""
    today = today or timezone.localdate()
    SummaryLine.objects.filter(sent_on__lt=today - KEPT_FOR).delete()
    if is_working_day(today):
        waiting = SummaryLine.objects.filter(sent_on=None).values_list("user", flat=True)
        one_by_one(sorted(set(waiting)), lambda pk: send_summary(pk, today))


@transaction.atomic
def send_summary(person_pk, today):
    """One person's lines that are due, in one e-mail; a second call finds none."""
    person = User.objects.select_for_update(of=("self",)).get(pk=person_pk)
    lines = [line for line in person.summary_lines.filter(sent_on=None).order_by("pk") if _is_due(line, person, today)]
    if not lines:
        return None
    email = None
    if person.is_active and person.email:
        with translation.override(fitting(person.language)):
            message = Summary(tuple((line.subject, line.link or settings.SITE_URL) for line in lines))
        email = post(message, to=person.email, language=person.language)
    SummaryLine.objects.filter(pk__in=[line.pk for line in lines]).update(sent_on=today, sent_with=email)
    return email


def _is_due(line, person, today):
    """A daily one unless one went today, a weekly one unless one went since Monday."""
    start = today if line.frequency == Frequency.DAILY else today - timedelta(days=today.weekday())
    before = SummaryLine.objects.filter(user=person, frequency=line.frequency, sent_on__gte=start)
    is_new_week = line.frequency == Frequency.DAILY or timezone.localdate(line.kept_at) < start
    return is_new_week and not before.exists()
