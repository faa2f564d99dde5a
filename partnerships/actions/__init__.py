"""Everything that is written about partnerships."""

from partnerships.actions.agreeing import write_agreement, write_schedule
from partnerships.actions.assessing import case_of, decide, not_counted, start_assessment, write_case
from partnerships.actions.ending import answer_exit, carry_on, close, exit_of, renew, wind_up
from partnerships.actions.keeping import (
    PARTS,
    add_party,
    edit_entry,
    go_live,
    part_of,
    register,
    remove_party,
    set_published,
)
from partnerships.actions.money import field_of, keep_money, money_of, parties_of
from partnerships.actions.papers import keep_papers, papers_of
from partnerships.actions.passing import pass_on_entries
from partnerships.actions.risks import change_risk, raise_risk, risk_of

__all__ = [
    "PARTS",
    "add_party",
    "answer_exit",
    "carry_on",
    "case_of",
    "change_risk",
    "close",
    "decide",
    "edit_entry",
    "exit_of",
    "field_of",
    "go_live",
    "keep_money",
    "keep_papers",
    "money_of",
    "not_counted",
    "papers_of",
    "part_of",
    "parties_of",
    "pass_on_entries",
    "raise_risk",
    "register",
    "remove_party",
    "renew",
    "risk_of",
    "set_published",
    "start_assessment",
    "wind_up",
    "write_agreement",
    "write_case",
    "write_schedule",
]
