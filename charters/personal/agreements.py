"""What the tables of charters hold about people: who signed, answered, wrote; and what is kept for the law."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from charters.models import AgreementVersion, IssuedCopy, Response, Signature
from charters.tasks import issue_copy, render_papers
from core.formatting import date_time
from core.models import StoredDocument
from core.privacy.map import Kept, Words, declare

NAME_REMOVED = "Name removed at the person’s request"  # printed for ever in the language of the text
STATUTORY = _(
    "As long as the agreement is in force and six years longer: the record of what a council decided. "
    "It keeps the council and the role"
)
FROZEN = _("The text was agreed and signed by councils, so nobody can change it")
DOCUMENTS = "core.StoredDocument:document_append_only"


def near(who):
    """Answers of councils for which the person acted, and to them."""
    return Q(party__council__in=who.council_ids) | Q(version__agreement__convener__in=who.council_ids)


def unname(who):
    """How identity was proved loses the domain of the mailbox; signed PDFs that show the name are made anew."""
    mine = list(Signature.objects.filter(signed_by=who.person).select_related("proof"))
    for signature in mine:
        Signature.objects.filter(pk=signature.pk).update(identity_label=_how_proved(signature.proof))
    mine += _unname_on_paper(who)
    return len(mine) + _empty_copies(mine) + _delete_papers(who)


def _unname_on_paper(who):
    """Signatures on paper lead to no account: those with the person's name, of councils for which they acted."""
    rows = Signature.objects.exclude(received=None).filter(near(who), who.mentioned("typed_name"))
    mine = [each for each in rows.distinct() if who.without(each.typed_name) != each.typed_name]
    Signature.objects.filter(pk__in=[each.pk for each in mine]).update(typed_name=NAME_REMOVED)
    return mine


def _how_proved(proof):
    with translation.override("en-gb"):
        if proof.method == proof.Method.APP:
            return proof.public_label
        return _now("Code sent by e-mail and entered on %(when)s") % {"when": date_time(proof.proved_at)}


def _empty_copies(signatures):
    """The issued PDFs that show one of these signatures: the hash stays, and the worker makes the next issue."""
    showing = Q(pk__in=[])
    for signature in signatures:
        showing |= Q(version=signature.version_id, issued_at__gte=signature.signed_at)
    copies = IssuedCopy.objects.filter(showing, document__emptied_at=None)
    documents, versions = list(copies.values_list("document", flat=True)), set(copies.values_list("version", flat=True))
    StoredDocument.objects.filter(pk__in=documents).update(content=b"", emptied_at=timezone.now())
    for version in versions:
        transaction.on_commit(lambda version=version: issue_copy.delay(version), robust=True)
    return len(documents)


def _delete_papers(who):
    """Papers name whoever sent the charter as the one to ask; new ones name the role."""
    versions = AgreementVersion.objects.filter(sent_by=who.person).select_related("agreement")
    Response.objects.filter(version__in=versions).update(paper=None)
    deleted = 0
    for version in versions:
        key = f"{version.agreement.reference}:v{version.number}:paper:"
        deleted += StoredDocument.objects.filter(kind="charters.paper", key__startswith=key).delete()[0]
        transaction.on_commit(lambda pk=version.pk: render_papers.delay(pk), robust=True)
    return deleted


declare(
    "charters.Agreement",
    _("Agreements you began"),
    about=lambda who: Q(created_by=who.person),
    tell=("reference", "title", "created_at"),
    people=("created_by", "published_by"),
    plain=("reference", "title"),
    kept=Kept(STATUTORY),
)
declare(
    "charters.AgreementVersion",
    _("Texts of agreements"),
    people=("sent_by", "closed_by"),
    plain=("title", "text_hash"),
    scrub=("summary", "what_changed"),
    changeable=Q(text_hash=""),
    reach=lambda who: Q(agreement__convener__in=who.council_ids),
    stays={"content": FROZEN, "canonical_text": FROZEN},
    kept=Kept(STATUTORY),
)
declare(
    "charters.Section",
    _("Sections of agreements"),
    scrub=("body",),
    changeable=Q(version__text_hash=""),
    reach=lambda who: Q(version__agreement__convener__in=who.council_ids),
    plain=("heading",),
    kept=Kept(STATUTORY),
)
declare(
    "charters.Clause",
    _("Clauses of councils"),
    people=("written_by",),
    scrub=("body", "source"),
    reach=lambda who: Q(council__in=who.council_ids),
    plain=("title",),
    kept=Kept(STATUTORY),
)
declare(
    "charters.Commitment",
    _("Commitments of agreements"),
    scrub=("text", "measure", "target"),
    changeable=Q(version__text_hash=""),
    reach=lambda who: Q(version__agreement__convener__in=who.council_ids),
    kept=Kept(STATUTORY),
)
declare(
    "charters.VersionWords",
    _("Words of agreements, for the search"),
    stays={"title": FROZEN, "headings": FROZEN, "words": _("It follows the text of the agreement by itself")},
    kept=Kept(_("As long as the text")),
)
declare(
    "charters.Response",
    _("Answers you gave for a council"),
    about=lambda who: Q(answered_by=who.person),
    tell=("version", "party", "answer", "comments", "reason", "answered_at"),
    scrub=("comments", "reason"),
    reach=near,
    people=("sent_by", "answered_by", "reminded_by"),
    kept=Kept(STATUTORY),
)
declare(
    "charters.SectionComment",
    _("Comments on sections you wrote or decided for a council"),
    about=lambda who: Q(written_by=who.person) | Q(decided_by=who.person),
    tell=("response", "heading", "text", "written_at", "decision", "reason", "decided_at"),
    scrub=("text", "reason"),
    reach=lambda who: Q(response__version__agreement__parties__council__in=who.council_ids),
    people=("written_by", "decided_by"),
    plain=("heading",),
    kept=Kept(STATUTORY),
)
declare(
    "charters.ReceivedReply",
    _("Answers you recorded for a council"),
    about=lambda who: Q(recorded_by=who.person),
    tell=("response", "channel", "received_on", "said_by", "answer", "recorded_at"),
    scrub=("said_by",),
    reach=lambda who: (
        Q(response__party__council__in=who.council_ids) | Q(response__version__agreement__convener__in=who.council_ids)
    ),
    people=("recorded_by",),
    frozen=("received_reply_append_only",),
    kept=Kept(STATUTORY),
)
declare(
    "charters.ReplyScan",
    _("Letters that came from councils"),
    scrub=("filename", "description"),
    reach=lambda who: (
        Q(reply__response__party__council__in=who.council_ids)
        | Q(reply__response__version__agreement__convener__in=who.council_ids)
    ),
    plain=("content_type", "sha256"),
    stays={"content": _("The letter shows what the council decided. Only that council and the convener can open it")},
    frozen=("reply_scan_append_only",),
    kept=Kept(STATUTORY),
)
declare(
    "charters.SigningRequest",
    _("Requests to sign for a council"),
    about=lambda who: Q(person=who.person) | Q(asked_by=who.person),
    tell=("response", "asked_at", "ended_at"),
    people=("person", "asked_by", "ended_by"),
    kept=Kept(STATUTORY),
)
declare(
    "charters.SignedPage",
    _("Signatures on paper you recorded"),
    about=lambda who: Q(recorded_by=who.person),
    tell=("version", "association", "role_title", "signed_on", "channel", "received_on", "recorded_at"),
    scrub=("typed_name", "role_title"),
    reach=lambda who: (
        Q(signed_for__party__council__in=who.council_ids) | Q(version__agreement__convener__in=who.council_ids)
    ),
    people=("recorded_by",),
    plain=("association", "minute_reference"),
    frozen=("signed_page_append_only",),
    kept=Kept(STATUTORY),
)
declare(
    "charters.PageScan",
    _("Pages that councils signed on paper"),
    scrub=("filename", "description"),
    reach=lambda who: (
        Q(page__signed_for__party__council__in=who.council_ids)
        | Q(page__version__agreement__convener__in=who.council_ids)
    ),
    plain=("content_type", "sha256"),
    stays={
        "content": _("The page is the signature itself. Only the councils it was signed for and the convener open it")
    },
    frozen=("page_scan_append_only",),
    kept=Kept(STATUTORY),
)
declare(
    "charters.SignedFor",
    _("Objections you made for a council to a signature on paper"),
    about=lambda who: Q(objected_by=who.person),
    tell=("version", "party", "objected_at", "objection"),
    scrub=("objection",),
    reach=near,
    people=("objected_by",),
    frozen=("signed_for_objected_once",),
    kept=Kept(STATUTORY),
)
declare(
    "charters.Signature",
    _("Signatures you gave for a council"),
    about=lambda who: Q(signed_by=who.person),
    tell=(
        "version", "council_name", "typed_name", "role_title", "decision_taker", "resolution_on", "minute_reference",
        "signed_at", "identity_label",
    ),
    known_by=("typed_name",),
    erase={"typed_name": Words(NAME_REMOVED)},
    people=("signed_by",),
    plain=("council_name", "council_context", "text_hash", "minute_reference"),
    stays={
        "role_title": _("The role in which the council was signed for"),
        "identity_label": _("How identity was proved, without the mailbox"),
    },
    frozen=("signature_append_only", DOCUMENTS),
    special=unname,
    kept=Kept(STATUTORY),
)  # fmt: skip
declare(
    "charters.ProgressEntry",
    _("What you reported about commitments of a council"),
    about=lambda who: Q(written_by=who.person),
    tell=("commitment", "party", "standing", "stood_on", "text", "figure", "link", "written_at"),
    scrub=("text", "figure"),
    reach=lambda who: Q(party__agreement__parties__council__in=who.council_ids),
    people=("written_by",),
    plain=("link",),
    kept=Kept(STATUTORY),
)
declare(
    "charters.Evidence",
    _("Files you attached to what a council reported"),
    about=lambda who: Q(added_by=who.person),
    tell=("filename", "description", "added_at"),
    scrub=("filename", "description"),
    reach=lambda who: Q(entry__party__agreement__parties__council__in=who.council_ids),
    people=("added_by",),
    plain=("content_type", "sha256"),
    stays={"content": _("The council shows with it what it did. Its people can take the file away at any time")},
    kept=Kept(_("As long as the report that it belongs to, or until the council takes it away")),
)
declare(
    "charters.ProgressComment",
    _("Comments you made for a council"),
    about=lambda who: Q(written_by=who.person),
    tell=("entry", "party", "text", "written_at"),
    scrub=("text",),
    reach=lambda who: Q(party__agreement__parties__council__in=who.council_ids),
    people=("written_by",),
    kept=Kept(STATUTORY),
)
declare(
    "charters.Renewal",
    _("Renewals of agreements you recorded"),
    about=lambda who: Q(renewed_by=who.person),
    tell=("version", "months", "review_on", "note", "renewed_at"),
    scrub=("note",),
    reach=lambda who: Q(version__agreement__parties__council__in=who.council_ids),
    people=("renewed_by",),
    frozen=("renewal_append_only",),
    kept=Kept(STATUTORY),
)
declare(
    "charters.Review",
    _("Reviews of agreements"),
    about=lambda who: Q(opened_by=who.person) | Q(closed_by=who.person),
    tell=("version", "opened_at", "outcome", "finding", "closed_at"),
    scrub=("finding",),
    reach=lambda who: Q(version__agreement__parties__council__in=who.council_ids),
    people=("opened_by", "closed_by"),
    kept=Kept(STATUTORY),
)
declare(
    "charters.ReviewView",
    _("Views you gave for a council in a review"),
    about=lambda who: Q(written_by=who.person),
    tell=("review", "party", "verdict", "text", "written_at"),
    scrub=("text",),
    reach=lambda who: Q(party__agreement__parties__council__in=who.council_ids),
    people=("written_by",),
    kept=Kept(STATUTORY),
)
declare(
    "charters.Withdrawal",
    _("Notice you gave for a council"),
    about=lambda who: Q(given_by=who.person),
    tell=("version", "party", "given_on", "last_day", "reason", "minute_reference"),
    scrub=("reason",),
    reach=lambda who: Q(party__agreement__parties__council__in=who.council_ids),
    people=("given_by",),
    plain=("minute_reference",),
    kept=Kept(STATUTORY),
)
