"""From the rows of an agreement to its documents, and from those to stored files."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from charters import wording
from charters.documents import (
    CharterDocument,
    DocumentCommitment,
    DocumentExchange,
    DocumentParty,
    DocumentSection,
    DocumentSignature,
    MeetingPaper,
)
from charters.models import AgreementVersion, Commitment, IssuedCopy, Kind, Response
from core.documents import render_pdf
from core.models import StoredDocument
from councils.looks import document_look
from councils.models import Council

DOCUMENT_SIDES = {"principal": "principal", "local": "local", "both": "joint"}
SIDES = tuple(DOCUMENT_SIDES)  # the order in which the sides' commitments are printed


def directions():
    """How a commitment is introduced, by the side that owns it."""
    return {
        "principal": _("The principal council will"),
        "local": _("Local councils will"),
        "both": _("Together we will"),
    }


def charter_document(version, *, issue_number=0, issued_at=None, with_look=False):
    """A version as data for its page and its PDF. Issue 0 is the page on screen, which is never a numbered copy.

    `with_look` is for paper: it carries the name and the logo of the convener's own portal.
    """
    agreement, content = version.agreement, wording.content(version)
    signatures = list(version.signatures.with_council())
    return CharterDocument(
        reference=agreement.reference,
        title=content["title"],
        kind_label=str(agreement.kind_name),
        kind=agreement.kind,
        one_way=agreement.one_way,
        version=version.number,
        status_label=str(version.get_status_display()),
        convener_name=content["convener"],
        summary=content["summary"],
        parties=_parties(version, signatures),
        sections=tuple(DocumentSection(s["key"], s["heading"], s["body"]) for s in content["sections"]),
        text_hash=version.text_hash,
        verify_url=settings.SITE_URL + reverse("charters:verified", args=[agreement.reference]),
        issue_number=issue_number,
        issued_at=issued_at or version.sent_at or agreement.created_at,
        in_force_on=version.in_force_on,
        review_on=_day(content["review_on"]),
        lasts_months=content.get("lasts_months"),
        notice_months=content.get("notice_months"),
        commitments=_commitments(content),
        exchanges=_exchanges(content),
        signatures=tuple(_signature(s) for s in signatures),
        look=document_look(agreement.convener) if with_look else None,
        demonstration=settings.DEMO,
    )


def _day(text):
    return date.fromisoformat(text) if text else None


def _commitments(content):
    words = directions()
    return tuple(
        DocumentCommitment(
            direction=words[item["owner_side"]],
            text=item["text"],
            measure=item["measure"],
            due_on=_day(item["due_on"]),
            side=DOCUMENT_SIDES[item["owner_side"]],
            owner=item.get("owner", ""),
            target=item.get("target", ""),
        )
        for item in sorted(content["commitments"], key=lambda item: SIDES.index(item["owner_side"]))
        if item["kind"] == Commitment.Kind.COMMITMENT
    )


def _exchanges(content):
    return tuple(
        DocumentExchange(item["owner_side"], item["kind"], item["text"], agreed=item.get("agreed", False))
        for item in content["commitments"]
        if item["kind"] != Commitment.Kind.COMMITMENT
    )


def _parties(version, signatures):
    """Everyone this version went to, and the convener; who signed is told apart from who was asked."""
    signed = {s.party_id: s for s in signatures}
    asked = set(version.responses.values_list("party_id", flat=True))
    parties = [p for p in version.agreement.parties.in_order() if p.is_convener or p.pk in asked]
    return tuple(
        _signed_party(p, signed[p.pk])
        if p.pk in signed
        else DocumentParty(name=p.council.full_name, side=p.side, context=p.council.context)
        for p in parties
    )


def _signed_party(party, signature):
    """Under the name it bore when it signed; on paper the day on the page."""
    page = signature.received.page if signature.received_id else None
    return DocumentParty(
        name=signature.council_name,
        side=party.side,
        context=signature.council_context,
        signed=True,
        signed_on=page.signed_on if page else timezone.localdate(signature.signed_at),
    )


def _signature(signature):
    page = signature.received.page if signature.received_id else None
    return DocumentSignature(
        council=signature.council_name,
        side=signature.party.side,
        typed_name=signature.typed_name,
        role_title=signature.role_title,
        decision_taker_label=str(signature.get_decision_taker_display()),
        resolution_on=signature.resolution_on,
        minute_reference=signature.minute_reference,
        signed_at=signature.signed_at,
        identity_label=signature.identity_label,
        is_countersignature=signature.is_countersignature,
        on_paper=page.signed_on if page else None,
        association=page.association if page else "",
    )


def template_of(document):
    """A memorandum is a page; anything else has a cover and a table of contents."""
    return "documents/memorandum.html" if document.kind == Kind.MEMORANDUM else "documents/charter.html"


def make_issued_copy(version_pk):
    """The signed PDF with all signatures of now, stored as the next issue; a second call changes nothing.

    Rendering takes seconds, so nothing is locked meanwhile; if a council joined in that time it starts again.
    """
    while True:
        version = AgreementVersion.objects.select_related("agreement__convener").get(pk=version_pk)
        signatures = version.signatures.count()
        existing = version.copies.whole().filter(signatures=signatures).first()
        if existing or not version.in_force_on:
            return existing
        number, issued_at = version.copies.count() + 1, version.signatures.last().signed_at
        document = charter_document(version, issue_number=number, issued_at=issued_at, with_look=True)
        content = render_pdf(template_of(document), document)
        if copy := _issue(version, signatures, number, issued_at, document, content):
            return copy


@transaction.atomic
def _issue(version, signatures, number, issued_at, document, content):
    """Store the copy unless another signature or another worker was faster."""
    version = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=version.pk)
    if version.signatures.count() != signatures or version.copies.count() + 1 != number:
        return None
    stored = StoredDocument.objects.create(
        kind="charters.copy",
        key=f"{version.agreement.reference}:v{version.number}:issue{number}",
        title=document.title,
        filename=f"{slugify(version.title)[:80]}-v{version.number}-issue-{number}.pdf",
        content=content,
    )
    return IssuedCopy.objects.create(
        version=version, number=number, document=stored, signatures=signatures, issued_at=issued_at
    )


def make_meeting_papers(version_pk):
    """A paper for every council that was sent this version and has none; each is stored as it is made."""
    waiting = Response.objects.filter(version=version_pk, paper=None).values_list("pk", flat=True)
    for pk in list(waiting):
        make_meeting_paper(pk)


def make_meeting_paper(response_pk):
    """The paper of one council, made now unless it is there; returns the response with it."""
    answers = Response.objects.with_version().select_related("version__sent_by", "paper")
    while True:  # again if the reply-by date moved while it was drawn
        response = answers.get(pk=response_pk)
        if response.paper_id:
            return response
        paper = _meeting_paper(response)
        _keep_paper(response_pk, paper, render_pdf("documents/meeting_paper.html", paper))


@transaction.atomic
def _keep_paper(pk, paper, content):
    """Store the paper unless another worker was faster or the reply-by date has moved meanwhile."""
    response = Response.objects.select_for_update(of=("self",)).with_version().get(pk=pk)
    if response.paper_id or response.reply_by != paper.reply_by:
        return
    agreement, council = response.version.agreement, response.party.council
    day = response.reply_by or "join"
    response.paper = StoredDocument.objects.create(
        kind="charters.paper",
        key=f"{agreement.reference}:v{response.version.number}:paper:{council.pk}:{day}",
        title=paper.title,
        filename=f"paper-{slugify(council.name)[:60]}-{agreement.reference}.pdf",
        content=content,
    )
    response.save(update_fields=["paper"])


def _meeting_paper(response):
    version, council = response.version, response.party.council
    agreement = version.agreement
    return MeetingPaper(
        charter=charter_document(version, with_look=True),
        council=council.full_name,
        council_context=council.context,
        asked="note" if agreement.one_way else "sign",
        reply_url=settings.SITE_URL + reverse("charters:response", args=[agreement.reference, council.slug]),
        contact_label=version.sent_by.role_label(agreement.convener),
        contact_email=agreement.convener.role_mailbox or version.sent_by.email or "",
        issued_at=response.sent_at,
        reply_by=response.reply_by,
        is_parish_meeting=council.type == Council.Type.PARISH_MEETING,
    )
