"""Complaints about how personal data are handled: made, acknowledged within 30 days, answered, closed."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.complaint_emails import ComplaintAcknowledged, ComplaintAnswered, ComplaintReceived, ComplaintToHandle
from accounts.models import DataComplaint
from accounts.workflow import COMPLAINT
from core.audit import record
from core.emails import post
from core.exceptions import Refused
from core.policies import SYSTEM, require
from core.statements import DATA_PROTECTION_EMAIL


@transaction.atomic
def make_complaint(*, name, address, text, council_text="", by):
    """Keep the complaint, say by when it is acknowledged, and tell the data protection contact."""
    require(by, "accounts.complain")
    person = by if by is not SYSTEM and by.is_authenticated else None
    complaint = DataComplaint.objects.create(
        name=name, address=address.strip().lower(), text=text, council_text=council_text, made_by=person
    )
    facts = {"reference": complaint.reference, "by_day": complaint.acknowledge_by}
    post(ComplaintReceived(name=name, **facts), to=complaint.address, reply_to=DATA_PROTECTION_EMAIL)
    post(ComplaintToHandle(link=link_to(complaint), **facts), to=DATA_PROTECTION_EMAIL)
    _say(complaint, "made", _("A data protection complaint was made: %(reference)s"), by=person)
    return complaint


def link_to(complaint):
    """The whole address of the page for those who handle it."""
    return settings.SITE_URL + reverse("accounts:complaint", kwargs={"public_id": complaint.public_id})


def _say(complaint, verb, words, *, by):
    sentence = words % {"reference": complaint.reference}
    record(f"accounts.complaint_{verb}", complaint, sentence, by=by, restricted=True)


@transaction.atomic
def acknowledge_complaint(*, complaint, by):
    """Say to whoever complained that somebody looks into it."""
    COMPLAINT.move(complaint, "acknowledge", by=by, acknowledged_at=timezone.now(), acknowledged_by=by)
    message = ComplaintAcknowledged(name=complaint.name, reference=complaint.reference)
    post(message, to=complaint.address, reply_to=DATA_PROTECTION_EMAIL)
    _say(complaint, "acknowledged", _("Data protection complaint %(reference)s acknowledged"), by=by)
    return complaint


@transaction.atomic
def answer_complaint(*, complaint, answer, by):
    """Tell the outcome."""
    if not answer.strip():
        raise Refused(_("Enter the answer"), field="answer")
    now = timezone.now()
    facts = {"answer": answer.strip(), "answered_at": now, "answered_by": by}
    COMPLAINT.move(complaint, "answer", by=by, **facts)
    message = ComplaintAnswered(name=complaint.name, reference=complaint.reference, answer=complaint.answer)
    post(message, to=complaint.address, reply_to=DATA_PROTECTION_EMAIL)
    _say(complaint, "answered", _("Data protection complaint %(reference)s answered"), by=by)
    return complaint


@transaction.atomic
def close_complaint(*, complaint, by):
    """Nothing more is to be done."""
    COMPLAINT.move(complaint, "close", by=by, closed_at=timezone.now(), closed_by=by)
    _say(complaint, "closed", _("Data protection complaint %(reference)s closed"), by=by)
    return complaint
