"""What charters show on pages above: work to do, a council's card, an officer's column, search, navigation."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters import due, finding
from charters.models import Agreement, Answer, Response, VersionStatus
from core.policies import allows
from core.registry import (
    COUNCIL_CARD,
    CREATE,
    DESTINATION,
    EVENT,
    KNOWN_WORDS,
    NAVIGATION,
    OFFICER_COLUMN,
    OPEN_WORK,
    RECORD_ADDRESS,
    REFERENCE,
    SEARCH,
    CouncilCard,
    Destination,
    EventKind,
    NavigationItem,
    OfficerColumn,
    OpenWork,
    StartLink,
    provides,
)


@provides(NAVIGATION)
def navigation(person):
    yield NavigationItem(_("Agreements"), reverse("charters:list"), order=30)


@provides(CREATE)
def start_links(person):
    if allows(person, "charters.start"):
        yield StartLink(_("Start a charter or other agreement"), reverse("charters:start"))


@provides(OPEN_WORK)
def to_answer(person):
    """Charters that wait for an answer or a signature of a council the person acts for."""
    for response in _waiting(person):
        agreement = response.version.agreement
        url = reverse("charters:response", args=[agreement.reference, response.party.council.slug])
        council = response.party.council.label
        if response.listed_by:
            title = _("An association signed for your council: %(title)s") % {"title": agreement.title}
            note = _("%(association)s signed. Object if that is wrong; otherwise there is nothing to do.")
            facts = {"association": response.listed_by}
            yield OpenWork(title, url, council, due_on=response.listed_until, note=note % facts)
        else:
            title = words(agreement) % {"title": agreement.title}
            note = _("You are asked to sign for your council.") if response.is_asked else ""
            yield OpenWork(title, url, council, due_on=response.reply_by, note=note)


def words(agreement):
    """What is to be done, as a title on the home page."""
    return _("Read and acknowledge: %(title)s") if agreement.one_way else _("Answer or sign: %(title)s")


def _waiting(person):
    """Responses without a signature that the person may answer or sign: of versions that are out, and those listed."""
    mine = Response.objects.visible_to(person).filter(party__council__in=person.council_ids())
    joining = Q(version__status=VersionStatus.IN_FORCE, listed_until__isnull=False)
    waiting = (
        mine.with_signature()
        .with_listing()
        .with_request_to(person)
        .with_version()
        .filter(Q(version__status=VersionStatus.OUT) | joining, is_signed=False)
        .exclude(answer__in=["declined", "acknowledged"])
    )
    return [r for r in waiting if allows(person, "charters.answer", r) or allows(person, "charters.sign", r)]


@provides(OPEN_WORK)
def to_run(person):
    """Rounds of one's own that wait for the convener, and what is due in charters in force: one look for both."""
    at_work = due.read_at_work(person)
    for version in at_work:
        if version.status != VersionStatus.IN_FORCE:
            yield from _round_work(person, version)
    yield from _to_decide(person, at_work)
    yield from due.open_work(person, [version for version in at_work if version.status == VersionStatus.IN_FORCE])


def _round_work(person, version):
    agreement = version.agreement
    facts = {"title": agreement.title, "answered": version.answered, "asked": version.asked}
    council, board = agreement.convener.label, reverse("charters:board", args=[agreement.reference])
    if version.status == VersionStatus.CLOSED and allows(person, "charters.countersign", version):
        url = reverse("charters:countersign", args=[agreement.reference])
        title = _("Sign: %(title)s") if agreement.one_way else _("Countersign: %(title)s")
        yield OpenWork(title % facts, url, council)
    elif not allows(person, "charters.edit", version):
        return
    elif version.status == VersionStatus.DRAFT:
        yield OpenWork(
            _("Finish the draft: %(title)s") % facts,
            reverse("charters:draft", args=[agreement.reference]),
            council,
        )
    elif version.is_overdue or version.answered == version.asked:
        yield OpenWork(_("Close the round: %(title)s (%(answered)s of %(asked)s answered)") % facts, board, council)
    elif version.status == VersionStatus.OUT:
        note = _("%(answered)s of %(asked)s answered") % facts
        yield OpenWork(_("Out for answers: %(title)s") % facts, board, council, due_on=version.reply_by, note=note)


def _to_decide(person, versions):
    """Comments on sections that wait for a decision of one's own council: one line for each agreement."""
    for version in {version.agreement_id: version for version in versions if version.undecided}.values():
        agreement = version.agreement
        if not allows(person, "charters.decide_comment", agreement):
            continue
        sentence = ngettext(
            "Decide about %(count)s comment: %(title)s",
            "Decide about %(count)s comments: %(title)s",
            version.undecided,
        )
        url = reverse("charters:comments", args=[agreement.reference])
        facts = {"count": version.undecided, "title": agreement.title}
        yield OpenWork(sentence % facts, url, agreement.convener.label)


@provides(COUNCIL_CARD)
def agreed(person, council):
    """What the council has agreed, as far as the person may see it."""
    agreements = Agreement.objects.visible_to(person).concerning(council).with_state().with_signature_of(council)
    rows = [(agreement, agreement.is_signed) for agreement in agreements.order_by("title")]
    yield CouncilCard(_("Agreements"), "charters/_council_card.html", {"rows": rows}, order=20)


@provides(OFFICER_COLUMN)
def answers(person, councils):
    """Per local council, the state of the rounds that the officer's principals run."""
    told = Response.objects.visible_to(person).in_rounds_of(person.officer_council_ids()).told()
    rounds = {(row["version"], row["reference"]) for row in told}
    by_council = {row["council"]: row for row in told}
    yield OfficerColumn("charter", _("Agreement"), lambda council: _answer(council, by_council), *_total(told, rounds))


def _answer(council, by_council):
    """What a council said, leading to its answer; None for one that was not asked."""
    row = by_council.get(council.pk)
    if row is None:
        return None
    words, tone = (_("Signed"), "purple") if row["is_signed"] else (Answer(row["answer"]).label, TONES[row["answer"]])
    return words, reverse("charters:response", args=[row["reference"], council.slug]), tone


def _total(told, rounds):
    """The figure above the column and the board behind it; with several rounds at once, the list of charters."""
    if len(rounds) != 1:
        return ("", "") if not rounds else (_("%(count)s rounds") % {"count": len(rounds)}, reverse("charters:list"))
    [(_version, reference)] = rounds
    answered = sum(1 for row in told if row["answer"] != Answer.SENT)
    words = _("%(answered)s of %(asked)s answered") % {"answered": answered, "asked": len(told)}
    return words, reverse("charters:board", args=[reference])


TONES = {"sent": "grey", "accepted": "green", "with_comments": "turquoise", "declined": "red", "acknowledged": "green"}


provides(SEARCH)(finding.agreements)
provides(REFERENCE)(finding.by_reference)
provides(KNOWN_WORDS)(finding.known_words)
provides(RECORD_ADDRESS)(finding.addresses)


@provides(DESTINATION)
def pages(person):
    yield Destination(_("Check a signed copy"), reverse("charters:verify"), _("verify PDF certificate fingerprint"))


@provides(EVENT)
def events():
    yield EventKind("charters.started", _("Drafts started"))
    yield EventKind("charters.edited", _("Drafts edited"))
    yield EventKind("charters.clause_kept", _("Clauses worded anew"))
    yield EventKind("charters.sent", _("Agreements sent"), tells=True)
    yield EventKind("charters.extended", _("New dates"), tells=True)
    yield EventKind("charters.reminded", _("Reminders"), tells=True)
    yield EventKind("charters.answered", _("Answers"), tells=True)
    yield EventKind("charters.commented", _("Comments on sections"), tells=True)
    yield EventKind("charters.comment_decided", _("Decisions about comments"), tells=True)
    yield EventKind("charters.reply_recorded", _("Answers recorded by an officer"), tells=True)
    yield EventKind("charters.signed", _("Signatures"), tells=True)
    yield EventKind("charters.association_signed", _("Signatures of associations"), tells=True)
    yield EventKind("charters.objected", _("Objections to signatures on paper"), tells=True)
    yield EventKind("charters.signatory_named", _("People asked to sign"), tells=True)
    yield EventKind("charters.closed", _("Rounds closed"), tells=True)
    yield EventKind("charters.in_force", _("Agreements in force"), tells=True)
    yield EventKind("charters.superseded", _("Versions superseded"), tells=True)
    yield EventKind("charters.withdrawn", _("Agreements withdrawn"), tells=True)
    yield EventKind("charters.published", _("Agreements published"), tells=True)
    yield EventKind("charters.review_opened", _("Reviews opened"), tells=True)
    yield EventKind("charters.review_said", _("Views in a review"))
    yield EventKind("charters.review_closed", _("Reviews closed"), tells=True)
    yield EventKind("charters.left", _("Councils that leave"), tells=True)
    yield EventKind("charters.renewed", _("Agreements renewed"), tells=True)
    yield EventKind("charters.progress_reported", _("Progress reported"), tells=True)
    yield EventKind("charters.progress_edited", _("Progress corrected"))
    yield EventKind("charters.progress_commented", _("Comments on progress"), tells=True)
