"""The yearly statement as a document: for the meeting of either council, and for the auditor."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from core.documents.looks import DocumentLook
from core.formatting import money
from councils.looks import document_look
from transfers.stages import Side


@dataclass(frozen=True)
class StatementDocument:
    """One statement as it stood on one day; amounts are in words of pounds."""

    title: str
    subject: str
    author: str
    reference: str
    issued_at: datetime  # when the document was made
    state: str  # draft, in_force, replaced
    stated_at: datetime | None
    first: date
    last: date
    transfer: str
    local: str
    principal: str
    is_exempt: bool
    lines: tuple[tuple[str, str, str, str], ...]
    rents: tuple[tuple[str, str, str], ...]
    spent: str
    income: str
    planned: str
    difference: str
    note: str
    because: str
    answer: str
    answer_words: str
    look: DocumentLook | None = None
    demonstration: bool = False


def statement_paper(each, *, is_exempt, at):
    """Of a `Stated`; the same figures as on its page."""
    said, transfer = each.statement, each.statement.transfer
    author = transfer.local if said.side == Side.LOCAL else transfer.principal
    rents = [(name, money(local), money(principal)) for name, local, principal in each.rents]
    if rents:
        rents.append((_("Costs and rents together"), *map(money, each.totals)))
    return StatementDocument(
        title=_("Statement of %(year)s") % {"year": said.span.words},
        subject=_("Statement of %(year)s: %(title)s") % {"year": said.span.words, "title": transfer.title},
        author=author.full_name,
        reference=said.reference,
        issued_at=at,
        state=each.state,
        stated_at=said.issued_at,
        first=said.span.first,
        last=said.span.until,
        transfer=transfer.title,
        local=transfer.local.full_name,
        principal=transfer.principal.full_name,
        is_exempt=is_exempt,
        lines=tuple((name, *map(money, amounts)) for name, *amounts in each.lines),
        rents=tuple(rents),
        spent=money(each.gross),
        income=money(said.income or 0),
        planned="" if each.planned is None else money(each.planned),
        difference=_difference(each.difference),
        note=said.note,
        because=said.because,
        answer=str(said.get_answer_display()) if said.answer else "",
        answer_words=said.answer_words,
        look=document_look(transfer.principal),
        demonstration=settings.DEMO,
    )


def _difference(pence):
    if pence is None:
        return ""
    if not pence:
        return _("It cost exactly that.")
    words = _("It cost %(amount)s more.") if pence > 0 else _("It cost %(amount)s less.")
    return words % {"amount": money(abs(pence))}
