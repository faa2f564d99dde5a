"""Everything that is written about partnerships."""

from partnerships.actions.agreeing import write_agreement
from partnerships.actions.assessing import case_of, decide, not_counted, start_assessment, write_case
from partnerships.actions.ending import answer_exit, carry_on, close, exit_of, renew, wind_up
from partnerships.actions.keeping import (
    PARTS,
    add_party,
    body_named,
    edit_entry,
    go_live,
    keep_papers,
    papers_of,
    part_of,
    register,
    remove_party,
    set_published,
    tier_of,
)

__all__ = [
    "PARTS",
    "add_party",
    "answer_exit",
    "body_named",
    "carry_on",
    "case_of",
    "close",
    "decide",
    "edit_entry",
    "exit_of",
    "go_live",
    "keep_papers",
    "not_counted",
    "papers_of",
    "part_of",
    "register",
    "remove_party",
    "renew",
    "set_published",
    "start_assessment",
    "tier_of",
    "wind_up",
    "write_agreement",
    "write_case",
]
