"""The schedule of an agreement: who puts in what, by party and year, as text that is signed with the rest."""

from django.utils.translation import gettext as _

from core.formatting import list_and, money


def schedule_heading():
    """By this heading the section is found again."""
    return _("Schedule: who puts in what")


def schedule_text(table):
    """A list for each financial year, what is saved, and the sum; empty where nothing is listed."""
    if not table.years:
        return ""
    blocks = [_year(table, place, year) for place, year in enumerate(table.years)]
    if len(table.years) > 1:
        parts = [
            _("%(party)s: %(money)s") % {"party": p.label, "money": money(p.total)} for p in table.parties if p.total
        ]
        total = _("All together: %(money)s") % {"money": money(table.total)}
        blocks.append("\n".join([_("All years"), "", *(f"- {part}" for part in (*parts, total))]))
    return "\n\n".join(blocks)


def _year(table, place, year):
    words = _("From April %(first)s to March %(last)s") % {"first": year, "last": year + 1}
    lines = []
    for party in table.parties:
        cash, in_kind = party.amounts[place]
        if cash is not None or in_kind is not None:
            lines.append(
                _("%(party)s: %(what)s") % {"party": party.label, "what": list_and(list(_amounts(cash, in_kind)))}
            )
    lines.append(_("Together: %(money)s") % {"money": money(table.by_year[place])})
    for saved, planned, _achieved in table.savings:
        if saved == year and planned is not None:
            lines.append(_("Saving that is planned: %(money)s") % {"money": money(planned)})
    return "\n".join([words, "", *(f"- {line}" for line in lines)])


def _amounts(cash, in_kind):
    if cash is not None:
        yield _("%(amount)s in money") % {"amount": money(cash)}
    if in_kind is not None:
        yield _("%(amount)s in kind") % {"amount": money(in_kind)}
