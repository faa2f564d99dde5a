"""Every change of opportunities and of what councils say about them; each module has its subject."""

from funding.actions.awards import load_awards
from funding.actions.imports import import_opportunities
from funding.actions.interest import answer_opportunity, take_back_answer
from funding.actions.opportunities import (
    PARTS,
    IsThere,
    add_opportunity,
    correct_deadline,
    edit_opportunity,
    facts_of,
    publish_opportunity,
    withdraw_opportunity,
)

__all__ = [
    "PARTS",
    "IsThere",
    "add_opportunity",
    "answer_opportunity",
    "correct_deadline",
    "edit_opportunity",
    "facts_of",
    "import_opportunities",
    "load_awards",
    "publish_opportunity",
    "take_back_answer",
    "withdraw_opportunity",
]
