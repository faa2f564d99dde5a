"""What the matrix knows of a charter besides what is typed here: a letter that came, a report with a file."""

import io
from datetime import timedelta

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from charters import actions
from charters.models import ProgressEntry


def page():
    """A PDF as somebody would choose it."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return SimpleUploadedFile("shown.pdf", out.getvalue())


def reply_by_post(response, *, by):
    """The officer wrote down what a council's letter says."""
    return actions.record_reply(
        response=response, channel="post", received_on=timezone.localdate(), said_by="Clerk", answer="accepted",
        file=page(), description="The cabinet agrees", by=by,
    )  # fmt: skip


def page_facts(**facts):
    """What is typed about a page that was signed on paper today, besides its file."""
    words = {"typed_name": "C. Chair", "role_title": "Chair of the council", "channel": "post"}
    return {**words, "description": "We sign the charter. C. Chair", **facts}


def sign_on_paper(response, *, by, **facts):
    """The officer recorded today's page of a council."""
    today = timezone.localdate()
    return actions.record_signature(
        response=response, file=page(), by=by, **page_facts(signed_on=today, received_on=today, **facts)
    )


def sign_by_association(version, councils, *, by, **facts):
    """The officer recorded that an association signed today for these councils."""
    today = timezone.localdate()
    facts = {"association": "Association of Local Councils", "working_days": 10, **facts}
    return actions.record_association(
        version=version, councils=councils, file=page(), by=by,
        **page_facts(signed_on=today, received_on=today, **facts),
    )  # fmt: skip


def progress(version, words, *, by):
    """The convener said yesterday how its commitment stands."""
    party = version.agreement.parties.get(is_convener=True)
    entry = actions.report_progress(
        commitment=version.commitments.get(), party=party, standing="amber", stood_on=timezone.localdate(), text=words,
        file=page(), description="The list of officers", by=by,
    )  # fmt: skip
    actions.open_review(version=version, views_by=timezone.localdate() + timedelta(days=60), by=by)
    ProgressEntry.objects.filter(pk=entry.pk).update(stood_on=timezone.localdate() - timedelta(days=1))
    return entry
