"""Every write of this app, by what it is about."""

from liaison.actions.contacts import contact_of, correct_contact, finish_contact, log_contact, strike_contact
from liaison.actions.officers import (
    change_assignment,
    confirm_assignments,
    end_assignment,
    end_cover,
    name_officer,
    set_cover,
    withdraw_assignment,
    words_of,
)

__all__ = [
    "change_assignment",
    "confirm_assignments",
    "contact_of",
    "correct_contact",
    "end_assignment",
    "end_cover",
    "finish_contact",
    "log_contact",
    "name_officer",
    "set_cover",
    "strike_contact",
    "withdraw_assignment",
    "words_of",
]
