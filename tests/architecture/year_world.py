"""What the matrix knows of a charter besides what is typed here: a letter that came, a report with a file."""

import io
from datetime import timedelta
from types import SimpleNamespace

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from charters import actions
from charters.models import Kind, ProgressEntry


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


def commented(response, words, *, by):
    """A council says what should be different in a section."""
    return actions.comment_on_section(response=response, key="vision", text=words, by=by)


def second_version(side):
    """An agreement whose first version was withdrawn after a comment, and whose second is out."""
    agreement = actions.start_agreement(kind=Kind.CHARTER, title=f"Second of {side.mark}", convener=side.principal,
                                        by=side.officer)  # fmt: skip
    councils, reply_by = [side.a, side.b, side.neighbour], timezone.localdate() + timedelta(days=90)
    first = agreement.versions.get()
    actions.edit_details(version=first, title=agreement.title, summary="In short", review_on=None, by=side.officer)
    first = actions.send_version(version=first, councils=councils, reply_by=reply_by, by=side.officer)
    comment = commented(side.response(first, side.a), "Shorter, please", by=side.clerk)
    actions.decide_comment(comment=comment, decision="accepted", reason="It is shorter", by=side.officer)
    actions.withdraw_version(version=first, reason="A shorter one follows", by=side.officer)
    version = actions.start_new_version(agreement=agreement, by=side.officer)
    vision = version.sections.get(key="vision")
    actions.edit_section(section=vision, heading=vision.heading, body="We work together.", by=side.officer)
    actions.send_version(version=version, councils=councils, reply_by=reply_by, by=side.officer)
    return SimpleNamespace(agreement=agreement, reference=agreement.reference)
