"""A transfer as a document for the two councils: all that its page says, with what is exempt marked as such."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.documents.looks import DocumentLook
from core.formatting import date as date_words
from core.formatting import money
from councils.looks import document_look
from transfers.checklist import disposal_of
from transfers.models import Power, Responsibilities
from transfers.money import worked_out
from transfers.responsibilities import who_of
from transfers.stages import PATH, RUNNING, Side, place


@dataclass(frozen=True)
class PaperAnswer:
    """One question with its answer so far."""

    title: str
    asked: str  # which council
    state: str
    exempt: str  # why the public does not read it; empty: it may
    parts: tuple[tuple[str, str], ...]
    comment: str
    source: str = ""  # the Act behind a line of the legal checklist


@dataclass(frozen=True)
class PaperStage:
    title: str
    standing: str
    answers: tuple[PaperAnswer, ...]


@dataclass(frozen=True)
class PaperDuties:
    """Who does what; each row a function, whose it is and in which way."""

    is_exempt: bool
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class PaperMoney:
    """Who pays what; each row a name with the amounts of the local and of the principal council."""

    is_exempt: bool
    facts: tuple[tuple[str, str], ...]
    shares: tuple[tuple[str, str, str], ...]
    years: tuple[tuple[str, str, str], ...]
    leases: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TransferDocument:
    """One transfer on one day."""

    title: str
    subject: str
    author: str
    reference: str
    issued_at: datetime
    stage: str
    stage_since: date
    summary: str
    facts: tuple
    stages: tuple[PaperStage, ...]
    has_exempt: bool
    money: PaperMoney | None = None
    duties: PaperDuties | None = None
    look: DocumentLook | None = None
    demonstration: bool = False


def transfer_paper(transfer, *, at):
    """All of it, for the two councils: whoever passes it on leaves out what is marked."""
    tasks = list(transfer.tasks.whole())
    worked, duties = worked_out(transfer, timezone.localdate(at)), _duties(transfer)
    stages = (_stage(transfer, stage, [task for task in tasks if task.stage == stage]) for stage in (*PATH, *RUNNING))
    return TransferDocument(
        title=transfer.title,
        subject=_("Transfer: %(title)s") % {"title": transfer.title},
        author=transfer.principal.full_name,
        reference=_("Transfer %(reference)s") % {"reference": transfer.reference},
        issued_at=at,
        stage=str(transfer.get_stage_display()),
        stage_since=transfer.stage_since,
        summary=transfer.summary,
        facts=tuple(_facts(transfer, disposal_of(tasks))),
        stages=tuple(stage for stage in stages if stage.answers),
        has_exempt=any(task.exempt for task in tasks)
        or any(part and part.is_exempt for part in (worked.money, duties)),
        money=_money(worked) if worked.money or worked.leases else None,
        duties=duties,
        look=document_look(transfer.principal),
        demonstration=settings.DEMO,
    )


def _facts(transfer, disposal):
    yield _("From"), transfer.principal.full_name
    yield _("To"), transfer.local.full_name
    yield _("Held by the local council as"), str(transfer.get_tenure_display())
    yield _("What set it off"), str(transfer.get_trigger_display())
    if transfer.value_pence is not None:
        yield _("Worth"), money(transfer.value_pence)
    if disposal and disposal.undervalue:
        yield _("Price below the value"), money(disposal.undervalue)
    if transfer.live_on:
        yield _("Live since"), date_words(transfer.live_on)
    if transfer.is_open and transfer.review_on:
        yield _("Next review"), date_words(transfer.review_on)
    if transfer.over_on:
        yield str(transfer.get_stage_display()), f"{date_words(transfer.over_on)}: {transfer.over_because}"
    if transfer.next_ambition:
        yield _("What may follow"), transfer.next_ambition


def _duties(transfer):
    """As the page says it; None until somebody has begun it."""
    kept = Responsibilities.objects.filter(transfer=transfer).with_lines().first()
    if kept is None:
        return None
    rows = ((line.label, who_of(line, transfer), line.words) for line in kept.lines.all())
    return PaperDuties(kept.is_exempt, tuple(rows))


def _money(worked):
    """As the page about the money says it."""
    said, lines = worked.money, worked.lines
    once = (("dowry", _("Dowry")), ("capital", _("What the local council spends at the start")))
    net, local = sum(line.cost for line in lines), sum(line.local for line in lines)
    rows = [(line.name, line.local, line.principal) for line in lines]
    return PaperMoney(
        is_exempt=bool(said and said.is_exempt),
        facts=tuple((label, money(getattr(said, name))) for name, label in once if said and getattr(said, name)),
        shares=tuple((str(name), money(one), money(other)) for name, one, other in
                     ([*rows, (_("Together"), local, net - local)] if rows else [])),
        years=tuple((str(year.number), money(year.from_precept), money(year.principal)) for year in worked.years),
        leases=tuple((f"{lease.space}: {lease.use}", money(lease.rent_pence)) for lease in worked.running),
    )  # fmt: skip


def _stage(transfer, stage, tasks):
    standing = ""
    if stage == transfer.stage:
        standing = _("now")
    elif transfer.is_open and place(stage) < place(transfer.stage):
        standing = _("behind it")
    return PaperStage(str(stage.label), standing, tuple(_answer(transfer, task) for task in tasks))


def _answer(transfer, task):
    asked = transfer.principal if task.side == Side.PRINCIPAL else transfer.local
    parts = tuple((label, _words(name, value)) for label, name, value in task.said)
    exempt = str(task.get_exempt_display()) if task.exempt else ""
    return PaperAnswer(str(task.title), asked.full_name, str(task.get_state_display()), exempt, parts, task.comment,
                       str(task.source))  # fmt: skip


def _words(name, value):
    if name == "is_so":
        return _("Yes") if value else _("No")
    if name == "amount_pence":
        return money(value)
    if name == "power":
        return str(Power(value).label)
    return date_words(value) if name == "on" else value
