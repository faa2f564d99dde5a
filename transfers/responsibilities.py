"""Who does what, function by function: as the form holds it, and what is not settled yet."""

from django.utils.translation import gettext as _

from core.formatting import list_and
from transfers.models.responsibilities import OF_BUILDINGS, Function, Responsibility

PARTIES = ("principal", "local", "other")
OWN_LINES = ("own1", "own2", "own3")


def functions_of(transfer):
    """Those that this transfer has to settle."""
    left_out = (Function.OWN, *(OF_BUILDINGS if transfer.moves == "service" else ()))
    return [function for function in Function if function not in left_out]


def facts_of_lines(transfer, lines):
    """{name of the field: value} of the form: who, and in which words; one's own functions with their names."""
    facts = {}
    own = iter(OWN_LINES)
    for code in functions_of(transfer):
        facts |= {code.value: [], f"{code.value}_words": ""}
    for name in OWN_LINES:
        facts |= {f"{name}_name": "", name: [], f"{name}_words": ""}
    for line in lines:
        code = next(own) if line.function == Function.OWN else line.function
        if code in facts:  # a service that was a building has no roof any more
            facts |= {code: parties_of(line), f"{code}_words": line.words}
            if line.function == Function.OWN:
                facts[f"{code}_name"] = line.name
    return facts


def parties_of(line):
    return [party for party in PARTIES if getattr(line, f"by_{party}")]


def who_of(line, transfer):
    """Whose it is, in words: the two councils by name."""
    names = {"principal": transfer.principal.full_name, "local": transfer.local.full_name, "other": _("Another body")}
    return list_and([names[party] for party in parties_of(line)]) or _("Nobody")


def is_alone(parties):
    """One of the two councils and nobody else: nothing more has to be said."""
    return len(parties) == 1 and parties[0] != "other"


def lines_of(transfer, facts):
    """[(name of the field, Responsibility)] of all lines about which anything is said."""
    rows = [(code.value, {"function": code}) for code in functions_of(transfer)]
    rows += [(name, {"function": Function.OWN, "name": facts[f"{name}_name"]}) for name in OWN_LINES]
    said = [(name, row) for name, row in rows if facts[name] or facts[f"{name}_words"] or row.get("name")]
    return [
        (name, Responsibility(**row, place=place, words=facts[f"{name}_words"],
                              **{f"by_{party}": party in facts[name] for party in PARTIES}))
        for place, (name, row) in enumerate(said)
    ]  # fmt: skip


def unsettled(transfer):
    """Functions for which nobody is named and nothing is said, in words."""
    there = set(Responsibility.objects.filter(matrix__transfer=transfer).values_list("function", flat=True))
    return [str(function.label) for function in functions_of(transfer) if function not in there]
