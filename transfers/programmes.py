"""Transfers that follow each other between two councils: the stages of one programme (oc:S21)."""

from dataclasses import dataclass
from datetime import date

from transfers.models import Transfer, TransferTask

ASKED = ("consulted", "precept", "decided_local", "decided_principal")


@dataclass(frozen=True)
class ProgrammeStage:
    """One transfer of it, as far as its reader may see the answers."""

    transfer: Transfer
    consulted: str  # the name of the consultation; empty: not yet, or exempt
    precept_pence: int | None  # for a Band D household in a year
    decided_on: date | None  # when the second of the two councils decided
    is_here: bool


def programme_of(transfer, person):
    """[ProgrammeStage] from the first transfer on; empty if nothing goes before or follows."""
    pair = Transfer.objects.visible_to(person).filter(principal=transfer.principal_id, local=transfer.local_id)
    rows = {row.pk: row for row in pair}
    members = _together(transfer, rows) if transfer.pk in rows else ()
    if len(members) < 2:
        return []
    seen = TransferTask.objects.filter(transfer__in=members, code__in=ASKED, state="done")
    answers = {(task.transfer_id, task.code): task for task in seen.visible_to(person, transfer)}
    in_order = sorted((rows[pk] for pk in members), key=lambda row: (row.created_at, row.pk))
    return [_stage(row, answers, is_here=row.pk == transfer.pk) for row in in_order]


def _together(transfer, rows):
    """Ids of those that one reaches from this one by going before or after, however far."""
    found, new = set(), {transfer.pk}
    while new:
        found |= new
        before = {rows[pk].follows_id for pk in new} & rows.keys()
        after = {pk for pk, row in rows.items() if row.follows_id in new}
        new = (before | after) - found
    return found


def _stage(row, answers, *, is_here):
    consulted, precept = answers.get((row.pk, "consulted")), answers.get((row.pk, "precept"))
    days = [answers[row.pk, code].on for code in ASKED[2:] if (row.pk, code) in answers and answers[row.pk, code].on]
    return ProgrammeStage(
        transfer=row,
        consulted=consulted.reference if consulted else "",
        precept_pence=precept.amount_pence if precept else None,
        decided_on=max(days) if len(days) == len(ASKED[2:]) else None,
        is_here=is_here,
    )
