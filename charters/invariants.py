"""What must always be true of agreements: text ↔ version ↔ signature ↔ issued copy, and of who was asked."""

from datetime import timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.utils import timezone

from charters import wording
from charters.models import (
    SENT,
    Agreement,
    AgreementVersion,
    Answer,
    IssuedCopy,
    Party,
    Response,
    Signature,
    SignedFor,
    SignedPage,
)
from core.registry import INVARIANT, Finding, provides

ROWS = 500  # read at a time: texts are long
COUNTED_WITHIN = timedelta(days=1)  # of the end of the period to object; the sweep comes every five minutes
COPY_WITHIN = timedelta(minutes=30)  # of the last signature; the sweep comes every five minutes
BOUND = ("in_force", "superseded", "ended")


@provides(INVARIANT)
def frozen_texts():
    """A version that was sent says what its canonical text says, and its parts are those that were frozen."""
    sent = AgreementVersion.objects.exclude(text_hash="").select_related("agreement__convener")
    for version in sent.prefetch_related("sections", "commitments__owner").iterator(ROWS):
        content = version.content or {}
        if content.get("format") not in wording.COUNTED:
            continue  # texts of an older form keep the hash they had
        if wording.canonical(content) != version.canonical_text:
            yield Finding("version.text", str(version), "has a canonical text that is not its content")
        now = wording.content_of(version)
        if any(now[part] != content[part] for part in ("sections", "commitments", "number", "reference")):
            yield Finding("version.parts", str(version), "has parts that differ from what was sent")


@provides(INVARIANT)
def version_numbers():
    """Versions are numbered from 1 without a gap, drafts were asked of nobody, what binds was countersigned once."""
    counted = Agreement.objects.annotate(many=Count("versions"), last=Max("versions__number"))
    for agreement in counted.exclude(many=F("last"), many__gt=0):
        yield Finding("version.number", str(agreement), "has a gap in the numbers of its versions")
    versions = AgreementVersion.objects.select_related("agreement")
    for version in versions.filter(status="draft", responses__isnull=False).distinct().iterator(ROWS):
        yield Finding("version.asked", str(version), "is a draft and was sent to a council")
    counter = Signature.objects.filter(version=OuterRef("pk"), is_countersignature=True)
    for version in versions.filter(status__in=BOUND).filter(~Exists(counter)).iterator(ROWS):
        yield Finding("version.countersigned", str(version), "is or was in force without a countersignature")
    for version in versions.exclude(status__in=BOUND).filter(Exists(counter)).iterator(ROWS):
        yield Finding("version.countersigned", str(version), "is countersigned and not in force")
    published = Agreement.objects.filter(published_at__isnull=False).exclude(versions__status="in_force")
    for agreement in published:
        yield Finding("agreement.published", str(agreement), "is published and nothing of it is in force")


@provides(INVARIANT)
def parties():
    """The convener is the one principal party that convenes; answers belong to councils of that agreement."""
    itself = Party.objects.filter(agreement=OuterRef("pk"), council=OuterRef("convener"), is_convener=True)
    for agreement in Agreement.objects.filter(~Exists(itself)).iterator(ROWS):
        yield Finding("party.convener", str(agreement), "does not name its convener among its parties")
    responses = Response.objects.with_version()
    elsewhere = responses.exclude(party__agreement=F("version__agreement"))
    for response in elsewhere.iterator(ROWS):
        yield Finding("response.party", str(response), "is the answer of a council of another agreement")
    for response in responses.filter(party__is_convener=True).iterator(ROWS):
        yield Finding("response.convener", str(response), "asks the convener itself")
    for response in responses.filter(answered_at__lt=F("sent_at")).iterator(ROWS):
        yield Finding("response.early", str(response), "was answered before it was sent")
    for response in responses.exclude(paper=None).exclude(paper__kind="charters.paper").iterator(ROWS):
        yield Finding("response.paper", str(response), "has a paper that is another document")


@provides(INVARIANT)
def signatures():
    """A signature is under a text that was sent, by a council that was asked, and carries that text's hash."""
    rows = Signature.objects.select_related("version__agreement", "party__council")
    for signature in rows.exclude(text_hash=F("version__text_hash")).iterator(ROWS):
        yield Finding("signature.text", str(signature), "does not carry the hash of the text it is under")
    for signature in rows.exclude(version__status__in=[*SENT, "withdrawn"]).iterator(ROWS):
        yield Finding("signature.draft", str(signature), "is under a draft")
    odd = ~Q(party__agreement=F("version__agreement")) | ~Q(party__is_convener=F("is_countersignature"))
    for signature in rows.filter(odd).iterator(ROWS):
        yield Finding("signature.party", str(signature), "is of a council that is not the party it signs as")
    asked = Response.objects.filter(
        version=OuterRef("version"), party=OuterRef("party"), answer__in=[Answer.ACCEPTED, Answer.WITH_COMMENTS]
    )
    for signature in rows.filter(is_countersignature=False).filter(~Exists(asked)).iterator(ROWS):
        yield Finding("signature.response", str(signature), "is of a council that was not asked or did not accept")


@provides(INVARIANT)
def signers():
    """Each signature spent a proof of that person for that very text, and nobody signed for both tiers."""
    rows = Signature.objects.filter(received=None).select_related("version__agreement", "party", "proof")
    for signature in rows.iterator(ROWS):
        version, proof = signature.version, signature.proof
        of_this = proof.subject_key.startswith(f"{version.agreement.reference}:v{version.number}:")
        of_this = of_this and proof.subject_key.endswith(f":{signature.text_hash[:16]}")
        if not of_this or proof.user_id != signature.signed_by_id or proof.used_at is None:
            yield Finding("signature.proof", str(signature), "is not backed by a proof of who signed this text")
    other = Signature.objects.filter(version=OuterRef("version"), signed_by=OuterRef("signed_by"))
    both = rows.filter(Exists(other.exclude(party__side=OuterRef("party__side"))))
    for signature in both.iterator(ROWS):
        yield Finding("signature.sides", str(signature), "is by a person who signed for the other tier, too")


@provides(INVARIANT)
def signatures_on_paper():
    """Each stands on a page with its scan, signed for that council, to which that council has not objected."""
    rows = Signature.objects.exclude(received=None).select_related("version__agreement", "party__council")
    mine = Q(received__version=F("version"), received__party=F("party"), received__page__version=F("version"))
    for signature in rows.exclude(mine, received__objected_at=None).iterator(ROWS):
        yield Finding("signature.page", str(signature), "does not stand on a page that was signed for its council")
    pages = SignedPage.objects.select_related("version__agreement")
    for page in pages.filter(Q(scan=None) | Q(signed_for=None)).distinct().iterator(ROWS):
        yield Finding("page.scan", str(page), "has no scan or is signed for nobody")
    councils = SignedFor.objects.select_related("party__council", "page__version__agreement")
    alone = councils.standing().filter(page__association="", signature=None)
    for row in alone.exclude(version__status="withdrawn").iterator(ROWS):
        yield Finding("page.counted", str(row), "signed for itself and does not count")
    late = timezone.localdate(timezone.now() - COUNTED_WITHIN)
    waiting = councils.waiting().filter(version__status__in=["out", "in_force"], page__object_until__lt=late)
    for row in waiting.iterator(ROWS):
        yield Finding("page.late", str(row), "did not object in time and does not count")


@provides(INVARIANT)
def issued_copies():
    """Copies are numbered without a gap, each shows more signatures than the one before, the newest shows all."""
    ready = AgreementVersion.objects.without_copy().select_related("agreement")
    late = ready.annotate(last=Max("signatures__signed_at")).filter(last__lt=timezone.now() - COPY_WITHIN)
    for version in late.iterator(ROWS):
        yield Finding("copy.missing", str(version), "has signatures that no issued copy shows")
    before = None
    copies = IssuedCopy.objects.select_related("version__agreement").annotate(
        kind=F("document__kind"), key=F("document__key"), emptied_at=F("document__emptied_at")
    )
    for copy in copies.order_by("version", "number").iterator(ROWS):
        first = before is None or before.version_id != copy.version_id
        if copy.number != (1 if first else before.number + 1):
            yield Finding("copy.number", str(copy), "does not follow the issue before it")
        fewest = 0 if first else before.signatures + (before.emptied_at is None)  # one that was emptied is made anew
        if copy.signatures < fewest:
            yield Finding("copy.signatures", str(copy), "shows no more signatures than the issue before it")
        reference, number = copy.version.agreement.reference, copy.version.number
        if (copy.kind, copy.key) != ("charters.copy", f"{reference}:v{number}:issue{copy.number}"):
            yield Finding("copy.document", str(copy), "is the file of another document")
        before = copy
    given = AgreementVersion.objects.annotate(
        given=Count("signatures", distinct=True), shown=Max("copies__signatures")
    ).filter(shown__gt=F("given"))
    for version in given.select_related("agreement").iterator(ROWS):
        yield Finding("signature.lost", str(version), "has fewer signatures than an issued copy shows")
