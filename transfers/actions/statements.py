"""What a transfer cost in a year is written down, issued to the other side, and agreed or contested by it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from transfers.actions.transfers import locked, tell
from transfers.emails import tell_other_side
from transfers.models import TransferMoney, YearlyStatement
from transfers.models.statements import COSTS
from transfers.stages import Side
from transfers.yearly import draft_worked, planned_of
from transfers.years import ended

WORDS = ("note", "because")
KEPT = (*COSTS, "income", *WORDS)


def draft_of(transfer, year):
    """What the form about a year shows: its draft, else what is in force; the reason only where one is replaced."""
    rows = YearlyStatement.objects.of_year(transfer, year)
    draft, before = rows.drafts().first(), rows.in_force().first()
    found = draft or before
    facts = {name: getattr(found, name) if found else "" if name in WORDS else None for name in KEPT}
    because = facts.pop("because")
    return {**facts, "because": because if draft else ""} if before else facts


@transaction.atomic
def keep_statement(*, transfer, year, facts, seen=None, by):
    """By either side, as far as it is known; nothing is told to the other side before it is issued."""
    transfer = locked(transfer)
    require(by, "transfers.work_on", transfer)
    _check_year(transfer, year)
    part = f"year-{year}"
    refuse_if_changed(seen, draft_of(transfer, year), record=transfer, parts=[part])
    known = {name: facts.get(name) or ("" if name in WORDS else facts.get(name)) for name in KEPT}
    statement, _new = YearlyStatement.objects.update_or_create(
        transfer=transfer, year=year, issued_at=None,
        defaults={**known, "side": _side(transfer, by), "kept_by": by, "kept_at": timezone.now()},
    )  # fmt: skip
    words = _("Costs of %(year)s of “%(title)s” entered")
    tell(transfer, "transfers.year_kept", words, by=by, parts=[part], year=statement.span.words)
    return statement


@transaction.atomic
def issue_statement(*, transfer, year, seen=None, by):
    """Its figures stay from now on. It replaces what was issued for the year before, with the reason."""
    transfer = locked(transfer)
    require(by, "transfers.work_on", transfer)
    rows = YearlyStatement.objects.of_year(transfer, year).select_for_update(of=("self",))
    statement, before = rows.drafts().first(), rows.in_force().first()
    if statement is None:
        raise Refused(_("Enter what the year cost first"))
    refuse_if_changed(seen, draft_of(transfer, year), record=transfer, parts=[f"year-{year}"])
    if before and not statement.because:
        raise Refused(_("Enter with the costs why it replaces the statement that was issued before"))
    statement.transfer = transfer
    money = TransferMoney.objects.filter(transfer=transfer).first()
    worked = draft_worked(statement, money, transfer.lease_backs.all())
    if worked is None:
        raise Refused(_("Enter with the money of the transfer by which rule the two councils share the costs"))
    if not worked.costs:
        raise Refused(_("Enter at least one cost of the year"))
    if before:
        before.in_force = False
        before.save(update_fields=["in_force"])
        statement.replaces = before
    statement.side, statement.in_force = _side(transfer, by), True
    statement.issued_at, statement.issued_by = timezone.now(), by
    statement.fixed, statement.percent, statement.cap = worked.rule.fixed, worked.rule.percent, worked.rule.cap
    statement.planned = planned_of(money, statement.span)
    statement.local_pence, statement.principal_pence = worked.local, worked.principal
    statement.rents = [[rent.name, rent.local] for rent in worked.rents]
    statement.save()
    words = _("Statement of %(year)s of “%(title)s” issued")
    tell(transfer, "transfers.year_issued", words, by=by, year=statement.span.words)
    tell_other_side(statement, "replaced" if before else "issued", statement.side, statement.because)
    return statement


def answer_to(statement):
    """What the form about the answer shows."""
    agreed = None if not statement.answer else statement.answer == YearlyStatement.Answer.AGREED
    return {"agreed": agreed, "words": statement.answer_words}


@transaction.atomic
def answer_statement(*, statement, agreed, words="", seen=None, by):
    """The other side says that it is right, or what is not; it may say so anew until it is replaced."""
    transfer = locked(statement.transfer)
    statement = YearlyStatement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    statement.transfer = transfer
    require(by, "transfers.answer_statement", statement)
    part = f"answer-{statement.reference}"
    refuse_if_changed(seen, answer_to(statement), record=transfer, parts=[part])
    if not agreed and not words:
        raise Refused(_("Say what is not right"), field="words")
    answers = YearlyStatement.Answer
    answer = answers.AGREED if agreed else answers.CONTESTED
    if (statement.answer, statement.answer_words) == (answer, words):
        return statement
    statement.answer, statement.answer_words = answer, words
    statement.answered_at, statement.answered_by = timezone.now(), by
    statement.save(update_fields=["answer", "answer_words", "answered_at", "answered_by"])
    told = _("Statement of %(year)s of “%(title)s” agreed") if agreed else _(
        "Statement of %(year)s of “%(title)s” contested")  # fmt: skip
    tell(transfer, "transfers.year_answered", told, by=by, parts=[part], year=statement.span.words)
    other = Side.LOCAL if statement.side == Side.PRINCIPAL else Side.PRINCIPAL
    tell_other_side(statement, statement.answer, other, words)
    return statement


def _side(transfer, by):
    return Side.LOCAL if transfer.local_id in by.council_ids("clerk") else Side.PRINCIPAL


def _check_year(transfer, year):
    if year not in ended(transfer, timezone.localdate()):
        raise Refused(_("Choose a financial year that is over, and in which the transfer was live"))
