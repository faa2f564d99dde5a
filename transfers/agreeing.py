"""What the agreement of a transfer begins with: text that is signed with the rest. What is exempt is never in it."""

from django.utils.translation import gettext as _

from core.formatting import date as in_words
from core.formatting import money, percent
from transfers.models import Responsibilities
from transfers.money import worked_out
from transfers.responsibilities import who_of


def first_words(transfer):
    """{section of the outline: text}."""
    answers = {task.code: task.words for task in transfer.tasks.filter(state="done", exempt="")}
    return {
        "moves": "\n\n".join([transfer.summary, _held(transfer)]),
        "better": answers.get("better", ""),
        "review": transfer.next_ambition,
    }


def schedules_of(transfer, today):
    """[(heading, text)] of who does what and who pays what; without either nothing is put in."""
    found = [(_("Schedule: who does what"), _duties(transfer)), (_("Schedule: who pays what"), _money(transfer, today))]
    return [(heading, text) for heading, text in found if text]


def _held(transfer):
    return _("Held by %(council)s as: %(tenure)s") % {
        "council": transfer.local.full_name, "tenure": transfer.get_tenure_display(),
    }  # fmt: skip


def _duties(transfer):
    kept = Responsibilities.objects.filter(transfer=transfer).with_lines().first()
    if kept is None:
        return ""
    if kept.is_exempt:
        return _("Who does what is set out in a paper that is not published.")
    return "\n".join(
        f"- {line.label}: {who_of(line, transfer)}" + (f" ({line.words})" if line.words else "")
        for line in kept.lines.all()
    )


def _money(transfer, today):
    worked = worked_out(transfer, today)
    said = worked.money
    if said and said.is_exempt:
        return _("Who pays what is set out in a paper that is not published.")
    lines = [
        f"- {line}" for line in (*_rule(transfer, said, worked), *_once(transfer, said), *_rents(transfer, worked))
    ]
    return "\n".join(lines)


def _rule(transfer, said, worked):
    if not worked.is_shared:
        return
    local, net = sum(line.local for line in worked.lines), sum(line.cost for line in worked.lines)
    named = {"local": transfer.local.full_name, "principal": transfer.principal.full_name}
    yield _("Costs of a year after income, as planned: %(amount)s") % {"amount": money(net)}
    if said.fixed:
        yield _("%(local)s pays %(amount)s a year") % {**named, "amount": money(said.fixed)}
    if said.percent is not None:
        words = _("%(local)s pays %(part)s of what that leaves") if said.fixed else _("%(local)s pays %(part)s of them")
        yield words % {**named, "part": percent(float(said.percent), 2)}
    if said.cap is not None:
        yield _("At most %(amount)s a year") % {"amount": money(said.cap)}
    yield _("In the first year as planned: %(local)s %(one)s, %(principal)s %(other)s") % {
        **named, "one": money(local), "other": money(net - local),
    }  # fmt: skip


def _once(transfer, said):
    if said and said.dowry:
        yield _("%(council)s gives once: %(amount)s") % {
            "council": transfer.principal.full_name, "amount": money(said.dowry),
        }  # fmt: skip
    for words, payer in ((said.baseline, said.baseline_by), (said.enhanced, said.enhanced_by)) if said else ():
        if words:
            who = {"principal": transfer.principal.full_name, "local": transfer.local.full_name}.get(payer)
            yield _("%(standard)s: paid by %(council)s") % {"standard": words, "council": who} if who else words


def _rents(transfer, worked):
    for lease in worked.running:
        tenant = transfer.local if lease.tenant == "local" else transfer.principal
        facts = {"council": tenant.full_name, "space": lease.space, "use": lease.use, "rent": money(lease.rent_pence)}
        text = _("%(council)s rents %(space)s (%(use)s) for %(rent)s a year") % facts
        ends = _(", until %(day)s") % {"day": in_words(lease.ends_on)} if lease.ends_on else ""
        yield text + ends
